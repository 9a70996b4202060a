"""A review is frozen as it is known, kept byte for byte, and signed as a version is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Progress
from alignment_desktop.phrasing.problems import finding_remedy, finding_text, sentence
from alignment_desktop.phrasing.signing import state_text
from alignment_desktop.services import signed_files
from alignment_desktop.services.filing import FileSigned
from alignment_desktop.services.imported_batches import UndoImport
from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
from alignment_desktop.services.logbook import back_up
from alignment_desktop.services.review_freezing import FreezeReview, KeptReview, kept_review
from alignment_desktop.services.review_signing import review_signing
from alignment_desktop.services.reviewing import WriteReviewText
from alignment_desktop.services.signed_files import DocumentLocale, locale_of
from alignment_desktop.services.signing import SignedFile, sign_file
from alignment_desktop.services.verifying import verify_file
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.words.language import user_language
from tests.actors import NOBODY
from tests.signing_desk import NOW, TEXT, Desk, signing_desk
from tests.tampering import harm

OVER = datetime(2026, 11, 2, 9, tzinfo=UTC)
LATER = OVER + timedelta(hours=1)
PROMISE = """
[[commitment]]
key = "leads"
name = "Leads"
party = "marketing"
measure = "count"
from = "created_at"
every = "month"
target = ">= 2"
"""
SPONSOR = """
[[person]]
key = "vera"
name = "Vera Lindner"
party = "sales"
role = "sponsor"
"""
OFFICE = """
[[calendar]]
key = "office"
timezone = "Europe/Berlin"
"""
OCTOBER = FreezeReview(period="2026-10", as_of="2026-10-31")


def import_leads(workspace: Workspace, folder: Path, *days: int) -> None:
    file = folder / f"leads-{len(days)}.csv"
    rows = [f"L{day},2026-10-{day:02} 09:00" for day in days]
    file.write_text("\n".join(["lead_id,created_at", *rows]), encoding="utf-8")
    prepared = prepare(workspace, ImportRequest(path=file))
    workspace.execute(AcceptImport(prepared), by=NOBODY, at=OVER)


def freeze(workspace: Workspace, command: FreezeReview = OCTOBER) -> KeptReview:
    return workspace.execute(command, by=NOBODY, at=OVER)


def refused(workspace: Workspace, command: FreezeReview, at: datetime = OVER) -> str:
    before = workspace.draft().revision
    with pytest.raises(Problem) as caught:
        workspace.execute(command, by=NOBODY, at=at)
    assert workspace.draft().revision == before
    assert "{" not in sentence(caught.value)
    return caught.value.code


def code_of(desk: Desk, content: bytes, party: str, at: datetime = LATER) -> str:
    with pytest.raises(Problem) as caught:
        desk.sign(content, party, at=at)
    assert "{" not in sentence(caught.value)
    return caught.value.code


def text_of(signed: SignedFile) -> str:
    assert signed.state is not None
    return state_text(signed.state, user_language())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with signing_desk(str(tmp_path / "desk.align"), TEXT + PROMISE) as desk:
        yield desk


def test_the_newest_freezing_is_signed_and_kept(database: str, tmp_path: Path) -> None:
    with signing_desk(database, TEXT + PROMISE) as desk:
        workspace = desk.workspace
        import_leads(workspace, tmp_path, 5, 6)
        first = freeze(workspace)
        assert refused(workspace, OCTOBER) == "review-unchanged"
        words = WriteReviewText("2026-10", "headline", "Two leads, as promised")
        workspace.execute(words, by=NOBODY, at=OVER)
        kept = kept_review(workspace, label=None, period="2026-10", number=1)
        assert kept.content == first.content
        second = freeze(workspace)
        assert second.facts.number == 2
        assert second.facts.content_hash != first.facts.content_hash
        assert refused(workspace, OCTOBER) == "review-unchanged"
        assert code_of(desk, first.content, "sales") == "review-superseded"
        assert code_of(desk, second.content, "sales", NOW) == "clock-before-review"
        one = desk.sign(second.content, "sales", at=LATER)
        assert text_of(one).endswith("is signed by Sales; it is the turn of Marketing.")
        assert code_of(desk, second.content, "sales") in ("signed-already", "review-file-behind")
        both = desk.sign(one.content, "marketing", at=LATER)
        assert text_of(both).endswith("is signed by everybody: Sales and Marketing.")
        assert code_of(desk, both.content, "sales") == "review-signed-by-all"
        found = verify_file(one.content, workspace=workspace, now=LATER)
        assert found.content_matches is True
        assert [each.code for each in found.remarks] == ["workspace-has-later-review"]
        assert workspace.verify(unpacked=True).findings == ()
        # The agreement's own version 2 there is none of, and nobody signed version 1.
        assert desk.sign(desk.file, "sales", at=LATER).state is not None


def test_what_changed_since_a_freezing_counts_no_import_that_was_undone(
    desk: Desk, tmp_path: Path
) -> None:
    import_leads(desk.workspace, tmp_path, 5, 6)
    freeze(desk.workspace)

    def changed() -> tuple[str, ...]:
        found = review_signing(desk.workspace, None, "2026-10")
        assert found is not None
        return found.changed

    assert changed() == ()
    import_leads(desk.workspace, tmp_path, 7)
    assert changed() == ("imports",)
    desk.workspace.execute(UndoImport(2), by=NOBODY, at=OVER)
    assert changed() == ()


def test_what_cannot_be_signed_off_is_not_frozen(desk: Desk, tmp_path: Path) -> None:
    workspace = desk.workspace
    assert refused(workspace, OCTOBER) == "review-without-leads"
    import_leads(workspace, tmp_path, 5, 6)
    assert refused(workspace, replace(OCTOBER, as_of="2026-10-30")) == "review-not-over"
    assert refused(workspace, OCTOBER, datetime(2026, 10, 31, 9, tzinfo=UTC)) == "review-not-over"
    assert refused(workspace, FreezeReview(as_of="2026-12-31")) == "review-not-over"
    with pytest.raises(Problem, match="review-not-frozen"):
        kept_review(workspace, label=None, period=None, number=None)


class Colleague:
    """Somebody who imports a file while the review is made."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        self._waiting = [lambda: import_leads(workspace, folder, 7)]

    def report(self, progress: Progress) -> None:
        if self._waiting:
            self._waiting.pop()()


