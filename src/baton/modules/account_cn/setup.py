"""Opening the books of a company: chart, years, and accounts that post by themselves.

``setup`` is called by whoever creates a company (``baton init``, the demo company); it asks
nothing and can be followed by ``create_year`` for further years.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from trytond.i18n import gettext
from trytond.pool import Pool
from trytond.transaction import Transaction

from .exceptions import ChartError

CHARTS = ("small", "enterprise")
LANGUAGES = ("en", "zh_CN")

# category: (stock account, revenue account); None keeps no stock
CATEGORIES = {
    "raw": ("raw", "other_revenue"),
    "semi": ("goods_semi", "main_revenue"),
    "finished": ("goods_stock", "main_revenue"),
    "merchandise": ("goods_stock", "main_revenue"),
    "consumable": ("turnover", "other_revenue"),
    "service": (None, "main_revenue"),
}


@dataclass(frozen=True)
class Books:
    """What ``setup`` made; all ids.

    Attributes:
        accounts: by key of the chart (``receivable``, ``goods_stock``, ``main_cost_sales`` …).
        taxes: by ``sale_13``, ``purchase_13`` …
        categories: accounting categories for products: raw, semi, finished, merchandise,
            consumable, service.
        payment_terms: now, net30, net60, net90, month30.
        payment_methods: bank, cash.
        years: fiscal years by calendar year.
    """

    accounts: dict[str, int]
    taxes: dict[str, int]
    rules: dict[str, int]
    categories: dict[str, int]
    payment_terms: dict[str, int]
    payment_methods: dict[str, int]
    years: dict[int, int] = field(default_factory=dict)


def setup(company, chart="small", years=None, taxpayer="general"):
    """Open the books of a company under a Chinese standard.

    Args:
        company: record or id of a company that has no accounts yet.
        chart: ``small`` (小企业会计准则) or ``enterprise`` (企业会计准则).
        years: a calendar year or several; default the current one.
        taxpayer: ``general`` (13 % and input VAT deducted) or ``small`` (levy rate).

    Raises:
        ChartError: unknown chart, or the company has accounts already.
    """
    pool = Pool()
    company = pool.get("company.company")(int(company))
    if chart not in CHARTS:
        raise ChartError(gettext("baton_account_cn.msg_chart_unknown", chart=chart))
    with Transaction().set_context(company=company.id, _check_access=False):
        if pool.get("account.account").search([("company", "=", company.id)], limit=1):
            raise ChartError(gettext("baton_account_cn.msg_chart_exists", company=company.rec_name))
        if years is None:
            years = pool.get("ir.date").today().year
        years = [years] if isinstance(years, int) else sorted(years)
        _create_chart(company, chart)
        accounts, taxes, rules = _created(company, chart)
        categories = _create_categories(accounts, taxes, taxpayer)
        _set_defaults(accounts, rules, taxpayer)
        _set_methods()
        _create_payment_journal(company)
        return Books(
            accounts=accounts,
            taxes=taxes,
            rules=rules,
            categories=categories,
            payment_terms=payment_terms(),
            payment_methods=_create_payment_methods(company, accounts),
            years={year: create_year(company, year).id for year in years},
        )


def payment_terms():
    """The payment terms that come with the module, by key."""
    data = Pool().get("ir.model.data")
    return {
        key: data.get_id("baton_account_cn", f"term_{key}")
        for key in ("now", "net30", "net60", "net90", "month30")
    }


def create_year(company, year):
    """Create the calendar year as a fiscal year with monthly periods and its number ranges.

    Returns the fiscal year; an existing one is returned as it is.
    """
    pool = Pool()
    FiscalYear = pool.get("account.fiscalyear")
    start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    company_id = int(company)
    found = FiscalYear.search(
        [("company", "=", company_id), ("start_date", "<=", end), ("end_date", ">=", start)],
        limit=1,
    )
    if found:
        return found[0]
    invoice = "account_invoice.sequence_type_account_invoice"
    sequences = {
        f"{key}_sequence": _sequence(company_id, invoice, message, year, prefix).id
        for key, message, prefix in [
            ("out_invoice", "out_invoice", "XF"),
            ("out_credit_note", "out_credit", "XH"),
            ("in_invoice", "in_invoice", "CF"),
            ("in_credit_note", "in_credit", "CH"),
        ]
    }
    move = _sequence(company_id, "account.sequence_type_account_move", "move", year, "JZ")
    (fiscalyear,) = FiscalYear.create(
        [
            {
                "name": str(year),
                "start_date": start,
                "end_date": end,
                "company": company_id,
                "account_stock_method": "anglo_saxon",
                "move_sequence": move.id,
                "invoice_sequences": [("create", [{"company": company_id, **sequences}])],
            }
        ]
    )
    FiscalYear.create_period([fiscalyear])
    return fiscalyear


def _sequence(company, type_, message, year, prefix):
    pool = Pool()
    module, fs_id = type_.split(".")
    (sequence,) = pool.get("ir.sequence.strict").create(
        [
            {
                "name": str(year),
                "sequence_type": pool.get("ir.model.data").get_id(module, fs_id),
                "company": company,
                "prefix": f"{prefix}{year}-",
                "padding": 5,
            }
        ]
    )
    _name(sequence, f"sequence_{message}", year=year)
    return sequence


def _languages():
    """The languages we ship, the database's own first.

    A later change of a text in the database's own language makes its translations doubtful.
    """
    pool = Pool()
    own = pool.get("ir.configuration").get_language()
    found = pool.get("ir.lang").search([("code", "in", LANGUAGES)])
    return sorted((lang.code for lang in found), key=lambda code: (code != own, code))


def _name(record, message, **variables):
    """Name a record in every language we ship."""
    for language in _languages():
        with Transaction().set_context(language=language):
            text = gettext(f"baton_account_cn.msg_{message}", **variables)
            record.__class__.write([record.__class__(record.id)], {"name": text})


def _create_chart(company, chart):
    pool = Pool()
    CreateChart = pool.get("account.create_chart", type="wizard")
    template = pool.get("ir.model.data").get_id("baton_account_cn", f"account_{chart}_root")
    session_id, _, _ = CreateChart.create()
    try:
        wizard = CreateChart(session_id)
        wizard.account.company = company
        wizard.account.account_template = template
        # In the database's own language, so that the columns themselves hold it.
        with Transaction().set_context(language=_languages()[0]):
            wizard.transition_create_account()
    finally:
        CreateChart.delete(session_id)
    for model in (
        "account.account.type",
        "account.account",
        "account.tax",
        "account.tax.code",
        "account.tax.rule",
    ):
        _translate(pool.get(model), company)


def _translate(Model, company):
    """Copy the texts of the templates in the other languages, all of a field at once.

    Written record by record each text would clear every cache of translations.
    """
    Translation = Pool().get("ir.translation")
    names = [
        name
        for name in ("name", "description", "legal_notice")
        if getattr(getattr(Model, name, None), "translate", False)
        and getattr(getattr(Model.template.get_target(), name, None), "translate", False)
    ]
    for language in _languages()[1:]:
        with Transaction().set_context(language=language):
            records = Model.search([("company", "=", company.id), ("template", "!=", None)])
            for name in names if records else []:
                texts = [getattr(record.template, name) for record in records]
                ids = [record.id for record in records]
                Translation.set_ids(f"{Model.__name__},{name}", "model", language, ids, texts)


def _created(company, chart):
    """The ids of the accounts, taxes and rules by the key of their template's XML id."""
    pool = Pool()
    Data = pool.get("ir.model.data")
    found = []
    for model, prefix in [
        ("account.account", f"account_{chart}_"),
        ("account.tax", f"vat_{chart}_"),
        ("account.tax.rule", f"rule_{chart}_"),
    ]:
        records = pool.get(model).search([("company", "=", company.id), ("template", "!=", None)])
        by_template = {record.template.id: record.id for record in records}
        data = Data.search(
            [
                ("module", "=", "baton_account_cn"),
                ("model", "=", f"{model}.template"),
                ("fs_id", "like", prefix.replace("_", "\\_") + "%"),
            ]
        )
        found.append({d.fs_id[len(prefix) :]: by_template[d.db_id] for d in data})
    return found


