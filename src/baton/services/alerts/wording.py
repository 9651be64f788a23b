"""An alert in words, in the language of whoever reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from baton.base.i18n import message
from baton.metrics.catalogue import Direction
from baton.services import figure_text, figures, org

if TYPE_CHECKING:
    from baton.services.alerts.looking import Seen
    from baton.services.alerts.rule import Rule
    from baton.services.runtime import Runtime


def place_name(runtime: Runtime, rule: Rule, language: str) -> str:
    """The rule's unit or person; the company where it names none."""
    if rule.person is not None:
        names = runtime.engine.world.members().names("person")
        return names.get(rule.person) or rule.person
    return org.name_of(runtime, rule.org) or message("services.whole_company", language)


def told(
    runtime: Runtime, rule: Rule, seen: Seen, language: str, *, again: bool = False
) -> tuple[str, str]:
    """Title and text of what a rule has seen; the title says which figure and what about it."""
    name = seen.indicator.name(language)
    title = message(f"services.alert_title_{_topic(seen)}", language, indicator=name)
    if again:
        title = message("services.alert_again", language, title=title)
    return title, _sentence(runtime, rule, seen, language)


def _topic(seen: Seen) -> str:
    """The part of the message keys: the state, of what should stay low a limit's."""
    state = (seen.sight.state or "ok").split()[0]
    if state in ("near", "reached") and seen.indicator.direction is Direction.LOWER:
        return f"limit_{state}"
    return state


def _sentence(runtime: Runtime, rule: Rule, seen: Seen, language: str) -> str:
    indicator, detail = seen.indicator, seen.detail
    unit, decimals = indicator.unit.code, figures.decimals(indicator)

    def write(value: Any) -> str:
        return figure_text.write(value, unit, decimals, language)

    words: dict[str, Any] = {
        "place": place_name(runtime, rule, language),
        "period": seen.period.label,
        "value": write(seen.value),
        "target": write(seen.target),
        "rate": figure_text.percent(detail.get("achievement")),
        "days": detail.get("days"),
        "since": detail.get("since"),
    }
    for figure in ("expected", "due", "landing", "usual", "before", "after"):
        words[figure] = write(detail.get(figure))
    words["pace"] = figure_text.percent(detail.get("pace"))
    topic = _topic(seen)
    if topic in ("red", "amber", "green"):
        topic = "judged" if detail.get("expected") is None else "running"
    if topic in ("near", "reached", "below"):
        topic = "judged"
    if topic == "behind" and indicator.direction is Direction.LOWER:
        topic = "above"
    return message(f"services.alert_text_{topic}", language, **words)


def link(rule: Rule, seen: Seen) -> str:
    """The figure's page in the app."""
    asked = {"period": seen.period.label}
    if rule.org is not None:
        asked["org"] = rule.org
    return f"/indicators/{seen.indicator.code}?{urlencode(asked)}"
