"""A Chinese user reads Chinese: labels, choices, buttons, messages."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

import baton.modules.locale_zh as locale_zh

HAN = re.compile(r"[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
SAME = {"ID", "IBAN", "SIP", "URL", "UUID", "Skype", "IRC", "Jabber", "#", "%", "REST API"}

DOCUMENTS = [
    "sale.sale",
    "sale.line",
    "stock.shipment.out",
    "account.invoice",
    "party.party",
    "product.product",
    "purchase.purchase",
    "production",
]
MODULES = [
    *("party", "company", "product", "sale", "sale_opportunity", "sale_complaint"),
    *("sale_price_list", "purchase", "purchase_request", "purchase_request_quotation"),
    *("purchase_requisition", "stock", "stock_lot", "stock_supply", "production"),
    *("production_routing", "production_work", "quality", "account", "account_invoice"),
    *("account_asset", "account_payment", "timesheet", "attendance", "commission", "carrier"),
    *("product_price_list", "baton_org", "baton_account_cn", "baton_kpi", "baton_roles"),
]


def chinese(text: str) -> bool:
    return bool(HAN.search(text)) or text.strip() in SAME


@pytest.mark.parametrize("model", DOCUMENTS)
def test_a_document_has_no_english_label_or_choice(erp_module, model) -> None:
    def english(erp):
        found = []
        for name, field in erp.get(model).fields_get().items():
            found += [f"{name}: {field['string']}"] if not chinese(field["string"]) else []
            choices = field.get("selection")
            if isinstance(choices, list):
                found += [f"{name}: {text}" for _, text in choices if text and not chinese(text)]
        return found

    assert erp_module.run(1, english, language="zh_CN") == []


def test_buttons_of_the_documents_are_chinese(erp_module) -> None:
    def english(erp):
        buttons = erp.get("ir.model.button").search([("model", "in", DOCUMENTS)])
        # buttons without a text are never shown: they belong to wizards
        return [f"{b.model}.{b.name}: {b.string}" for b in buttons if not chinese(b.string or "无")]

    assert erp_module.run(1, english, language="zh_CN") == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_chinese_to_98_percent(erp_module, module) -> None:
    """Counted over what the database holds: labels, choices, buttons, menus, actions, messages."""

    def texts(erp):
        cursor = erp.connection().cursor()
        cursor.execute(
            *_texts(module),
        )
        english = cursor.fetchall()
        cursor.execute(*_texts(module, "zh_CN"))
        translated = {tuple(row[:4]) for row in cursor.fetchall() if chinese(row[4])}
        return [tuple(row[:4]) for row in english], translated

    wanted, translated = erp_module.run(1, texts, readonly=True)
    shown = [key for key in wanted if not _internal(key)]
    missing = [key for key in shown if key not in translated and key[3] not in SAME]
    assert shown
    assert len(missing) <= 0.02 * len(shown), missing


def _texts(module, language="en"):
    """Name, type, record and source of the texts; in Chinese only those that are shown."""
    from sql import Table

    t = Table("ir_translation")
    where = (t.module == module) & (t.lang == language)
    where &= t.type.in_(["field", "selection", "model", "view", "wizard_button"])
    if language != "en":
        where &= (t.fuzzy == False) & (t.value != "")  # noqa: E712 - becomes SQL
    return t.select(t.name, t.type, t.res_id, t.src, t.value, where=where)


def _internal(key):
    """Names of tables nobody reads, and the symbols of units."""
    model, _, what = key[0].partition(",")
    return (what == "string" and model != "ir.model.button") or model == "product.uom"


def test_every_message_keeps_its_placeholders() -> None:
    folder = Path(locale_zh.__file__).parents[1]
    wrong = []
    for path in folder.glob("*/locale/**/zh_CN.po"):
        for entry in polib.pofile(str(path)):
            text = entry.msgstr or entry.msgstr_plural.get(0)
            assert text, (path, entry.msgctxt)
            wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
            if set(PLACEHOLDER.findall(text)) != wanted:
                wrong.append((path.parent.parent.name, entry.msgid, text))
    assert wrong == []


def test_errors_speak_chinese(erp_module) -> None:
    from baton.base.errors import BatonError

    def incomplete(erp):
        erp.get("party.category").create([{}])

    with pytest.raises(BatonError) as error:
        erp_module.run(1, incomplete, language="zh_CN")
    assert "必须填写" in error.value.text("zh_CN")
