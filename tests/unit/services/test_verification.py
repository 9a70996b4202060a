"""A workspace that was altered past the program is told, and nothing is built on the damage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.problems import finding_remedy, finding_text, sentence
from alignment_desktop.services.agreeing import Agree, ApplyText, Freeze, everything_found
from alignment_desktop.services.editing import EditClause
from alignment_desktop.services.imported_batches import UndoImport
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.logbook import back_up
from alignment_desktop.services.measuring import Question, measured
from alignment_desktop.services.reversing import Reverse
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.storage.backup import write_backup
from alignment_desktop.storage.verification import verified
from tests.actors import NOBODY, by
from tests.database_fixtures import MakeAddress
from tests.tampering import harm, harmed

NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)
TEXT = """
[agreement]
label = "Autumn"
period = { start = 2026-10-01, end = 2026-12-31 }

[[person]]
key = "ines"
party = "sales"

[[term]]
key = "lead"
name = "Lead"
definition = "Somebody who asked"

[[commitment]]
key = "volume"
party = "marketing"
measure = "count"
from = "created_at"
target = ">= 1"
every = "month"
if_missed = "We talk"
"""
LEADS = "Lead ID,Created,Source\n1,2026-10-02,Web\n2,2026-10-03,Fair\n"


def fill(workspace: Workspace, folder: Path) -> None:
    """An agreement that both agreed to, a version, an import with a mapping; in eight changes."""
    workspace.execute(ApplyText(TEXT), by=by("sales", "ines"), at=NOW)
    workspace.execute(Agree("sales", None), by=by("sales", "ines"), at=NOW)
    workspace.execute(Agree("marketing", None), by=NOBODY, at=NOW)
    workspace.execute(Freeze(reason="to begin"), by=NOBODY, at=NOW)
    edited = {"name": "Lead", "definition": "Somebody who asked us"}
    workspace.execute(EditClause("term", "lead", edited, "sales"), by=by("sales"), at=NOW)
    file = folder / "leads.csv"
    file.write_text(LEADS)
    prepared = replace(prepare(workspace, ImportRequest(file)), profile="CRM")
    workspace.execute(AcceptImport(prepared), by=NOBODY, at=NOW + timedelta(hours=1))


@pytest.fixture
def address(database: str, tmp_path: Path) -> str:
    with Workspace.new(database, by=NOBODY, at=NOW) as workspace:
        fill(workspace, tmp_path)
    return database


def found_in(address: str) -> list[tuple[str, str, tuple[str, ...]]]:
    with Workspace.open(address) as workspace:
        found = everything_found(workspace, None, now=NOW)
        rules = {each.rule for each in workspace.verify().findings}
    for each in found:
        assert "?" not in finding_text(each) + finding_remedy(each), each
    return [(each.rule, each.severity, each.keys) for each in found if each.rule in rules]


def test_what_the_program_wrote_holds(address: str) -> None:
    assert found_in(address) == []


def test_what_was_undone_and_done_again_holds(address: str) -> None:
    with Workspace.open(address) as workspace:
        with workspace.store.read() as reader:
            last = reader.revision()
        for revision in (last - 1, last, last + 1, last + 2):
            workspace.execute(Reverse(revision), by=NOBODY, at=NOW)
    assert found_in(address) == []


LEAD = ("term.lead",)
TAMPERED = {
    "a word of a clause": (
        "UPDATE clauses SET body = replace(body, 'asked us', 'paid us') WHERE kind = 'term'",
        [("clause-damaged", "error", LEAD), ("consent-damaged", "error", LEAD)],
    ),
    "a clause nobody agreed to": (
        "DELETE FROM consents WHERE kind = 'term';"
        "UPDATE clauses SET body = replace(body, 'asked us', 'paid us') WHERE kind = 'term'",
        [("clause-damaged", "error", LEAD), ("consent-damaged", "error", LEAD)],
    ),
    "the place of a clause": (
        "UPDATE clauses SET position = 77 WHERE kind = 'term'",
        [("clause-damaged", "error", LEAD)],
    ),
    "a clause that is gone": (
        "DELETE FROM consents WHERE kind = 'commitment';"
        "DELETE FROM clauses WHERE kind = 'commitment'",
        [
            ("clause-lost", "error", ("commitment.volume",)),
            ("consent-damaged", "error", ("commitment.volume",)),
            ("consent-damaged", "error", ("commitment.volume",)),
        ],
    ),
    "a clause of nobody": (
        "INSERT INTO clauses SELECT agreement_id, kind, 'other', position, body, revision "
        "FROM clauses WHERE kind = 'term'",
        [("clause-unlogged", "error", ("term.other",))],
    ),
    "a consent of nobody": (
        "INSERT INTO consents (agreement_id, kind, key, party, revision, at, words) "
        "SELECT agreement_id, kind, key, 'marketing', revision, at, words FROM consents "
        "WHERE kind = 'term' AND party = 'sales'",
        [("consent-damaged", "error", LEAD)],
    ),
    "who consented": (
        "UPDATE consents SET person = 'nina' WHERE kind = 'person' AND party = 'sales'",
        [("consent-damaged", "error", ("person.ines",))],
    ),
    "the label": (
        "UPDATE agreements SET label = 'Winter'",
        [("agreement-damaged", "error", ())],
    ),
    "a frozen target": (
        "UPDATE versions SET content = replace(content, '>= 1', '>= 9')",
        [("version-damaged", "error", ("version 1",))],
    ),
    "the reason of a version": (
        "UPDATE versions SET reason = 'for ever'",
        [("version-damaged", "error", ("version 1",))],
    ),
    "the day of a version": (
        "UPDATE versions SET effective = '2026-11-01'",
        [("version-damaged", "error", ("version 1",))],
    ),
    "a version that is gone": (
        "DELETE FROM versions",
        [("version-lost", "error", ("version 1",))],
    ),
    "bytes of an import": (
        "UPDATE evidence_chunks SET data = 'PAR1' WHERE number = 1",
        [("evidence-damaged", "error", ("import 1",))],
    ),
    "the mapping of an import": (
        "UPDATE batches SET mapping = mapping || ' '",
        [("evidence-damaged", "error", ("import 1",))],
    ),
    "the day of an import": (
        "UPDATE batches SET data_as_of = '2027-01-01'",
        [("evidence-damaged", "error", ("import 1",))],
    ),
    "an import withdrawn by hand": (
        "UPDATE batches SET withdrawn = TRUE",
        [("evidence-damaged", "error", ("import 1",))],
    ),
    "an import that is gone": (
        "DELETE FROM evidence_chunks; DELETE FROM batches",
        [("evidence-lost", "error", ("import 1",))],
    ),
    "a remembered mapping": (
        "UPDATE profiles SET mapping = 'kind = 1'",
        [("profile-damaged", "error", ("profile CRM",))],
    ),
    "an entry of the log": (
        "UPDATE change_log SET person = 'nina' WHERE revision = 2",
        [("log-broken", "error", ())],
    ),
    "the program of an entry": (
        "UPDATE change_log SET program = NULL WHERE revision = 2",
        [("log-broken", "error", ())],
    ),
    "the reason in an entry": (
        "UPDATE change_log SET details = replace(details, 'to begin', 'to end')",
        [("log-broken", "error", ())],
    ),
    "the counter": ("UPDATE workspace SET revision = 3", [("log-broken", "error", ())]),
}


@pytest.mark.slow
def test_each_harm_is_named_and_a_backup_is_free_of_it(address: str, tmp_path: Path) -> None:
    for number, (what, (statements, expected)) in enumerate(TAMPERED.items()):
        if address.startswith("postgresql"):
            statements = statements.replace("'PAR1'", "'PAR1'::bytea")
        copy = tmp_path / f"copy {number}.align"
        with harmed(address, *statements.split(";")) as reader:
            found = verified(reader)
            made = write_backup(reader, found, copy, by=NOBODY, at=NOW)
        for each in found.findings:
            assert "?" not in finding_text(each) + finding_remedy(each), what
        assert [(each.rule, each.severity, each.keys) for each in found.findings] == expected, what
        assert made.left_out is not None, what
        assert found_in(str(copy)) == [], what


def test_evidence_whose_own_hashes_were_made_anew_is_still_not_that_of_the_log(
    address: str,
) -> None:
    forged = "7c" * 32
    harm(
        address,
        f"UPDATE evidence_chunks SET sha256 = '{forged}' WHERE number = 1",
        f"UPDATE batches SET evidence_hash = '{forged}'",
    )
    assert found_in(address) == [("evidence-damaged", "error", ("import 1",))]


def refused(workspace: Workspace, act: Callable[[], object]) -> str:
    with pytest.raises(Problem) as trouble:
        act()
    assert trouble.value.code == "workspace-damaged"
    return sentence(trouble.value)


def test_what_stands_on_a_damaged_clause_is_refused(address: str) -> None:
    harm(address, "UPDATE clauses SET body = replace(body, 'asked us', 'paid us')")
    with Workspace.open(address) as workspace:
        workspace.verify()
        said = refused(workspace, workspace.draft)
        assert "is damaged, so nothing was done. The clause term.lead was changed outside" in said
        refused(workspace, lambda: workspace.execute(Agree("sales", None), by=NOBODY, at=NOW))
        refused(workspace, lambda: workspace.execute(ApplyText(TEXT), by=NOBODY, at=NOW))
        refused(workspace, lambda: workspace.execute(Freeze(), by=NOBODY, at=NOW))
        refused(workspace, lambda: measured(workspace, Question(), now=NOW))


def test_a_consent_is_not_counted_for_other_words_even_before_anything_is_verified(
    address: str,
) -> None:
    harm(address, "UPDATE clauses SET body = replace(body, 'asked us', 'paid us')")
    with Workspace.open(address) as workspace, pytest.raises(Problem) as trouble:
        workspace.draft()
    assert trouble.value.code == "consent-damaged"
    assert trouble.value.facts["clause"] == "term.lead"


def test_a_damaged_version_hinders_what_stands_on_it_and_nothing_else(address: str) -> None:
    harm(address, "UPDATE versions SET content = replace(content, '>= 1', '>= 9')")
    with Workspace.open(address) as workspace:
        workspace.verify()
        draft = workspace.draft()
        workspace.execute(Agree("marketing", None), by=NOBODY, at=NOW)
        refused(workspace, lambda: workspace.versions(draft))
        refused(workspace, lambda: measured(workspace, Question(), now=NOW))
        refused(workspace, lambda: workspace.execute(Freeze(), by=NOBODY, at=NOW))


def test_a_damaged_import_is_undone_and_the_rest_is_measured(address: str) -> None:
    data = "'PAR1'::bytea" if address.startswith("postgresql") else "'PAR1'"
    harm(address, f"UPDATE evidence_chunks SET data = {data} WHERE number = 1")
    with Workspace.open(address) as workspace:
        workspace.verify()
        refused(workspace, lambda: measured(workspace, Question(), now=NOW))
        workspace.execute(Agree("marketing", None), by=NOBODY, at=NOW)
        workspace.execute(UndoImport(1), by=NOBODY, at=NOW)
        assert [(each.rule, each.severity) for each in workspace.verify().findings] == [
            ("evidence-damaged", "warning")
        ]
        assert measured(workspace, Question(), now=NOW).commitments[0].periods[0].value is None


def test_an_undone_import_that_is_gone_is_told_and_hinders_nothing(address: str) -> None:
    with Workspace.open(address) as workspace:
        workspace.execute(UndoImport(1), by=NOBODY, at=NOW)
    harm(address, "DELETE FROM evidence_chunks", "DELETE FROM batches")
    assert found_in(address) == [("evidence-lost", "warning", ("import 1",))]
    with Workspace.open(address) as workspace:
        workspace.verify()
        assert measured(workspace, Question(), now=NOW).commitments[0].periods[0].value is None


class TestBackup:
    def test_a_sound_workspace_is_copied_with_its_very_log(
        self, address: str, tmp_path: Path
    ) -> None:
        copy = tmp_path / "copy.align"
        with Workspace.open(address) as workspace:
            made = back_up(workspace, copy, by=NOBODY, at=NOW)
            with workspace.store.read() as reader:
                log, frame = reader.log(), reader.frame(1)
            before = workspace.draft()
        assert made.left_out is None
        with Workspace.open(str(copy)) as workspace, workspace.store.read() as reader:
            assert workspace.verify().findings == ()
            assert reader.log() == log
            assert reader.frame(1).equals(frame)
            assert workspace.draft().agreement == before.agreement
            assert workspace.draft().consents == before.consents

    def test_the_copy_of_a_damaged_workspace_can_be_worked_with(
        self, address: str, tmp_path: Path
    ) -> None:
        harm(address, *TAMPERED["a clause that is gone"][0].split(";"))
        copy = tmp_path / "copy.align"
        with Workspace.open(address) as workspace:
            back_up(workspace, copy, by=NOBODY, at=NOW)
        with Workspace.open(str(copy)) as workspace:
            workspace.execute(ApplyText(TEXT), by=NOBODY, at=NOW)
            workspace.execute(Agree("sales", None), by=NOBODY, at=NOW)
            assert workspace.verify().findings == ()

    def test_recorded_words_and_consents_come_back(self, address: str, tmp_path: Path) -> None:
        with Workspace.open(address) as workspace:
            before = workspace.draft()
        harm(address, "UPDATE clauses SET body = replace(body, 'asked us', 'paid us')")
        copy = tmp_path / "copy.align"
        with Workspace.open(address) as workspace:
            back_up(workspace, copy, by=NOBODY, at=NOW)
        with Workspace.open(str(copy)) as workspace:
            after = workspace.draft()
        assert (after.agreement, after.consents) == (before.agreement, before.consents)

    def test_nothing_is_made_over_what_is_there(self, address: str, tmp_path: Path) -> None:
        copy = tmp_path / "copy.align"
        copy.write_text("kept")
        with Workspace.open(address) as workspace, pytest.raises(Problem) as trouble:
            back_up(workspace, copy, by=NOBODY, at=NOW)
        assert (trouble.value.code, copy.read_text()) == ("workspace-exists", "kept")

    def test_where_not_even_the_first_change_holds_there_is_nothing_to_save(
        self, address: str, tmp_path: Path
    ) -> None:
        harm(address, "UPDATE change_log SET action = 'begin' WHERE revision = 1")
        with Workspace.open(address) as workspace, pytest.raises(Problem) as trouble:
            back_up(workspace, tmp_path / "copy.align", by=NOBODY, at=NOW)
        assert trouble.value.code == "nothing-sound"
        assert not (tmp_path / "copy.align").exists()


def test_two_agreements_are_told_apart(make_database: MakeAddress, tmp_path: Path) -> None:
    address = make_database()
    with Workspace.new(address, by=NOBODY, at=NOW) as workspace:
        fill(workspace, tmp_path)
        workspace.execute(ApplyText(TEXT.replace("Autumn", "Winter")), by=NOBODY, at=NOW)
    harm(
        address,
        "UPDATE clauses SET body = replace(body, 'Somebody', 'Anybody') WHERE agreement_id = 2",
    )
    with Workspace.open(address) as workspace:
        (found,) = workspace.verify().findings
    assert finding_text(found).startswith("The clause term.lead of the agreement “Winter” was")
