"""Decompositions are exact: the parts always add up to the change, whatever the numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baton.metrics.analysis.drivers import Part, drive, shapley
from baton.metrics.analysis.price_volume import price_volume_mix
from baton.metrics.analysis.rate_mix import Whole, rate_mix
from baton.metrics.analysis.surprise import Weighed, choose, surprise, surprises

D = Decimal
NEAR = D("1e-18")

money = st.decimals(-1_000_000, 1_000_000, places=2, allow_nan=False, allow_infinity=False)
counts = st.decimals(0, 10_000, places=3, allow_nan=False, allow_infinity=False)
keys = st.sampled_from(["a", "b", "c", "d", "e", "f"])
parts = st.dictionaries(keys, st.tuples(money, counts), max_size=6)
sold = st.dictionaries(keys, st.tuples(counts, money), max_size=6)


def total(values: object) -> Decimal:
    return sum(values, D(0))  # type: ignore[call-overload, no-any-return]


# -- rate and mix -------------------------------------------------------------------------------


def test_rate_and_mix_by_hand() -> None:
    """Two suppliers: before 90/100 and 45/50 on time (0.9); now 96/100 and 20/100 (0.58).

    Weights 2/3, 1/3 → 1/2, 1/2. Rate: a 0.5·(0.96-0.9) = 0.03, b 0.5·(0.2-0.9) = -0.35.
    Mix: both were at the whole's ratio before: 0. Change 0.58 - 0.9 = -0.32.
    """
    before = {"a": (D(90), D(100)), "b": (D(45), D(50))}
    after = {"a": (D(96), D(100)), "b": (D(20), D(100))}
    found = rate_mix(before, after)
    assert found["a"].rate == D("0.03")
    assert found["b"].rate == D("-0.35")
    assert abs(found["a"].mix) < NEAR
    assert abs(found["b"].mix) < NEAR


def test_mix_alone_moves_a_ratio() -> None:
    """Margins 40 % and 10 % stay; sales move from 50:50 to 20:80 → 25 % to 16 %.

    Mix: a (0.2-0.5)(0.4-0.25) = -0.045, b (0.8-0.5)(0.1-0.25) = -0.045.
    """
    before = {"a": (D(40), D(100)), "b": (D(10), D(100))}
    after = {"a": (D(16), D(40)), "b": (D(16), D(160))}
    found = rate_mix(before, after)
    assert [found[key].rate for key in "ab"] == [0, 0]
    assert [found[key].mix for key in "ab"] == [D("-0.045"), D("-0.045")]


@given(parts, parts)
def test_rate_and_mix_add_up_to_the_change(before: dict, after: dict) -> None:
    n0, d0 = total(v[0] for v in before.values()), total(v[1] for v in before.values())
    n1, d1 = total(v[0] for v in after.values()), total(v[1] for v in after.values())
    found = rate_mix(before, after)
    if d0 == 0 or d1 == 0:
        assert found == {}
        return
    change = n1 / d1 - n0 / d0
    size = max(D(1), abs(n1 / d1), abs(n0 / d0))
    assert abs(total(part.effect for part in found.values()) - change) <= NEAR * size


@given(parts, parts, parts, parts)
def test_members_of_a_branch_add_up_to_the_branch(a0: dict, a1: dict, b0: dict, b1: dict) -> None:
    """Level two: the members of branch A, against the whole of A and B, give A's own effect."""

    def sums(parts: dict) -> tuple[Decimal, Decimal]:
        return total(v[0] for v in parts.values()), total(v[1] for v in parts.values())

    outer0, outer1 = {"A": sums(a0), "B": sums(b0)}, {"A": sums(a1), "B": sums(b1)}
    outer = rate_mix(outer0, outer1)
    if not outer:
        return
    inner = rate_mix(a0, a1, Whole(sums(outer0), sums(outer1)))
    size = max(D(1), abs(outer["A"].effect))
    gap = total(part.effect for part in inner.values()) - outer["A"].effect
    assert abs(gap) <= D("1e-15") * size * 1_000_000


# -- price, volume, mix -------------------------------------------------------------------------


def test_price_volume_mix_by_hand() -> None:
    """A 100 → 80 pieces at 10 → 12, B 100 → 160 at 20 → 20; C new 500; E lost 300.

    Q 200 → 240, growth 1.2. Price: A 2·80 = 160, B 0. Volume: A 1000·0.2 = 200, B 400.
    Mix: A 10·(80-120) = -400, B 20·(160-120) = 800.
    """
    before = {"A": (D(100), D(1000)), "B": (D(100), D(2000)), "E": (D(3), D(300))}
    after = {"A": (D(80), D(960)), "B": (D(160), D(3200)), "C": (D(5), D(500))}
    found = price_volume_mix(before, after).total
    assert (found.price, found.volume, found.mix) == (160, 600, 400)
    assert (found.new, found.lost, found.other) == (500, -300, 0)
    assert found.effect == D(960 + 3200 + 500 - 3300)


