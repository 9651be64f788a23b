"""What wants attention now: indicators that are red, then amber, in the running period."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.services import cockpit, org
from baton.services.figures import Slice
from baton.services.screens.spans import days_of

if TYPE_CHECKING:
    from baton.services.runtime import Runtime
    from baton.services.screens.layout import Widget
    from baton.services.screens.viewer import Viewer

WORST_FIRST = {"red": 0, "amber": 1}


def of(runtime: Runtime, viewer: Viewer, widget: Widget) -> dict[str, Any]:
    """The cards that are red or amber; none means that everything is as it should be."""
    period = days_of(widget.span, org.today()).period or days_of("month", org.today()).period
    assert period is not None
    catalogue = runtime.engine.catalogue
    indicators = list(catalogue)
    unit = viewer.unit(widget.org)
    wanted = Slice(period, unit, viewer.access, viewer.judged(unit))
    courses = cockpit.courses(runtime, wanted)
    cards = [
        cockpit.card_of(
            indicator,
            period,
            result,
            targets,
            running=runtime.engine.adds(indicator.code).time,
            language=viewer.language,
        )
        for indicator, (result, targets) in zip(indicators, courses, strict=True)
    ]
    wanting = [card for card in cards if card["light"] in WORST_FIRST]
    wanting.sort(key=lambda card: (WORST_FIRST[card["light"]], card["achievement"] or Decimal(0)))
    return {"state": "ok", "period": period.label, "cards": wanting[: widget.limit]}
