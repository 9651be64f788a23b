"""Whom a document belongs to: a person, and the unit the person was in on its date."""

from trytond.model import fields
from trytond.transaction import Transaction

from .assignment import unit_of


def current_employee():
    """The id of the employee the transaction acts for."""
    return Transaction().context.get("employee")


class AttributedMixin:
    """Adds ``org_unit``, filled from the person's assignment when nobody gave it.

    A model says in ``_person`` which field holds the person and in ``_person_date`` which date
    counts. The unit is stored: a person's later move does not move old documents.
    """

    __slots__ = ()
    _person = None
    _person_date = None
    org_unit = fields.Many2One(
        "baton.org.unit", "Department", ondelete="RESTRICT", help="The unit the figures count for."
    )

    @classmethod
    def _default_person(cls, values):
        """The employee id of a new record that names none."""
        return current_employee()

    @classmethod
    def preprocess_values(cls, mode, values):
        values = super().preprocess_values(mode, values)
        if mode == "create" and not values.get(cls._person):
            person = cls._default_person(values)
            if person:
                values[cls._person] = person
        if values.get(cls._person) and not values.get("org_unit"):
            values["org_unit"] = unit_of(values[cls._person], values.get(cls._person_date))
        return values

    def set_org_unit(self):
        """For on_change of the person."""
        self.org_unit = unit_of(
            getattr(self, self._person, None), getattr(self, self._person_date, None)
        )