@given(sold, sold)
def test_price_volume_mix_adds_up(before: dict, after: dict) -> None:
    found = price_volume_mix(before, after)
    change = total(v for _, v in after.values()) - total(v for _, v in before.values())
    assert abs(found.total.effect - change) <= D("1e-20") * 10**9
    for key, part in found.products.items():
        own = after.get(key, (0, D(0)))[1] - before.get(key, (0, D(0)))[1]
        assert abs(part.effect - own) <= D("1e-20") * 10**9


# -- drivers ------------------------------------------------------------------------------------


def product(values: object) -> Decimal | None:
    left, right = values  # type: ignore[misc]
    return left * right


def quotient(values: object) -> Decimal | None:
    left, right = values  # type: ignore[misc]
    return None if right == 0 else left / right


def difference(values: object) -> Decimal | None:
    left, right = values  # type: ignore[misc]
    return left - right


def test_a_product_is_shared_out_by_hand() -> None:
    """10 pieces at 3 → 12 at 4: quantity 2·(3+4)/2 = 7, price 1·(10+12)/2 = 11, together 18."""
    assert shapley(product, [D(10), D(3)], [D(12), D(4)]) == [D(7), D(11)]


@given(money, money, money, money)
def test_products_and_quotients_add_up(a0: Decimal, b0: Decimal, a1: Decimal, b1: Decimal) -> None:
    for operation in (product, quotient, difference):
        effects = shapley(operation, [a0, b0], [a1, b1])
        before, after = operation([a0, b0]), operation([a1, b1])
        if operation is quotient and 0 in (b0, b1):
            assert effects == [None, None]
            continue
        size = max(D(1), abs(before), abs(after))
        assert abs(total(effects) - (after - before)) <= D("1e-15") * size * 10**8


@given(st.lists(money, min_size=8, max_size=8))
def test_leaves_of_a_tree_add_up_to_the_root(v: list[Decimal]) -> None:
    """(sales - cost) / sales with a product below: multipliers carry leaves up to the root."""
    price, pieces = Part(v[0], v[1]), Part(v[2], v[3])
    sales = Part(product([v[0], v[2]]), product([v[1], v[3]]), product, (price, pieces))
    cost = Part(v[4], v[5])
    margin = Part(
        difference([sales.before, cost.before]),
        difference([sales.after, cost.after]),
        difference,
        (sales, cost),
    )
    root = Part(
        quotient([margin.before, sales.before]),
        quotient([margin.after, sales.after]),
        quotient,
        (margin, sales),
    )
    if sales.before == 0 or sales.after == 0:
        return
    tree = drive(root)
    assert tree.effect is not None
    leaves, pending = [], [tree]
    while pending:
        one = pending.pop()
        pending += one.children
        if not one.children:
            leaves.append(one.on_whole)
    assert None not in leaves
    size = max(D(1), *(abs(leaf) for leaf in leaves), abs(tree.effect))
    assert abs(total(leaves) - tree.effect) <= D("1e-20") * size


# -- surprise and choice ------------------------------------------------------------------------


def test_surprise_is_a_term_of_the_jensen_shannon_divergence() -> None:
    """p = 0.25, q = 0.75, m = 0.5: (0.25 ln 0.5 + 0.75 ln 1.5) / 2 = 0.065408."""
    assert surprise(0.25, 0.75) == pytest.approx(0.0654061, abs=1e-6)
    assert surprise(0.4, 0.4) == 0


def test_growth_in_proportion_surprises_nobody() -> None:
    members = {
        key: Weighed(D(size) / 10, D(size)) for key, size in zip("abc", (5, 3, 2), strict=True)
    }
    assert max(surprises(members).values()) < 1e-12


def test_the_one_member_that_fell_is_chosen() -> None:
    members = {name: Weighed(D(n % 3 - 1), D(100)) for n, name in enumerate("abcdefghi")}
    members["culprit"] = Weighed(D(-60), D(100))
    chosen = choose(members)
    assert chosen.members == ("culprit",)
    assert chosen.explained == D(1)


@given(st.dictionaries(keys, st.builds(Weighed, money, counts), min_size=1))
def test_chosen_members_work_in_the_direction_of_the_change(members: dict) -> None:
    change = total(m.effect for m in members.values())
    chosen = choose(members)
    assert len(chosen.members) <= 5
    assert all(members[key].effect * change > 0 for key in chosen.members)
    if change:
        own = total(members[key].effect for key in chosen.members) / change
        assert abs(own - chosen.explained) < D("1e-9")
