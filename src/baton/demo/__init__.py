"""The demo company and its business, told through the real ERP."""

from baton.demo.telling import (
    ADMIN_PASSWORD,
    Status,
    generate,
    logins,
    passwords_stand,
    status,
)

__all__ = ["ADMIN_PASSWORD", "Status", "generate", "logins", "passwords_stand", "status"]
