"""Tax names in Chinese and English."""

from trytond.pool import PoolMeta

from .account import TranslatedNameMixin


class TaxGroup(TranslatedNameMixin, metaclass=PoolMeta):
    __name__ = "account.tax.group"


class TaxTemplate(TranslatedNameMixin, metaclass=PoolMeta):
    __name__ = "account.tax.template"

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls.description.translate = True
        cls.legal_notice.translate = True


class Tax(TranslatedNameMixin, metaclass=PoolMeta):
    __name__ = "account.tax"


class TaxCodeTemplate(TranslatedNameMixin, metaclass=PoolMeta):
    __name__ = "account.tax.code.template"


class TaxCode(TranslatedNameMixin, metaclass=PoolMeta):
    __name__ = "account.tax.code"


class TaxRuleTemplate(TranslatedNameMixin, metaclass=PoolMeta):
    __name__ = "account.tax.rule.template"


class TaxRule(TranslatedNameMixin, metaclass=PoolMeta):
    __name__ = "account.tax.rule"
