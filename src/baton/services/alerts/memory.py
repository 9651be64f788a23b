"""What a rule remembers of one indicator, so that each change is told once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Memory:
    """What was last seen, and what was last told.

    Attributes:
        period: label of the period it was seen in; empty where periods do not matter.
        state: e.g. ``red``, ``behind``, ``ok``.
        since: when it became so (UTC).
        told: the state last told, None when nothing was told in this state.
        told_at: when that was.
        number: how often something was told; makes the key of each message its own.
    """

    period: str
    state: str
    since: dt.datetime
    told: str | None = None
    told_at: dt.datetime | None = None
    number: int = 0


@dataclass(frozen=True)
class Sight:
    """What is seen now.

    Attributes:
        state: None when nothing can be said (no value, no target): the memory stays as it is.
        wanted: the rule asks to be told of this state.
        calm: a good state: told only when it follows another one, never at the first look.
    """

    period: str
    state: str | None
    wanted: bool = True
    calm: bool = False


@dataclass(frozen=True)
class Step:
    """The memory after a look, and whether it is told: ``change``, ``again`` or None."""

    memory: Memory | None
    tell: str | None = None


def step(
    memory: Memory | None, sight: Sight, now: dt.datetime, remind_days: int | None = None
) -> Step:
    """What a look makes of the memory.

    A state is told when it begins, and not again before it has changed; a new period begins
    anew. With ``remind_days`` a state that was told and lasts is told again after that many days.
    """
    if sight.state is None:
        return Step(memory)
    number = 0 if memory is None else memory.number
    before = None if memory is None or memory.period != sight.period else memory.state
    if sight.state != before:
        tells = sight.wanted and not (sight.calm and before is None)
        after = Memory(
            sight.period,
            sight.state,
            now,
            sight.state if tells else None,
            now if tells else None,
            number + tells,
        )
        return Step(after, "change" if tells else None)
    assert memory is not None
    if not remind_days or sight.calm or not sight.wanted or memory.told_at is None:
        return Step(memory)
    if now - memory.told_at < dt.timedelta(days=remind_days):
        return Step(memory)
    again = Memory(memory.period, memory.state, memory.since, memory.told, now, number + 1)
    return Step(again, "again")
