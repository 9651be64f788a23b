"""Shapes of alert rules, channels, the log and the inbox."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from baton.services.alerts.quiet import TIME

Kind = Literal["light", "pace", "anomaly", "no_data", "target"]
Grain = Literal["day", "week", "month", "quarter", "year"]
ChannelKind = Literal["smtp", "wecom", "dingtalk", "feishu", "webhook"]
Language = Literal["zh_CN", "en"]
RecipientKind = Literal["me", "person", "heads", "role"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class RecipientChoice(_Strict):
    """Whom a rule tells: its owner, an employee (id), the heads of the unit, a role (key)."""

    kind: RecipientKind
    key: str = Field(default="", max_length=64)


class RuleWrite(_Strict):
    """An alert rule. ``threshold`` is a fraction, ``days`` whole days."""

    name: str = Field(min_length=1, max_length=120, pattern=r"\S")
    kind: Kind
    indicator: str | None = Field(default=None, max_length=80)
    perspective: Literal["finance", "customer", "operations", "people", "adoption"] | None = None
    org: str | None = Field(default=None, max_length=20, pattern=r"^\d+$")
    person: str | None = Field(default=None, max_length=20, pattern=r"^\d+$")
    grain: Grain = "month"
    lights: list[Literal["red", "amber", "green"]] = Field(default=[], max_length=3)
    threshold: Decimal | None = Field(default=None, ge=Decimal("0.1"), le=Decimal("1.5"))
    days: int | None = Field(default=None, ge=1, le=365)
    recipients: list[RecipientChoice] = Field(default=[], max_length=50)
    channels: list[int] = Field(default=[], max_length=20)
    quiet_from: str | None = Field(default=None, pattern=TIME)
    quiet_to: str | None = Field(default=None, pattern=TIME)
    remind_days: int | None = Field(default=None, ge=1, le=365)
    active: bool = True


class RuleChange(RuleWrite):
    """The whole rule as it is to be; ``stamp`` is the one that was read."""

    stamp: str


class AlertOwner(BaseModel):
    """Whose rule it is."""

    id: int
    name: str


class AlertRecipient(BaseModel):
    """Whom a rule tells, with the name of the person or role."""

    kind: RecipientKind
    key: str
    name: str


class LastRun(BaseModel):
    """A rule's last run; ``standing`` counts what was told and still holds."""

    at: datetime | None
    looked: int
    found: int
    problem: str | None
    standing: int


class AlertRule(BaseModel):
    """A rule as it is kept."""

    id: int
    stamp: str
    name: str
    owner: AlertOwner
    mine: bool
    indicator: str | None
    indicator_name: str | None
    perspective: str | None
    org: str | None
    person: str | None
    place: str
    grain: Grain
    kind: Kind
    lights: list[str]
    threshold: Decimal | None
    days: int | None
    recipients: list[AlertRecipient]
    channels: list[int]
    quiet_from: str | None
    quiet_to: str | None
    remind_days: int | None
    active: bool
    last: LastRun


class AlertRole(BaseModel):
    """A role that can be told."""

    key: str
    name: str


class AlertChannelChoice(BaseModel):
    """A channel that a rule can use."""

    id: int
    name: str
    kind: ChannelKind


class AlertChoices(BaseModel):
    """What the person may choose from; ``may_address``: to have others told."""

    may_address: bool
    may_edit_channels: bool
    roles: list[AlertRole]
    channels: list[AlertChannelChoice]


class RuleTest(_Strict):
    """``send``: put what is found into one's own inbox."""

    send: bool = False


class RuleSight(BaseModel):
    """One figure as a rule sees it now; title and text when it meets the condition."""

    indicator: str
    name: str
    period: str
    state: str | None
    value: Decimal | None
    target: Decimal | None
    unit: str
    decimals: int
    meets: bool
    title: str | None
    text: str | None


class RuleTested(BaseModel):
    """What a rule would find now; ``kept_from``: recipients who may not see the figure."""

    looked: int
    found: int
    rows: list[RuleSight]
    recipients: list[str]
    kept_from: int
    problem: str | None
    sent: int


class AlertRun(BaseModel):
    """One run of a rule, or ``times`` runs in which nothing changed."""

    id: int
    rule: int
    rule_name: str
    at: datetime
    occasion: Literal["facts", "schedule", "test"]
    looked: int
    found: int
    told: int
    times: int
    took_ms: int
    problem: str | None


class AlertRuns(BaseModel):
    """A page of runs."""

    total: int
    rows: list[AlertRun]


class AlertDelivery(BaseModel):
    """One message on its way out of the house."""

    id: int
    rule: int | None
    rule_name: str | None
    channel: str
    kind: ChannelKind
    recipient: str | None
    title: str
    state: Literal["waiting", "sending", "sent", "failed", "outdated"]
    tries: int
    made_at: datetime
    next_try: datetime | None
    sent_at: datetime | None
    answer: str | None
    problem: str | None


class AlertDeliveries(BaseModel):
    """A page of deliveries."""

    total: int
    rows: list[AlertDelivery]


class MailSettings(_Strict):
    """How a mail server is reached."""

    host: str = Field(min_length=1, max_length=255, pattern=r"^[A-Za-z0-9.:_-]+$")
    port: int = Field(ge=1, le=65535)
    security: Literal["none", "starttls", "tls"] = "starttls"
    username: str = Field(default="", max_length=255)
    sender: str = Field(min_length=3, max_length=255, pattern=r"^[^@\s]+@[^@\s]+$")


class ChannelWrite(_Strict):
    """A channel; an address or a secret left out stays as it is, an empty secret is taken away."""

    name: str = Field(min_length=1, max_length=80, pattern=r"\S")
    kind: ChannelKind
    url: str | None = Field(default=None, max_length=2000)
    secret: str | None = Field(default=None, max_length=500)
    settings: MailSettings | None = None
    language: Language = "zh_CN"
    org: str | None = Field(default=None, max_length=20, pattern=r"^\d+$")
    active: bool = True


class ChannelChange(ChannelWrite):
    """The whole channel as it is to be; ``stamp`` is the one that was read."""

    stamp: str


class AlertChannel(BaseModel):
    """A channel as administrators see it: never its secret, of its address only where it leads."""

    id: int
    stamp: str
    name: str
    kind: ChannelKind
    address: str
    has_secret: bool
    settings: MailSettings | None
    language: Language
    org: str | None
    org_name: str | None
    active: bool
    waiting: int
    failed: int
    sent_at: datetime | None


class ChannelTested(BaseModel):
    """What came of a test message."""

    ok: bool
    answer: str | None
    problem: str | None
    took_ms: int


class InboxMessage(BaseModel):
    """One message to the person, with the figure as it was then."""

    id: int
    rule: int | None
    kind: str
    state: str
    indicator: str | None
    period: str | None
    place: str | None
    value: Decimal | None
    target: Decimal | None
    unit: str | None
    decimals: int | None
    title: str
    text: str
    link: str | None
    made_at: datetime
    read_at: datetime | None


class Inbox(BaseModel):
    """A page of the inbox, newest first."""

    rows: list[InboxMessage]
    total: int
    unread: int


class Unread(BaseModel):
    """How many messages are not read."""

    unread: int
