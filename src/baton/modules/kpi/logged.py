"""Makes every change of a model's records an entry of the log."""

from trytond.pool import Pool

from baton.base.chain import plain


class LoggedMixin:
    """``_logged`` names the fields whose changes are logged with all of them."""

    __slots__ = ()
    _logged = ()

    @classmethod
    def on_modification(cls, mode, records, field_names=None):
        super().on_modification(mode, records, field_names=field_names)
        if mode == "write" and not (field_names or set()) & set(cls._logged):
            return
        Pool().get("baton.kpi.log").append(
            [
                (cls.__name__, record.id, mode, {} if mode == "delete" else record.log_content())
                for record in records
            ]
        )

    def log_content(self):
        """The logged fields as plain values; records as their ids."""
        content = {}
        for name in self._logged:
            value = getattr(self, name)
            content[name] = plain(getattr(value, "id", value))
        return content
