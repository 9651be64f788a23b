"""Account and statement names in Chinese and English."""

from trytond.pool import PoolMeta


class TranslatedNameMixin:
    """Lets ``name`` be read in the user's language: books are kept in Chinese, read in both."""

    __slots__ = ()

    @classmethod
    def __setup__(cls):
        super().__setup__()
        cls.name.translate = True


class TypeTemplate(TranslatedNameMixin, metaclass=PoolMeta):
    __name__ = "account.account.type.template"


class Type(TranslatedNameMixin, metaclass=PoolMeta):
    __name__ = "account.account.type"


class AccountTemplate(TranslatedNameMixin, metaclass=PoolMeta):
    __name__ = "account.account.template"


class Account(TranslatedNameMixin, metaclass=PoolMeta):
    __name__ = "account.account"