def test_figures_and_words_are_those_of_one_moment(desk: Desk, tmp_path: Path) -> None:
    workspace = desk.workspace
    import_leads(workspace, tmp_path, 5, 6)
    with pytest.raises(Problem, match="review-freezing-overtaken"):
        freeze(workspace, replace(OCTOBER, monitor=Colleague(workspace, tmp_path)))
    with pytest.raises(Problem, match="review-not-frozen"):
        kept_review(workspace, label=None, period="2026-10", number=None)


def test_files_signed_elsewhere_come_back_once_and_in_order(desk: Desk, tmp_path: Path) -> None:
    workspace = desk.workspace
    import_leads(workspace, tmp_path, 5, 6)
    content = freeze(workspace, replace(OCTOBER, paper="letter")).content
    assert verify_file(content, workspace=workspace, now=LATER).content_matches is True

    def file(signed: bytes) -> str:
        try:
            filed = workspace.execute(FileSigned(signed), by=NOBODY, at=LATER)
        except Problem as problem:
            return problem.code
        return f"{filed.review} {filed.version} {filed.state.state}"

    mark = Mark(typed="Ines")
    one = sign_file(content, "sales", desk.ines, mark=mark, at=LATER).content
    other = sign_file(content, "sales", desk.ines, mark=Mark(typed="I."), at=LATER).content
    both = sign_file(one, "marketing", desk.marco, mark=mark, at=LATER).content
    assert file(one) == "2026-10 1 to-sign"
    assert file(one) == "review-filed-already"
    assert code_of(desk, other, "marketing") == "review-signed-otherwise"
    assert file(both) == "2026-10 1 signed"
    assert file(one) == "review-filed-already"
    assert file(other) == "review-file-behind"


def test_a_sponsor_signs_too_where_there_is_one(tmp_path: Path) -> None:
    text = TEXT.replace("[agreement]", '[agreement]\ncalendar = "office"')
    text += PROMISE + SPONSOR + OFFICE
    with signing_desk(str(tmp_path / "three.align"), text) as desk:
        import_leads(desk.workspace, tmp_path, 5, 6)
        content = freeze(desk.workspace).content
    found = verify_file(content, workspace=None, now=LATER)
    assert found.expected == ("sales", "marketing", "sponsor")
    assert found.content_matches is True
    # Who signs it without the workspace is told the time by the document's own clock.
    assert locale_of(content) == DocumentLocale("en", ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize("zone", ["Nowhere/None", "../etc", ""])
def test_a_file_that_names_no_time_zone_is_told_by_utc(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = json.dumps({"language": "en", "timezone": zone})
    monkeypatch.setattr(signed_files, "attached_review", lambda _content: data)
    assert locale_of(b"") == DocumentLocale()


def test_a_frozen_review_that_is_harmed_is_found_and_left_out(desk: Desk, tmp_path: Path) -> None:
    import_leads(desk.workspace, tmp_path, 5, 6)
    kept = freeze(desk.workspace)
    desk.workspace.close()
    address = desk.workspace.store.address
    harm(address, f"UPDATE kept_files SET content = X'00' WHERE sha256 = '{kept.facts.sha256}'")
    with Workspace.open(address) as workspace:
        (found,) = workspace.verify().findings
        assert found.rule == "review-file-damaged"
        assert "2026-10" in finding_text(found)
        assert "{" not in finding_text(found) + finding_remedy(found)
        made = back_up(workspace, tmp_path / "copy.align", by=NOBODY, at=LATER)
        assert made.left_out is not None
        assert made.left_out.files == (kept.facts.sha256,)
