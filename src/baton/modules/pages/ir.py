"""Lets the record rule of saved views ask who acts."""

from trytond.pool import PoolMeta
from trytond.transaction import Transaction

OWN = "baton.pages.view"


class Rule(metaclass=PoolMeta):
    __name__ = "ir.rule"

    @classmethod
    def _get_context(cls, model_name):
        context = super()._get_context(model_name)
        if model_name == OWN:
            context["user_id"] = Transaction().user
        return context

    @classmethod
    def _get_cache_key(cls, model_names):
        key = super()._get_cache_key(model_names)
        if OWN in model_names:
            key = (*key, Transaction().user)
        return key
