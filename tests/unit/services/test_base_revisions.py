"""Commands of two people at one agreement: what each had read decides what becomes of a command."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from alignment_desktop.domain.clauses import Term, write_clause
from alignment_desktop.domain.differences import FieldChange
from alignment_desktop.domain.log_entries import ClauseChanged
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.services.agreeing import Agree, Agreed, ApplyText, TakeBackConsent
from alignment_desktop.services.clause_history import Past, last_agreed
from alignment_desktop.services.editing import AddClause, EditClause, Edited, RemoveClauses
from alignment_desktop.services.reversing import Reverse
from alignment_desktop.services.workspace import Command, Workspace
from tests.actors import NOBODY, by

START = datetime(2026, 10, 5, 7, 30, tzinfo=UTC)
PERIOD = {"start": "2026-10-01", "end": "2026-12-31"}
LEAD = ("term", "lead")


class Team:
    """Two people at one workspace, each of whom acts on what was last read."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._minutes = count(1)

    def do(self, command: Command[Any]) -> Any:
        at = START + timedelta(minutes=next(self._minutes))
        party = getattr(command, "party", None)
        return self.workspace.execute(command, by=by(party), at=at)

    def refused(self, command: Command[Any]) -> Problem:
        before = self.workspace.draft()
        with pytest.raises(Problem) as told:
            self.do(command)
        assert self.workspace.draft() == before
        assert "?" not in sentence(told.value)
        return told.value

    @property
    def revision(self) -> int:
        return self.workspace.draft().revision

    def lead(self) -> dict[str, object]:
        return write_clause(self.workspace.draft().agreement.clauses[LEAD])

    def agreeing(self) -> frozenset[str]:
        return self.workspace.draft().consents.of(LEAD)


@pytest.fixture
def team(database: str) -> Iterator[Team]:
    with Workspace.new(database, at=START, by=NOBODY) as workspace:
        both = Team(workspace)
        both.do(AddClause("term", {"key": "lead", "name": "Lead", "definition": "Asked."}, "sales"))
        both.do(Agree("marketing", None))
        yield both


def edit(party: str | None, seen: int | None, **table: object) -> EditClause:
    return EditClause("term", "lead", table, party, seen=seen)


def test_edits_of_two_fields_are_both_kept_and_only_the_first_is_agreed_to_by_its_author(
    team: Team,
) -> None:
    seen = team.revision
    assert team.do(edit("sales", seen, name="Web lead", definition="Asked.")) == Edited(LEAD)
    assert team.agreeing() == {"sales"}
    edited = team.do(edit("marketing", seen, name="Lead", definition="Asked twice."))
    assert edited == Edited(LEAD, ("name",), (by("sales"),))
    assert team.lead() == {"key": "lead", "name": "Web lead", "definition": "Asked twice."}
    assert team.agreeing() == frozenset()


def test_the_same_edit_by_both_is_agreed_to_by_both(team: Team) -> None:
    seen = team.revision
    for party in ("sales", "marketing"):
        assert team.do(edit(party, seen, name="Web lead", definition="Asked.")) == Edited(LEAD)
    assert team.agreeing() == {"sales", "marketing"}


def test_of_two_edits_of_one_field_the_second_is_refused_with_both_values(team: Team) -> None:
    seen = team.revision
    team.do(edit("sales", seen, name="Lead", definition="One"))
    problem = team.refused(edit("marketing", seen, name="Lead", definition="Two"))
    assert problem.code == "field-changed-since"
    assert problem.facts["by"] == (by("sales"),)
    assert sentence(problem).startswith(
        "term.lead, definition: the agreement now says “One”, and you would write “Two”."
    )


