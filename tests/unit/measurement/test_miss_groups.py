"""Where misses concentrate: planted groups are found, chance is not, and the sums are plain."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.progress import Cancelled, Progress
from alignment_desktop.measurement.miss_groups import LEVEL, Column, MissPattern, find_groups
from tools.miss_groups_trial import clocks, is_first, planted


def column(field: str, codes: list[int]) -> Column:
    return Column(field, tuple("abcdefgh"[: max(codes) + 1]), np.asarray(codes, np.int64))


@pytest.mark.parametrize("pair", [False, True])
def test_a_planted_group_is_found_first(pair: bool) -> None:
    for seed in range(2):
        rng = np.random.default_rng(seed)
        columns = clocks(rng)
        missed, group = planted(columns, rng, pair=pair)
        found = find_groups(columns, missed)
        assert is_first(found, group)
        assert found.checked > 300


def test_of_shuffled_misses_hardly_any_claims_a_group() -> None:
    claims = 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        columns = [column(name, list(rng.integers(0, 5, 200))) for name in ("owner", "source")]
        claims += bool(find_groups(columns, rng.random(200) < 0.15).groups)
    assert claims <= 4  # of 30 tries at 5 %, more come in one of a hundred


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 2))
def test_groups_are_disjoint_and_their_figures_are_those_of_plain_counting(
    seed: int, worst: int
) -> None:
    rng = np.random.default_rng(seed)
    size = 120
    owner, region = rng.integers(0, 3, size), rng.integers(-1, 2, size)
    missed = rng.random(size) < np.where(owner == worst, 0.8, 0.1)
    columns = [column("owner", list(owner)), Column("region", ("a", "b"), region)]
    found = find_groups(columns, missed)
    rows = [
        {"owner": "abc"[own], "region": "ab"[its] if its >= 0 else None, "missed": bool(late)}
        for own, its, late in zip(owner, region, missed, strict=True)
    ]
    seen: set[int] = set()
    assert found.missed == sum(row["missed"] is True for row in rows)
    assert [group.explained for group in found.groups] == sorted(
        (group.explained for group in found.groups), reverse=True
    )
    for at, group in enumerate(found.groups):
        members = {index for index in range(size) if found.places[index] == at}
        assert members
        assert not members & seen
        seen |= members
        assert all(rows[each][name] == value for each in members for name, value in group.fields)
        late = sum(rows[each]["missed"] is True for each in members)
        outside = (found.missed - late) / (size - len(members))
        assert (group.missed, group.of) == (late, len(members))
        assert group.explained == pytest.approx((late - len(members) * outside) / found.missed)
        assert group.explained > 0
        assert 0 < group.p < LEVEL
    turned = rng.permutation(size)
    again = find_groups(
        [Column(each.field, each.values, each.codes[turned]) for each in columns], missed[turned]
    )
    assert again.groups == found.groups


def test_several_groups_are_found_and_what_explains_most_comes_first() -> None:
    owner = [0] * 40 + [1] * 60 + [2] * 200
    missed = np.asarray([True] * 30 + [False] * 10 + [True] * 40 + [False] * 20 + [False] * 200)
    found = find_groups([column("owner", owner)], missed)
    assert [(group.fields, group.missed, group.of) for group in found.groups] == [
        ((("owner", "b"),), 40, 60),
        ((("owner", "a"),), 30, 40),
    ]
    assert list(found.places[[0, 50, 200]]) == [1, 0, -1]


def test_what_stands_out_most_comes_after_what_explains_more() -> None:
    sizes, late = (60, 800, 2_140), (60, 200, 100)
    owner = [at for at, size in enumerate(sizes) for _ in range(size)]
    missed = [
        place < misses for size, misses in zip(sizes, late, strict=True) for place in range(size)
    ]
    found = find_groups([column("owner", owner)], np.asarray(missed))
    assert [(group.fields, group.missed) for group in found.groups] == [
        ((("owner", "b"),), 200),
        ((("owner", "a"),), 60),
    ]


def test_a_group_that_only_stands_out_beside_the_best_is_none() -> None:
    # Once the worst are put aside, b has more misses than c; of all it has fewer than most.
    owner = [0] * 100 + [1] * 100 + [2] * 100
    missed = np.asarray(
        [True] * 90 + [False] * 10 + [True] * 20 + [False] * 80 + [True] + [False] * 99
    )
    found = find_groups([column("owner", owner)], missed)
    assert [group.fields for group in found.groups] == [(("owner", "a"),)]


def test_too_few_misses_or_nothing_to_part_by_give_no_group() -> None:
    few = find_groups([column("owner", [0, 1] * 50)], np.asarray([True] * 9 + [False] * 91))
    assert few.too_few
    assert (few.groups, few.checked) == ((), 0)
    alike = find_groups([column("owner", [0] * 100)], np.asarray([True] * 50 + [False] * 50))
    assert (alike.groups, alike.checked, alike.too_few) == ((), 0, False)
    all_missed = find_groups([column("owner", [0, 1] * 50)], np.ones(100, np.bool_))
    assert all_missed.groups == ()


def test_a_pair_that_only_names_one_of_its_fields_in_more_words_is_not_tried() -> None:
    codes = [0] * 20 + [1] * 20
    missed = np.asarray([True] * 18 + [False] * 22)
    found = find_groups([column("region", codes), column("calendar", codes)], missed)
    assert found.checked == 4
    assert [group.fields for group in found.groups] == [(("region", "a"),)]


class Stopping:
    """A monitor that asks to stop at once."""

    def report(self, progress: Progress) -> None:
        raise Cancelled


def test_the_search_can_be_stopped() -> None:
    missed = np.asarray([True] * 50 + [False] * 50)
    with pytest.raises(Cancelled):
        find_groups([column("owner", [0, 1] * 50)], missed, Stopping())


def test_the_pattern_says_by_which_fields_it_was_looked_for() -> None:
    columns = [column("hour", [0, 1] * 10), column("hour", [1, 0] * 10)]
    found: MissPattern = find_groups(columns, np.asarray([True, False] * 10))
    assert found.by == ("hour",)
    assert found.checked == 4  # no pair of one field
