"""Alert rules and their log, channels, and the inbox."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Query

from baton.api.alerts.schemas import (
    AlertChannel,
    AlertChoices,
    AlertDeliveries,
    AlertRule,
    AlertRuns,
    ChannelChange,
    ChannelTested,
    ChannelWrite,
    Inbox,
    RuleChange,
    RuleTest,
    RuleTested,
    RuleWrite,
    Unread,
)
from baton.api.deps import Caller, signed_in
from baton.services.alerts import channels, inbox, rules, runs

router = APIRouter(prefix="/api", tags=["alerts"])

MOST = Query(default=50, ge=1, le=200)
FROM = Query(default=0, ge=0)


@router.get("/alerts/rules")
def list_rules(caller: Caller = Depends(signed_in)) -> list[AlertRule]:
    """The person's rules; for general manager and administrator everybody's."""
    found = rules.listing(caller.runtime, caller.person)
    return [AlertRule.model_validate(one) for one in found]


@router.get("/alerts/choices")
def choices(caller: Caller = Depends(signed_in)) -> AlertChoices:
    """What the person may choose from when making a rule."""
    return AlertChoices.model_validate(rules.choices(caller.runtime, caller.person))


@router.post("/alerts/rules", status_code=201)
def create_rule(wanted: RuleWrite, caller: Caller = Depends(signed_in)) -> AlertRule:
    """A new rule of the person's own."""
    made = rules.create(caller.runtime, caller.person, wanted.model_dump())
    return AlertRule.model_validate(made)


@router.put("/alerts/rules/{rule}")
def change_rule(rule: int, wanted: RuleChange, caller: Caller = Depends(signed_in)) -> AlertRule:
    """The rule as it is to be; 409 when somebody else changed it since ``stamp``."""
    given = wanted.model_dump(exclude={"stamp"})
    changed = rules.change(caller.runtime, caller.person, rule, wanted.stamp, given)
    return AlertRule.model_validate(changed)


@router.delete("/alerts/rules/{rule}", status_code=204)
def delete_rule(rule: int, caller: Caller = Depends(signed_in)) -> None:
    """Remove a rule."""
    rules.delete(caller.runtime, caller.person, rule)


@router.post("/alerts/rules/{rule}/test")
def test_rule(rule: int, wanted: RuleTest, caller: Caller = Depends(signed_in)) -> RuleTested:
    """What the rule would find now and whom it would tell; nothing is remembered."""
    tested = runs.test(caller.runtime, caller.person, rule, send=wanted.send)
    return RuleTested.model_validate(tested)


@router.get("/alerts/runs")
def list_runs(
    rule: int | None = None,
    offset: int = FROM,
    limit: int = MOST,
    caller: Caller = Depends(signed_in),
) -> AlertRuns:
    """Runs of rules, newest first."""
    found = runs.listing(caller.runtime, caller.person, rule=rule, offset=offset, limit=limit)
    return AlertRuns.model_validate(found)


@router.get("/alerts/deliveries")
def list_deliveries(
    rule: int | None = None,
    offset: int = FROM,
    limit: int = MOST,
    caller: Caller = Depends(signed_in),
) -> AlertDeliveries:
    """Messages on their way out of the house, newest first."""
    found = runs.deliveries(caller.runtime, caller.person, rule=rule, offset=offset, limit=limit)
    return AlertDeliveries.model_validate(found)


@router.get("/alerts/channels")
def list_channels(caller: Caller = Depends(signed_in)) -> list[AlertChannel]:
    """The channels, for administrators."""
    found = channels.listing(caller.runtime, caller.person)
    return [AlertChannel.model_validate(one) for one in found]


@router.post("/alerts/channels", status_code=201)
def create_channel(wanted: ChannelWrite, caller: Caller = Depends(signed_in)) -> AlertChannel:
    """A new channel."""
    made = channels.create(caller.runtime, caller.person, wanted.model_dump())
    return AlertChannel.model_validate(made)


@router.put("/alerts/channels/{channel}")
def change_channel(
    channel: int, wanted: ChannelChange, caller: Caller = Depends(signed_in)
) -> AlertChannel:
    """The channel as it is to be; 409 when somebody else changed it since ``stamp``."""
    given = wanted.model_dump(exclude={"stamp"})
    changed = channels.change(caller.runtime, caller.person, channel, wanted.stamp, given)
    return AlertChannel.model_validate(changed)


@router.delete("/alerts/channels/{channel}", status_code=204)
def delete_channel(channel: int, caller: Caller = Depends(signed_in)) -> None:
    """Remove a channel with its log."""
    channels.delete(caller.runtime, caller.person, channel)


@router.post("/alerts/channels/{channel}/test")
def test_channel(channel: int, caller: Caller = Depends(signed_in)) -> ChannelTested:
    """Send a test message by the channel, and say what came of it."""
    return ChannelTested.model_validate(channels.test(caller.runtime, caller.person, channel))


@router.get("/inbox")
def read_inbox(
    *,
    unread: bool = False,
    offset: int = FROM,
    limit: int = MOST,
    caller: Caller = Depends(signed_in),
) -> Inbox:
    """The person's messages, newest first."""
    found = inbox.listing(caller.runtime, caller.person, unread=unread, offset=offset, limit=limit)
    return Inbox.model_validate(found)


@router.post("/inbox/read")
def read_all(caller: Caller = Depends(signed_in)) -> Unread:
    """Mark all of the person's messages read."""
    return Unread(unread=inbox.read(caller.runtime, caller.person, None))


@router.post("/inbox/{message}/read")
def read_one(message: int, caller: Caller = Depends(signed_in)) -> Unread:
    """Mark one message read."""
    return Unread(unread=inbox.read(caller.runtime, caller.person, message))
