"""What a mapping leaves open is recognised, and what was taken is written as one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind
from alignment_desktop.importing.cells import Cell
from alignment_desktop.importing.header_names import header_names
from alignment_desktop.importing.mapping import SUM, mapping_text, parse_mapping, parse_profile
from alignment_desktop.importing.recognise import Recognised, recognise_rest
from tests.unit.importing.recognised_tables import CONTEXT, book, columns, found, told


def rest(text: str, *rows: Sequence[Cell]) -> Recognised:
    return recognise_rest(book(*rows), parse_mapping(text), CONTEXT)


LEADS = (("Nummer", "Quelle", "E-Mail", "Fax"), ("1", "Web", "a@x.com", "0"))


def test_a_mapping_decides_what_it_names_and_recognition_proposes_the_rest() -> None:
    what = rest('[columns]\nNummer = "lead_id"\nFax = ""', *LEADS)
    assert what.mapping.columns == {
        "Nummer": "lead_id", "Quelle": "source", "E-Mail": "email", "Fax": "",
    }  # fmt: skip
    assert told(what)["Nummer"].reason == "mapping"
    assert told(what)["Quelle"].reason == "name"


def test_recognition_never_proposes_a_field_that_the_mapping_gives() -> None:
    text = 'kind = "leads"\n[columns]\nFax = "source"\n[constants]\nemail = "x@y"'
    what = rest(text, *LEADS)
    assert what.mapping.columns == {"Fax": "source"}
    assert what.mapping.constants == {"email": "x@y"}


def test_a_mapping_that_names_no_column_is_led_by_recognition() -> None:
    rows = (["Report"], ["Lead ID", "Source"], ["1", "Web"])
    what = rest('timezone = "Asia/Tokyo"', *rows)
    assert what.mapping.columns == {"Lead ID": "lead_id", "Source": "source"}
    assert (what.mapping.header_row, what.mapping.timezone) == (2, "Asia/Tokyo")


def test_a_field_of_several_kinds_is_of_the_kind_that_the_sheet_is() -> None:
    rows = (["Campaign", "Cost", "Month", "Zone"], ["A", "5", "2026-10", "EU"])
    assert rest('[columns]\nZone = "segment"', *rows).mapping.kind is Kind.CAMPAIGNS


def test_what_a_mapping_says_of_repeats_and_outcomes_stands() -> None:
    rows = (["Campaign", "Ad group", "Cost", "Month"], ["A", "x", "5", "2026-10"])
    text = 'repeats = "last by Cost"\n[columns]\nCampaign = "campaign"\nCost = "spend"'
    repeats = rest(text, *rows).mapping.repeats
    assert repeats is not None
    assert repeats.column == "Cost"
    given = rest('[columns]\nResult = "outcome"', ["Deal ID", "Result", "Stage"],
                 ["1", "Won", "Won"])  # fmt: skip
    assert given.mapping.columns["Stage"] == "stage"


def test_a_mapping_with_all_that_was_found_is_read_back_as_it_was_written() -> None:
    rows = (["Deal ID", "Deal Stage"], ["1", "Won"])
    mapping = found(*rows).mapping
    assert parse_mapping(mapping_text(mapping)) == mapping
    text = 'kind = "campaigns"\nrepeats = "sum"\nrecognise = false\n[times]\n"A" = "B"\n'
    given = parse_mapping(text)
    assert (given.repeats, given.recognise, given.times) == (SUM, False, {"A": "B"})
    assert parse_mapping(mapping_text(given)) == given


def test_a_profile_recognises_nothing_unless_it_says_so() -> None:
    assert not parse_profile('kind = "leads"').recognise
    assert parse_profile("recognise = true").recognise
    with pytest.raises(Problem, match="mapping-bad-value"):
        parse_mapping('recognise = "yes"')


def test_two_columns_of_figures_are_one_too_many_unless_they_are_months() -> None:
    text = 'kind = "figures"\n[columns]\n"Oct 2026" = "value"\n"{other}" = "value"'
    assert len(parse_mapping(text.replace("{other}", "Nov 2026")).columns) == 2
    with pytest.raises(Problem, match="mapping-two-columns"):
        parse_mapping(text.replace("{other}", "Plan"))
    with pytest.raises(Problem, match="mapping-two-columns"):
        parse_mapping('kind = "leads"\n[columns]\nA = "stage"\n[also]\nB = "stage"')


def test_a_first_contact_is_the_creation_where_no_other_column_tells_it() -> None:
    names = ["Lead ID", "First Contact Date", "Date Received"]
    both = columns(names)
    assert (both["First Contact Date"], both["Date Received"]) == ("first_touch_at", "created_at")
    assert columns(names[:2])["First Contact Date"] == "created_at"


def test_names_alone_can_be_asked_for() -> None:
    names = ["Lead-ID", "Campagne", "pi__score__c"]
    placed = header_names().assign(names, Kind.LEADS, CONTEXT, opportunities=False)
    assert placed == {"Lead-ID": "lead_id", "Campagne": "campaign", "pi__score__c": "score"}
