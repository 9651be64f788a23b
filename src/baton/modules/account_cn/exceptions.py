"""What can be wrong when the books are set up."""

from trytond.exceptions import UserError


class ChartError(UserError):
    """The chart does not exist, or the company already has accounts."""