def _create_categories(accounts, taxes, taxpayer):
    Category = Pool().get("product.category")
    general = taxpayer == "general"
    created = {}
    for key, (stock, revenue) in CATEGORIES.items():
        rate = "6" if key == "service" else "13"
        values = {
            "name": key,
            "accounting": True,
            "account_expense": accounts["main_cost_variance" if stock else "admin_other"],
            "account_revenue": accounts[revenue],
            "customer_taxes": [("add", [taxes[f"sale_{rate}"]])],
            "supplier_taxes": [("add", [taxes[f"purchase_{rate}"]])] if general else [],
            "supplier_taxes_deductible_rate": 1,
        }
        if stock:
            values["account_stock"] = accounts[stock]
            values["account_stock_in"] = accounts["payable_accrued"]
            values["account_stock_out"] = accounts["dispatched"]
            values["account_cogs"] = accounts[
                "main_cost_sales" if revenue == "main_revenue" else "other_cost"
            ]
        (category,) = Category.create([values])
        _name(category, f"category_{key}")
        created[key] = category.id
    return created


def _set_defaults(accounts, rules, taxpayer):
    configuration = Pool().get("account.configuration")(1)
    configuration.default_account_receivable = accounts["receivable"]
    configuration.default_account_payable = accounts["payable_invoiced"]
    configuration.default_category_account_expense = accounts["admin_other"]
    configuration.default_category_account_revenue = accounts["main_revenue"]
    configuration.production_account = accounts["production_basic"]
    configuration.stock_difference_account = accounts["pending"]
    configuration.currency_exchange_debit_account = accounts["finance_exchange"]
    configuration.currency_exchange_credit_account = accounts["finance_exchange"]
    if taxpayer == "small":
        configuration.default_customer_tax_rule = rules["small"]
    configuration.save()