def test_an_edit_of_what_was_removed_meanwhile_is_refused(team: Team) -> None:
    seen = team.revision
    team.do(RemoveClauses([("term", "lead")], "sales", seen=seen))
    problem = team.refused(edit("marketing", seen, name="Lead", definition="Two"))
    assert "term.lead was removed, and you would change its definition from “Asked.” to “Two”." in (
        sentence(problem)
    )
    unchanged = team.refused(edit("marketing", seen, name="Lead", definition="Asked."))
    assert unchanged.code == "clause-gone"


def test_two_sound_edits_that_do_not_fit_together_are_refused(team: Team) -> None:
    seen = team.revision
    shorter, later = {**PERIOD, "end": "2026-11-30"}, {**PERIOD, "start": "2026-12-01"}
    team.do(EditClause("agreement", "", {"period": shorter}, "sales", seen=seen))
    second = EditClause("agreement", "", {"period": later}, "marketing", seen=seen)
    problem = team.refused(second)
    assert problem.code == "changes-do-not-fit"
    assert sentence(problem).startswith("Your change of agreement breaks a rule together with")
    assert "(period.end)" in sentence(problem)


def test_a_clause_is_not_removed_in_words_that_nobody_read(team: Team) -> None:
    seen = team.revision
    team.do(edit("sales", seen, name="Lead", definition="One"))
    problem = team.refused(RemoveClauses([("term", "lead")], "marketing", seen=seen))
    assert sentence(problem).startswith("term.lead, definition: “Asked.” → “One”. That was after")
    team.do(RemoveClauses([("term", "lead")], "marketing", seen=team.revision))


@pytest.mark.parametrize("make", [Agree, TakeBackConsent])
def test_consent_is_not_given_or_taken_back_in_words_that_were_not_read(
    team: Team, make: type[Agree] | type[TakeBackConsent]
) -> None:
    seen = team.revision
    team.do(edit("sales", seen, name="Lead", definition="One"))
    for names in (["lead"], None):
        problem = team.refused(make("sales", names, seen=seen))
        assert problem.code == "clause-changed-since"
        assert problem.facts["by"] == (by("sales"),)
    team.do(make("sales", None, seen=team.revision))
    assert team.refused(make("sales", None, seen=team.revision + 1)).code == "unknown-revision"
    assert team.refused(make("sales", None, seen=-1)).code == "unknown-revision"


def test_a_clause_that_was_written_anew_in_the_same_words_has_to_be_read_again(team: Team) -> None:
    seen = team.revision
    team.do(RemoveClauses([("term", "lead")], None))
    team.do(AddClause("term", {"key": "lead", "name": "Lead", "definition": "Asked."}, None))
    assert team.refused(Agree("sales", ["lead"], seen=seen)).code == "clause-changed-since"


def test_an_undone_edit_leaves_nothing_to_merge(team: Team) -> None:
    seen = team.revision
    team.do(edit("sales", seen, name="Lead", definition="One"))
    team.do(Reverse(team.revision))
    edited = team.do(edit("marketing", seen, name="Lead", definition="Two"))
    assert edited == Edited(LEAD)
    assert team.agreeing() == {"marketing"}


def test_a_renamed_clause_takes_what_others_wrote_with_it(team: Team) -> None:
    seen = team.revision
    team.do(edit("sales", seen, name="Web lead", definition="Asked."))
    table = {"key": "prospect", "name": "Lead", "definition": "Asked."}
    edited = team.do(EditClause("term", "lead", table, "marketing", seen=seen))
    assert edited == Edited(("term", "prospect"), ("name",), (by("sales"),))
    term = team.workspace.draft().agreement.clauses["term", "prospect"]
    assert term == Term(key="prospect", name="Web lead", definition="Asked.")


def test_a_reason_is_compared_by_the_clause_that_it_concerns_not_by_how_that_is_written(
    team: Team,
) -> None:
    table = {"key": "no-fit", "clause": "lead", "name": "No fit"}
    team.do(AddClause("reason", table, "sales"))
    seen = team.revision
    team.do(EditClause("reason", "no-fit", {**table, "name": "Not a fit"}, "sales", seen=seen))
    text = '[[reason]]\nkey = "no-fit"\nclause = "lead"\nname = "No fit"\nremedy = "Ask."'
    applied = team.do(ApplyText(text, party="marketing", seen=seen))
    assert applied.merged == ("reason.no-fit",)


