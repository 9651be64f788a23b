"""Which accounts production and stock differences post to, for each company."""

from trytond.model import ModelSQL, fields
from trytond.modules.company.model import CompanyValueMixin
from trytond.pool import Pool, PoolMeta
from trytond.pyson import Eval

_names = ["production_account", "stock_difference_account"]


def _account(string, company, help):
    return fields.Many2One(
        "account.account",
        string,
        domain=[
            ("closed", "!=", True),
            ("type.statement", "in", ["balance", "income"]),
            ("company", "=", company),
        ],
        help=help,
    )


def _fields(company):
    return {
        "production_account": _account(
            "Production Cost Account",
            company,
            "Takes what production consumes and gives what it makes.",
        ),
        "stock_difference_account": _account(
            "Stock Difference Account",
            company,
            "Takes the value of differences found when counting.",
        ),
    }


class Configuration(metaclass=PoolMeta):
    __name__ = "account.configuration"
    _fields = _fields(Eval("context", {}).get("company", -1))
    production_account = fields.MultiValue(_fields["production_account"])
    stock_difference_account = fields.MultiValue(_fields["stock_difference_account"])
    del _fields

    @classmethod
    def multivalue_model(cls, field):
        if field in _names:
            return Pool().get("account.configuration.baton_stock_account")
        return super().multivalue_model(field)


class ConfigurationStockAccount(ModelSQL, CompanyValueMixin):
    """The values of one company."""

    __name__ = "account.configuration.baton_stock_account"
    _fields = _fields(Eval("company", -1))
    production_account = _fields["production_account"]
    stock_difference_account = _fields["stock_difference_account"]
    del _fields