def _set_methods():
    """Orders are invoiced as goods move, and a sale needs no carrier to be quoted."""
    pool = Pool()
    for model, values in {
        "sale.configuration": {
            "sale_invoice_method": "fulfillment",
            "sale_shipment_cost_method": None,
        },
        "purchase.configuration": {"purchase_invoice_method": "fulfillment"},
    }.items():
        if model not in dict(pool.iterobject()):
            continue
        configuration = pool.get(model)(1)
        for name, value in values.items():
            if hasattr(configuration.__class__, name):
                setattr(configuration, name, value)
        configuration.save()


def _create_payment_journal(company):
    """By what payment orders are carried out, where the module that has them is installed."""
    pool = Pool()
    if "account.payment.journal" not in dict(pool.iterobject()):
        return
    with Transaction().set_context(language=_languages()[0]):
        name = gettext("baton_account_cn.msg_method_bank")
    pool.get("account.payment.journal").create(
        [
            {
                "name": name,
                "company": company.id,
                "currency": company.currency.id,
                "process_method": "manual",
            }
        ]
    )


def _create_payment_methods(company, accounts):
    pool = Pool()
    Method = pool.get("account.invoice.payment.method")
    journal = pool.get("ir.model.data").get_id("account", "journal_cash")
    created = {}
    for key in ("bank", "cash"):
        (method,) = Method.create(
            [
                {
                    "name": key,
                    "company": company.id,
                    "journal": journal,
                    "debit_account": accounts[key],
                    "credit_account": accounts[key],
                }
            ]
        )
        _name(method, f"method_{key}")
        created[key] = method.id
    return created
