"""A remembered mapping reads the next file of its kind, and says what it lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import Kind
from alignment_desktop.importing.checking import check
from alignment_desktop.importing.mapping import Mapping, parse_mapping
from alignment_desktop.importing.recognise import recognise
from tests.unit.importing.test_recognise import CONTEXT, book, sheet


def test_a_profile_that_does_not_fit_or_maps_nothing_is_passed_over() -> None:
    other = parse_mapping('kind = "leads"\n[columns]\nNummer = "lead_id"')
    of_figures = parse_mapping('kind = "figures"\n[columns]\n"Lead ID" = "figure"')
    nothing = parse_mapping('kind = "leads"\n[columns]\n"Lead ID" = ""')
    profiles = {"other": other, "figures": of_figures, "nothing": nothing}
    workbook = book(sheet(("Lead ID", "Email"), ("1", "a@x.com")))
    found = recognise(workbook, CONTEXT, kind=Kind.LEADS, profiles=profiles)
    assert found.profile is None
    assert found.mapping.columns == {"Lead ID": "lead_id", "Email": "email"}


def test_a_profile_that_fits_goes_before_names() -> None:
    profile = parse_mapping('kind = "leads"\n[columns]\nNumber = "lead_id"\nSeen = "created_at"')
    workbook = book(sheet(("Number", "Seen"), ("1", "2026-10-03")))
    found = recognise(workbook, CONTEXT, profiles={"ours": profile})
    assert found.profile == "ours"
    assert found.mapping.columns == {"Number": "lead_id", "Seen": "created_at"}
    with pytest.raises(Problem):
        recognise(workbook, CONTEXT)


OURS = parse_mapping(
    'kind = "leads"\nsheet = "Sept"\nrecognise = false\n'
    '[columns]\nNr = "lead_id"\nSeen = "created_at"\nWorth = "amount"\nAusgang = "outcome"\n'
    '[values.outcome]\nJa = "won"'
)
NEXT = ("L1", "2026-10-03", "5", "Ja")


def test_a_profile_is_used_though_a_column_was_renamed_and_the_others_keep_their_meaning() -> None:
    names = ("Nr", "Seen", "Amount", "Ausgang", "Phone")
    workbook = book(sheet(names, (*NEXT, "1")))
    found = recognise(workbook, CONTEXT, profiles={"far": replace(OURS, kind=None), "ours": OURS})
    assert (found.profile, found.nearly, found.lacking) == (None, "far", {"Worth": "amount"})
    assert list(found.mapping.columns.values()) == ["lead_id", "created_at", "amount", "outcome"]
    assert [each.reason for each in found.verdicts[:2]] == ["profile", "profile"]
    checked_ = check(found.sheet, found.mapping, CONTEXT)
    assert checked_.frame["outcome"].to_list() == ["won"]


def test_a_profile_of_another_sheet_name_fits_wholly() -> None:
    found = recognise(
        book(sheet(("Nr", "Seen", "Worth", "Ausgang"), NEXT, name="Oct")),
        CONTEXT,
        profiles={"ours": OURS},
    )
    assert found.profile == "ours"


@pytest.mark.parametrize(
    ("profile", "kind"),
    [
        (replace(OURS, columns={"Nr": "lead_id", "X": "amount", "Seen": "created_at"}), None),
        (OURS, Kind.ACTIVITIES),
        (replace(OURS, header_row=9), None),
        (replace(OURS, columns={**OURS.columns, "Gone": "name"}), None),
    ],
)
def test_a_profile_that_does_not_fit_is_passed_over_though_names_are_known(
    profile: Mapping, kind: Kind | None
) -> None:
    names = ("Lead ID", "Date", "NR", "nR", "Seen", "Worth", "Ausgang")
    workbook = book(sheet(names, ("L1", "2026-10-03", "5", "6", "2026-10-03", "7", "Ja")))
    found = recognise(workbook, CONTEXT, kind=kind, profiles={"ours": profile})
    assert (found.profile, found.nearly) == (None, "")
