"""The functions a mapping may call, each with what it takes and the SQL it becomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from baton.connect.files.sql import Checks, Kind, KindError, Sql, convert, literal, parse_date


@dataclass(frozen=True)
class Function:
    """One function of the mapping language.

    Attributes:
        takes: the kinds of its arguments; the last one repeats when ``more``;
            ``None`` takes anything.
        least: how many arguments it needs at least.
        gives: the kind of its value, or None when it is that of its first argument.
        make: the SQL from the converted arguments.
    """

    takes: tuple[Kind | None, ...]
    least: int
    gives: Kind | None
    make: Callable[[Sequence[str]], str]
    more: bool = False
    window: bool = False

    def kinds(self, count: int) -> list[Kind | None] | None:
        """What each of ``count`` arguments must be; None when the number is wrong."""
        if count < self.least or (count > len(self.takes) and not self.more):
            return None
        return [self.takes[min(index, len(self.takes) - 1)] for index in range(count)]


def _partition(by: Sequence[str]) -> str:
    return f"PARTITION BY {', '.join(by)}" if by else ""


def _window(name: str) -> Callable[[Sequence[str]], str]:
    return lambda a: f"{name}({a[0]}) OVER ({_partition(a[1:])})"


def _beside(name: str) -> Callable[[Sequence[str]], str]:
    return lambda a: f"{name}({a[0]}) OVER ({_partition(a[2:])} ORDER BY {a[1]})"


def _call(name: str) -> Callable[[Sequence[str]], str]:
    return lambda a: f"{name}({', '.join(a)})"


FUNCTIONS: dict[str, Function] = {
    "concat": Function(("text",), 1, "text", lambda a: "(" + " || ".join(a) + ")", more=True),
    "upper": Function(("text",), 1, "text", _call("upper")),
    "lower": Function(("text",), 1, "text", _call("lower")),
    "trim": Function(("text",), 1, "text", _call("trim")),
    "left": Function(("text", "integer"), 2, "text", _call("left")),
    "right": Function(("text", "integer"), 2, "text", _call("right")),
    "replace": Function(("text", "text", "text"), 3, "text", _call("replace")),
    "split": Function(("text", "text", "integer"), 3, "text", _call("split_part")),
    "round": Function(
        ("number", "integer"),
        1,
        "number",
        lambda a: f"CAST(round({', '.join(a)}) AS DECIMAL(38,6))",
    ),
    "abs": Function(("number",), 1, "number", _call("abs")),
    "year": Function(("date",), 1, "integer", _call("year")),
    "month": Function(("date",), 1, "integer", _call("month")),
    "days": Function(("date", "date"), 2, "integer", lambda a: f"({a[1]} - {a[0]})"),
    "add_days": Function(
        ("date", "integer"), 2, "date", lambda a: f"({a[0]} + CAST({a[1]} AS INTEGER))"
    ),
    "add_months": Function(
        ("date", "integer"), 2, "date", lambda a: f"CAST({a[0]} + to_months({a[1]}) AS DATE)"
    ),
    "month_end": Function(("date",), 1, "date", _call("last_day")),
    "empty": Function((None,), 1, "flag", lambda a: f"({a[0]} IS NULL)"),
    "sequence": Function(
        (None,),
        2,
        "integer",
        lambda a: f"row_number() OVER (PARTITION BY {a[0]} ORDER BY {', '.join(a[1:])})",
        more=True,
        window=True,
    ),
    "next_value": Function((None,), 2, None, _beside("lead"), more=True, window=True),
    "previous_value": Function((None,), 2, None, _beside("lag"), more=True, window=True),
    "sum_of": Function(("number", None), 1, "number", _window("sum"), more=True, window=True),
    "min_of": Function((None,), 1, None, _window("min"), more=True, window=True),
    "max_of": Function((None,), 1, None, _window("max"), more=True, window=True),
    "count_of": Function(
        (None,),
        0,
        "integer",
        lambda a: f"count(*) OVER ({_partition(a)})",
        more=True,
        window=True,
    ),
}

CASTS: tuple[Kind, ...] = ("text", "number", "integer", "timestamp", "flag")
SPECIAL = ("coalesce", "case", "choose", "date", "allocate", "least", "greatest")
NAMES = tuple(sorted((*FUNCTIONS, *CASTS, *SPECIAL)))


def common_kind(values: Sequence[Sql]) -> Kind:
    """The one kind to which all of ``values`` can go.

    Raises:
        KindError: there is none.
    """
    kinds = [value.kind for value in values if value.kind != "empty"]
    if not kinds:
        return "empty"
    found = kinds[0]
    for kind in kinds[1:]:
        pair = {found, kind}
        if found == kind:
            continue
        if pair == {"integer", "number"}:
            found = "number"
        elif pair == {"date", "timestamp"}:
            found = "timestamp"
        elif "text" in pair:
            found = (pair - {"text"}).pop() if _constant_text(values) else "text"
        else:
            raise KindError(found, kind)
    return found


def _constant_text(values: Sequence[Sql]) -> bool:
    """Whether every text among ``values`` is a constant, which takes the others' kind."""
    return all(value.constant is not None for value in values if value.kind == "text")


def unify(values: Sequence[Sql], checks: Checks) -> tuple[list[str], Kind]:
    """All ``values`` brought to one kind."""
    kind = common_kind(values)
    return [convert(value, kind, checks).text for value in values], kind


def date_with_format(value: Sql, pattern: str, checks: Checks) -> Sql:
    """A text read as a day by an explicit ``strptime`` pattern."""
    text = convert(value, "text", checks)
    made = f"CAST(TRY_STRPTIME(trim({text.text}), {literal(pattern)}) AS DATE)"
    checks.note(text, made, "connect.bad_date")
    return Sql(made, "date", value.origin)


def any_date(value: Sql, checks: Checks) -> Sql:
    """``value`` as a day; whole numbers such as 20261124 are understood."""
    if value.kind != "integer":
        return convert(value, "date", checks)
    made = parse_date(f"CAST({value.text} AS VARCHAR)")
    checks.note(value, made, "connect.bad_date")
    return Sql(made, "date", value.origin)


def allocate(total: str, weight: str, by: Sequence[str], row: str) -> str:
    """``total`` shared over the rows of one ``by`` in proportion to ``weight``.

    In millionths and by running totals, so that the shares add up to ``total`` exactly and
    each is less than a millionth from its ideal. Rows without weight get nothing, unless all
    are without: then the total is shared equally.
    """
    over = f"OVER ({_partition(by)})"
    running = f"OVER ({_partition(by)} ORDER BY {row} ROWS UNBOUNDED PRECEDING)"
    units = f"CAST(abs({total}) * 1000000 AS HUGEINT)"
    part = f"CAST(greatest(coalesce({weight}, 0), 0) * 1000000 AS HUGEINT)"
    none = f"sum({part}) {over} = 0"
    own = f"CASE WHEN {none} THEN 1::HUGEINT ELSE {part} END"
    until = f"CASE WHEN {none} THEN count(*) {running} ELSE sum({part}) {running} END"
    whole = f"CASE WHEN {none} THEN count(*) {over} ELSE sum({part}) {over} END"
    share = (
        f"({units} * ({until})::HUGEINT // ({whole})::HUGEINT"
        f" - {units} * (({until})::HUGEINT - {own}) // ({whole})::HUGEINT)"
    )
    return (
        f"CAST(CAST({share} AS DECIMAL(38,0)) * 0.000001 * sign({total})::INTEGER AS DECIMAL(38,6))"
    )
