"""Our wording counts, also where it equals a doubtful guess of Tryton's."""

import polib
from trytond.pool import PoolMeta

MODULE = "baton_locale_zh"


class Translation(metaclass=PoolMeta):
    __name__ = "ir.translation"

    @classmethod
    def translation_import(cls, lang, module, po_path=None):
        count = super().translation_import(lang, module, po_path)
        if module == MODULE and po_path:
            cls._confirm(lang, [po_path] if isinstance(po_path, str) else po_path)
        return count

    @classmethod
    def _confirm(cls, lang, paths):
        """Unmark fuzzy texts that are the same as ours.

        Tryton overrides a text only when the words differ, so an equal one stays fuzzy, which
        means it is not shown.
        """
        ours = set()
        for path in paths:
            for entry in polib.pofile(path):
                kind, name, owner = entry.msgctxt.split(":")
                text = entry.msgstr or entry.msgstr_plural.get(0)
                ours.add((owner.split(".")[0], kind, name, entry.msgid, text))
        doubtful = cls.search([("lang", "=", lang), ("fuzzy", "=", True), ("value", "!=", "")])
        sure = [t for t in doubtful if (t.module, t.type, t.name, t.src, t.value) in ours]
        cls.write(sure, {"fuzzy": False})