def test_the_label_that_another_gave_the_agreement_stays(team: Team) -> None:
    seen, label = team.revision, team.workspace.draft().agreement.label
    header = {"period": PERIOD, "label": label}
    team.do(EditClause("agreement", "", {**header, "label": "Our plan"}, "sales", seen=seen))
    team.do(EditClause("agreement", "", {**header, "title": "T"}, "sales", label, seen=seen))
    agreement = team.workspace.draft().agreement
    assert (agreement.label, agreement.header.title) == ("Our plan", "T")
    third = EditClause("agreement", "", {**header, "label": "Mine"}, "sales", seen=seen)
    assert "agreement, label: the agreement now says “Our plan”, and you would write “Mine”." in (
        sentence(team.refused(third))
    )
    # A text that speaks of the old label means the same agreement, and begins no other.
    text = f'[agreement]\nlabel = "{label}"\nperiod = {{ start = 2026-10-01, end = 2026-12-31 }}'
    applied = team.do(ApplyText(f'{text}\ncurrency = "EUR"', seen=seen))
    assert (applied.label, applied.changed, applied.merged) == (
        "Our plan",
        ("agreement",),
        ("agreement",),
    )


def test_the_newest_agreement_is_the_one_that_was_newest_when_it_was_read(team: Team) -> None:
    seen = team.revision
    following = '[agreement]\nlabel = "Next"\nperiod = { start = 2027-01-01, end = 2027-03-31 }'
    team.do(ApplyText(following))
    team.do(edit("marketing", seen, name="Web lead", definition="Asked."))
    assert team.workspace.draft().agreement.label == "Next"
    agreed = team.do(Agree("sales", None, seen=team.revision - 1))
    assert agreed.names == ("agreement",)
    first = team.workspace.draft("2026-Q4").agreement
    assert first.clauses[LEAD] == Term(key="lead", name="Web lead", definition="Asked.")
    applied = team.do(ApplyText('[[term]]\nkey = "lead"\nname = "L"', seen=seen + 2))
    assert applied.label == "Next"


def test_two_agreements_begun_under_one_label_meet_field_by_field(team: Team) -> None:
    seen = team.revision
    text = '[agreement]\nlabel = "Next"\nperiod = { start = 2027-01-01, end = 2027-03-31 }\n'
    team.do(ApplyText(f'{text}currency = "EUR"'))
    problem = team.refused(ApplyText(f'{text}currency = "USD"', seen=seen))
    assert (
        "agreement, currency: the agreement now says “EUR”, and you would write “USD”."
        in sentence(problem)
    )
    assert team.do(ApplyText(f'{text}currency = "EUR"', seen=seen)).changed == ()


def test_a_text_names_every_conflict_and_the_line_of_the_first(team: Team) -> None:
    seen = team.revision
    team.do(ApplyText('[[term]]\nkey = "lead"\nname = "Theirs"\n[[term]]\nkey = "new"\nname = "N"'))
    text = '\n[[term]]\nkey = "lead"\nname = "Mine"\n[[term]]\nkey = "new"\nname = "M"'
    problem = team.refused(ApplyText(text, "a.toml", "sales", seen=seen))
    assert sentence(problem).startswith(
        "a.toml, line 2: term.lead, name: the agreement now says “Theirs”, and you would write "
        "“Mine”. "
        "term.new, name: the agreement now says “N”, and you would write “M”."
    )


