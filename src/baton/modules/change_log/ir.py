from trytond.pool import Pool, PoolMeta
from trytond.transaction import Transaction


class Configuration(metaclass=PoolMeta):
    __name__ = "ir.configuration"

    def check(self):
        """Run at the end of every loading of the pool; after an update, tables may be new."""
        super().check()
        if not Transaction().readonly:
            Pool().get("baton.change_log").install_triggers()
