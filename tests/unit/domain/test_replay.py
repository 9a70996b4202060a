"""What a workspace must hold is worked out from its log alone."""

from __future__ import annotations

from datetime import date, timedelta

from alignment_desktop.domain.consent import Assent
from alignment_desktop.domain.discussion_entries import Proposed
from alignment_desktop.domain.evidence_entries import (
    DamageLeftOut,
    Imported,
    ImportRestored,
    ImportWithdrawn,
    ProfileRemembered,
    WorkspaceMigrated,
)
from alignment_desktop.domain.log_entries import (
    AgreementChanged,
    AgreementFacts,
    Change,
    ClauseChanged,
    ClauseState,
    ConsentGiven,
    ConsentTakenBack,
    VersionFrozen,
)
from alignment_desktop.domain.logo_entries import LogoChanged
from alignment_desktop.domain.replay import _TAKEN, Replayed, Yes, replayed
from alignment_desktop.domain.signing_entries import AuthorityMade, ReviewFrozen, VersionSigned
from tests.actors import by
from tests.unit.domain.log_steps import START, Step, steps_of
from tests.unit.domain.test_log_entries import CHANGES

TERM = (1, "term", "mql")
FIRST = ClauseState(1, {"name": "MQL"}, 1, ())
SECOND = ClauseState(1, {"name": "Qualified"}, 2, ())
FACTS = AgreementFacts("2026-Q4", date(2026, 10, 1), untouched=False)
IMPORTED = Imported(1, "leads.csv", "", "ab", "leads", 3, "cd")
FROZEN = VersionFrozen(1, 1, "ef", None, "", "")


def after(*changes: Change, person: str | None = "ines") -> Replayed:
    return replayed(steps_of(*changes, person=person))


def test_an_empty_log_leaves_nothing() -> None:
    assert replayed([]) == Replayed()


def test_a_consent_stands_with_who_gave_it_until_the_words_change() -> None:
    added, given = ClauseChanged(*TERM, None, FIRST), ConsentGiven(*TERM, "sales", 1)
    moved = ClauseState(2, {"name": "MQL"}, 1, ("sales",))
    yes = {TERM: {"sales": Yes(1, START + timedelta(hours=2), "ines")}}
    assert after(added, given).consents == yes
    assert after(added, given, ClauseChanged(*TERM, FIRST, moved)).consents == yes
    assert after(added, given, ClauseChanged(*TERM, FIRST, SECOND)).consents == {}
    assert after(added, given, ClauseChanged(*TERM, FIRST, None)).consents == {}
    assert after(added, given, ConsentTakenBack(*TERM, "sales", 1)).consents == {TERM: {}}
    assert after(ConsentTakenBack(*TERM, "sales", 1)).consents == {}


def test_a_consent_that_counts_again_is_that_of_who_had_given_it() -> None:
    given = ConsentGiven(*TERM, "sales", 1, Assent("marco", START))
    state = after(ClauseChanged(*TERM, None, FIRST), given)
    assert state.consents == {TERM: {"sales": Yes(1, START, "marco")}}


def test_what_is_discussed_changes_nothing_that_stands() -> None:
    proposed = Proposed(*TERM, 1, "sales", 1, None, {"name": "MQL"})
    assert after(proposed).clauses == {}


def test_a_removed_clause_is_gone_and_an_added_one_stands() -> None:
    added = ClauseChanged(*TERM, None, FIRST)
    assert after(added).clauses == {TERM: FIRST}
    assert after(added, ClauseChanged(*TERM, FIRST, None)).clauses == {}
    assert after(AgreementChanged(1, None, FACTS)).agreements == {1: FACTS}


def test_an_import_counts_until_it_is_withdrawn_and_again_once_it_is_restored() -> None:
    assert not after(IMPORTED).batches[1].withdrawn
    assert after(IMPORTED, ImportWithdrawn(1, "ab")).batches[1].withdrawn
    restored = after(IMPORTED, ImportWithdrawn(1, "ab"), ImportRestored(1, "ab"))
    assert not restored.batches[1].withdrawn
    assert (restored.batches[1].revision, restored.batches[1].at) == (1, START + timedelta(hours=1))
    assert after(ImportWithdrawn(7, "ab")).batches == {}


def test_a_migration_adds_how_sheets_were_read_to_those_that_are_known() -> None:
    migrated = WorkspaceMigrated("0002_profiles", "0003_actors", "00", (), ((1, "fe"), (9, "dc")))
    assert after(IMPORTED, migrated).batches[1].facts.reading_hash == "fe"


def test_what_a_backup_left_out_is_not_expected_any_more() -> None:
    left_out = DamageLeftOut((1, 5), ((1, 1), (1, 7)), 0)
    state = after(IMPORTED, FROZEN, ProfileRemembered("CRM", None, "a"), left_out)
    assert (state.batches, state.versions, state.profiles) == ({}, {}, {"CRM": "a"})
    frozen = after(FROZEN).versions[1, 1]
    assert frozen[:2] == (FROZEN, START + timedelta(hours=1))
    assert frozen[2].person == "ines"


def test_the_latest_moment_is_not_the_last_one_where_a_clock_ran_backwards() -> None:
    early = Step(2, START - timedelta(days=1), by(), (FROZEN,))
    assert replayed([Step(1, START, by(), (IMPORTED,)), early]).latest == START


def test_files_are_kept_until_they_are_left_out() -> None:
    made = AuthorityMade("Lindner agreements", "ab" * 32, b"der", "01" * 32)
    signed = VersionSigned(1, 1, "02" * 32, "03" * 32, (), False)
    review = ReviewFrozen(1, "2026-10", 1, 1, "2026-11-01", (), "05" * 32, "04" * 32)
    kept = after(made, signed, review)
    assert kept.files == {"01" * 32: made, "02" * 32: signed, "04" * 32: review}
    logo, none = LogoChanged(None, "06" * 32), LogoChanged("06" * 32, None)
    # A logo that is taken off is kept: versions that carry it are made again.
    assert after(logo, none).files == {"06" * 32: logo}
    left_out = DamageLeftOut((), (), 0, ("01" * 32, "09" * 32))
    assert after(made, signed, left_out).files == {"02" * 32: signed}


def test_whatever_the_log_may_tell_is_replayed() -> None:
    assert set(_TAKEN) == {type(change) for change in CHANGES}
