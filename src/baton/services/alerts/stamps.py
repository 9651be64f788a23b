"""When the facts behind a rule last changed, so that a rule is looked at only then."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from baton.services import org
from baton.services.alerts.looking import indicators_of
from baton.services.screens.kept import stamp_of

if TYPE_CHECKING:
    from baton.services.alerts.rule import Rule
    from baton.services.runtime import Runtime


class Stamps:
    """What each rule was last looked at with."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._kept: dict[int, Hashable] = {}

    def of(self, rule: Rule) -> Hashable:
        """All that the rule's figures depend on: facts, definitions, the day, the rule itself."""
        catalogue = self._runtime.engine.catalogue
        facts = {
            fact
            for indicator in indicators_of(self._runtime, rule)
            for fact in catalogue.formula(indicator.code).facts
        }
        return (rule.version, org.today(), id(catalogue), stamp_of(self._runtime, sorted(facts)))

    def known(self, rule: Rule, stamp: Hashable) -> bool:
        """Whether the rule was looked at with this stamp."""
        return self._kept.get(rule.id) == stamp

    def keep(self, rule: Rule, stamp: Hashable) -> None:
        """Remember that it was."""
        self._kept[rule.id] = stamp
