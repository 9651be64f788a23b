"""Security headers on every answer, caching of the built app's files."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# antd writes its styles into the page, hence inline styles; scripts only from our own files.
APP_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
# The stock client shows reports and maps in frames of its own page.
ERP_POLICY = APP_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


class SecurityHeaders:
    """Adds what browsers need to keep other sites out.

    A plain ASGI wrapper, so that event streams pass through unbuffered.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                erp = path == "/erp" or path.startswith("/erp/")
                headers.setdefault("Content-Security-Policy", ERP_POLICY if erp else APP_POLICY)
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("X-Frame-Options", "SAMEORIGIN" if erp else "DENY")
                headers.setdefault("Referrer-Policy", "same-origin")
                headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
                headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
                if path.startswith("/api/"):
                    headers.setdefault("Cache-Control", "no-store")
                elif path.startswith("/assets/") and message["status"] == 200:
                    # Vite puts a hash of the content into these names.
                    headers["Cache-Control"] = "public, max-age=31536000, immutable"
                elif not erp:
                    headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        await self.app(scope, receive, send_with_headers)
