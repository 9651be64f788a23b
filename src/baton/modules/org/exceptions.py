"""What can be wrong with the organisation's records."""

from trytond.model.exceptions import ValidationError


class UnitDatesError(ValidationError):
    """A unit's dates do not fit its parent's, or a former parent makes a cycle."""


class AssignmentDatesError(ValidationError):
    """An assignment lies outside the employment or the unit's life."""


class AssignmentOverlapError(ValidationError):
    """Two assignments claim the same day."""
