"""A measure is one entry of the catalogue, one of its computations, its words, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from typing_extensions import override

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.commitments import Commitment
from alignment_desktop.domain.consistency import unused_fields
from alignment_desktop.domain.measures import (
    MEASURES,
    Counted,
    Measure,
    ValueKind,
    each_measure,
)
from alignment_desktop.domain.scoreboard import ScoreLine
from alignment_desktop.domain.targets import Target
from alignment_desktop.gui.inspector.field_specs import field_specs, shown_fields
from alignment_desktop.measurement import lead_states
from alignment_desktop.measurement.attainment import measure
from alignment_desktop.measurement.measures import COMPUTATIONS, Computation
from alignment_desktop.measurement.tally import Tally
from alignment_desktop.measurement.versions import VersionInForce
from alignment_desktop.phrasing.commitments import counted_text, counting_text, promise_text
from alignment_desktop.words.catalogue import Catalogue
from alignment_desktop.words.language import Language, language
from tests.measuring import TOUCH, agreement, asked, at

ENGLISH = language("en")
FASTEST = Measure(
    name="fastest", needs=("from", "to"), optional=("business",), value=ValueKind.DURATION
)
WORDS = {
    "commitments.promise-fastest": "{target} at best",
    "commitments.counting-fastest": "The shortest wait from {start} to {stop}, in {hours}.",
    "commitments.counted-fastest": "{eligible} timed",
    "choices.fastest": "Shortest time",
}


class _Wider(Catalogue):
    """The English catalogue with the sentences of one more measure."""

    @override
    def find(self, code: str) -> str | Mapping[str, str] | None:
        return WORDS.get(code) or super().find(code)


def lacks(one: Measure) -> list[str]:
    """What a measure of the catalogue still needs before anybody can promise something by it."""
    return [*_lacks_computation(one), *_lacks_words(one), *_lacks_fields(one)]


def _lacks_computation(one: Measure) -> Iterator[str]:
    computed = COMPUTATIONS.get(one.code)
    if computed is None:
        yield f"measurement.measures: no computation of {one.code}"
    elif (computed.rows is None) != one.counts_leads:
        yield f"measurement.measures: {one.code} counts {one.counted}, its computation does not"


def _lacks_words(one: Measure) -> Iterator[str]:
    wanted = [f"commitments.counting-{one.code}", f"commitments.promise-{one.name}"]
    wanted += [f"commitments.counted-{one.name}", f"choices.{one.name}", f"promises.{one.name}"]
    wanted.append(f"promises.act.{one.name}")
    if one.is_share and not one.has_clock:
        wanted.append(f"commitments.met-{one.name}")
    for name in wanted:
        if not ENGLISH.has(name):
            yield f"resources/words/en: {name}"
    for group in ("kept", "missed") if one.is_share else ():
        if not ENGLISH.has(f"review.{group}-{one.name}"):
            yield f"resources/words/en/review.toml: {group}-{one.name}"


def _lacks_fields(one: Measure) -> Iterator[str]:
    fields = {spec.name: spec for spec in field_specs("commitment")}
    if one.name not in fields["measure"].choices:
        yield f"the window: {one.name} cannot be chosen"
    if one.table and one.table not in fields["table"].choices:
        yield f"the window: the table {one.table} cannot be chosen"
    for key in one.takes:
        shown = shown_fields("commitment", {"measure": one.name})
        if key not in {spec.key for spec in fields.values() if spec.name in shown}:
            yield f"the window: no field for {key} of {one.name}"


@pytest.mark.parametrize("one", each_measure(), ids=lambda one: one.code)
def test_a_measure_has_a_computation_its_words_and_its_place_in_the_window(one: Measure) -> None:
    assert lacks(one) == []


def test_nothing_is_computed_that_is_no_measure() -> None:
    assert set(COMPUTATIONS) == {one.code for one in each_measure()}


def test_whatever_a_measure_lacks_is_told_once_it_is_in_the_catalogue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = Measure(
        name="novel", needs=("from", "weekday"), value=ValueKind.SHARE, table="events",
        counted=Counted.CAMPAIGNS,
    )  # fmt: skip
    monkeypatch.setitem(MEASURES, one.name, one)
    assert lacks(one) == [
        "measurement.measures: no computation of novel-events",
        "resources/words/en: commitments.counting-novel-events",
        "resources/words/en: commitments.promise-novel",
        "resources/words/en: commitments.counted-novel",
        "resources/words/en: choices.novel",
        "resources/words/en: promises.novel",
        "resources/words/en: promises.act.novel",
        "resources/words/en: commitments.met-novel",
        "resources/words/en/review.toml: kept-novel",
        "resources/words/en/review.toml: missed-novel",
        "the window: novel cannot be chosen",
        "the window: the table events cannot be chosen",
        "the window: no field for weekday of novel",
    ]
    monkeypatch.setitem(COMPUTATIONS, one.code, COMPUTATIONS["share"])
    assert lacks(one)[0].endswith("counts campaigns, its computation does not")


@pytest.fixture
def fastest(monkeypatch: pytest.MonkeyPatch) -> Commitment:
    """A promise by a measure that is stated in this file alone."""

    def shortest(_: Commitment, tally: Tally) -> float | None:
        return min(tally.numbers, default=None)

    monkeypatch.setitem(MEASURES, FASTEST.name, FASTEST)
    computed = Computation(judge=lead_states.time_taken, value=shortest)
    monkeypatch.setitem(COMPUTATIONS, FASTEST.name, computed)
    median = Commitment.from_mapping(
        TOUCH | {"key": "c", "measure": "median", "target": "<= 2 hours", "limit": "1 day"}
    )
    return replace(median, measure=FASTEST.name)


def test_a_measure_that_joins_the_catalogue_is_measured_and_said(fastest: Commitment) -> None:
    draft = agreement()
    stated = replace(draft, clauses={**draft.clauses, ("commitment", "c"): fastest})
    leads = [
        {"created_at": at(10, 5, 8), "first_touch_at": at(10, 5, 11)},
        {"created_at": at(10, 5, 8), "first_touch_at": at(10, 5, 9)},
    ]
    (result,) = measure(asked(VersionInForce(stated), leads=leads))
    assert {entry.value for entry in result.periods} >= {3_600.0}
    words = Language(_Wider(ENGLISH.code))
    nobody = Agreement("A", {})
    assert promise_text(fastest, nobody, words) == "≤ 2 hours at best"
    assert counting_text(fastest, nobody, words) == (
        "The shortest wait from creation to first touch, in elapsed time."
    )
    line = ScoreLine(
        key="c", name="Speed", party="sales", measure="fastest", period="A", value=3_600.0,
        target=Target.parse("<= 2 hours"), unit="seconds", eligible=2,
    )  # fmt: skip
    assert counted_text(line, words) == "2 timed"


def test_a_measure_that_joins_the_catalogue_has_its_fields_and_its_checks(
    fastest: Commitment,
) -> None:
    shown = shown_fields("commitment", {"measure": "fastest"})
    assert {"from", "to", "business", "where"} <= shown
    assert not {"limit", "times", "of", "settle", "per", "table"} & shown
    held = shown_fields("commitment", {"measure": "fastest", "limit": "1 day", "table": "leads"})
    assert held - shown == {"limit"}
    stated = Agreement("A", {("commitment", "c"): fastest})
    (finding,) = unused_fields(stated)
    assert (finding.facts["fields"], finding.facts["measure"]) == ("limit", "fastest")
