"""What can be wrong with strategies, indicators and targets."""

from trytond.model.exceptions import AccessError, ValidationError


class LinkError(ValidationError):
    """A cause-and-effect link that leads back to where it began, or leaves its strategy."""


class DatesError(ValidationError):
    """Something ends before it begins."""


class ShareError(ValidationError):
    """A weight, share or progress outside 0 to 100 %."""


class PeriodError(ValidationError):
    """A text that is no period."""


class FrozenError(AccessError):
    """What is published or logged is never changed or deleted."""


class StateError(ValidationError):
    """A step that the state of the target does not allow."""