def test_an_author_agrees_to_what_was_read_and_not_to_what_was_merged(team: Team) -> None:
    seen = team.revision
    team.do(edit("sales", seen, name="Web lead", definition="Asked."))
    text = '[[term]]\nkey = "lead"\nname = "Lead"\ndefinition = "Asked."\n[[term]]\nkey = "new"\n'
    applied = team.do(ApplyText(text, party="marketing", seen=seen))
    assert (applied.added, applied.changed, applied.merged) == (("term.new",), (), ("term.lead",))
    assert team.agreeing() == {"sales"}
    assert team.workspace.draft().consents.of(("term", "new")) == {"marketing"}


def test_agreeing_says_what_changed_since_the_same_party_agreed_last(team: Team) -> None:
    team.do(edit("sales", None, name="Lead", definition="One"))
    team.do(Agree("sales", None))
    team.do(edit("sales", None, name="Lead", definition="Two"))
    agreed = team.do(Agree("marketing", None))
    assert isinstance(agreed, Agreed)
    (change,) = agreed.changed
    assert change.fields == (FieldChange("definition", "Asked.", "Two"),)
    assert team.do(Agree("sales", None)).changed == ()
    team.do(TakeBackConsent("sales", None))
    assert team.do(Agree("sales", None)).changed == ()
    # What was there and back again has not changed.
    for words in ("Three", "Two"):
        team.do(edit(None, None, name="Lead", definition=words))
    assert team.do(Agree("sales", None)).changed == ()


def test_what_was_written_since_a_party_last_agreed_is_new_to_it(team: Team) -> None:
    team.do(AddClause("term", {"key": "old"}, None))
    team.do(Agree("marketing", ["agreement"]))
    team.do(TakeBackConsent("marketing", ["agreement"]))
    team.do(Agree("marketing", ["agreement"]))
    team.do(RemoveClauses([("term", "lead")], None))
    team.do(AddClause("term", {"key": "lead", "name": "Other"}, "sales"))
    (change,) = team.do(Agree("marketing", None)).changed
    assert (change.clause, change.change) == ("term.lead", "added")
    assert change.fields[1:] == (FieldChange("name", None, "Other"),)


def test_to_who_agrees_for_the_first_time_nothing_is_told_as_changed(team: Team) -> None:
    team.do(AddClause("term", {"key": "new"}, "marketing"))
    team.do(TakeBackConsent("sales", ["lead"]))
    text = '[agreement]\nlabel = "Next"\nperiod = { start = 2027-01-01, end = 2027-03-31 }'
    team.do(ApplyText(text, party="sales"))
    assert team.do(Agree("marketing", None)).changed == ()


def test_every_clause_is_found_as_it_stood_at_every_revision(team: Team) -> None:
    team.do(edit("sales", None, name="Web lead", definition="One"))
    team.do(Reverse(team.revision))
    team.do(EditClause("term", "lead", {"key": "prospect"}, "marketing"))
    team.do(AddClause("term", {"key": "lead", "definition": "Anew"}, None))
    team.do(Agree("sales", None))
    with team.workspace.store.read() as reader:
        number = team.workspace.draft().id
        log = reader.log()
        stood: list[dict[str, object]] = [{}]
        for row in log:
            now = dict(stood[-1])
            for change in row.changes:
                if isinstance(change, ClauseChanged):
                    now[change.key] = change.after and change.after.body
            stood.append(now)
        standing = team.workspace.draft().agreement.clauses
        for revision, wanted in enumerate(stood):
            past = Past(reader, revision)
            for key in ("lead", "prospect"):
                clause = past.clause(number, ("term", key), standing.get(("term", key)))
                assert (clause and write_clause(clause)) == (wanted.get(key) or None)
        asked = {each: standing[each] for each in (LEAD, ("term", "prospect"))}
        agreed = last_agreed(reader, number, "sales", asked)
        assert (dict(agreed.words), agreed.added) == (asked, frozenset())
        agreed = last_agreed(reader, number, "marketing", asked)
        prospect = ("term", "prospect")
        assert dict(agreed.words) == {prospect: standing[prospect]}
        assert agreed.added == {LEAD}
