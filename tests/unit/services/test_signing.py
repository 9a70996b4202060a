"""A version is signed in order, by people whom the workspace knows, in the file that it made."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from alignment_desktop.documents.signing.certificates import make_identity
from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.documents.signing.timestamps import TimeStampAuthority
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled, Progress
from alignment_desktop.phrasing.problems import finding_remedy, finding_text
from alignment_desktop.services.agreeing import Agree, TakeBackConsent, everything_found
from alignment_desktop.services.agreement_documents import export_agreement
from alignment_desktop.services.declining import DeclineVersion
from alignment_desktop.services.exporting import Wanted
from alignment_desktop.services.filing import FileSigned
from alignment_desktop.services.identities import (
    authority_certificate,
)
from alignment_desktop.services.logbook import back_up, told
from alignment_desktop.services.signing import (
    KeepSignature,
    SignVersion,
    sign_file,
    what_is_signed,
)
from alignment_desktop.services.verifying import verify_file
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY, by
from tests.signing_desk import LATER, NOW, TEXT, Desk, freeze, issue, signing_desk
from tests.tampering import harm
from tests.time_stamping import time_stamp_authority
from tests.unit.services.signing_fixtures import (
    by_sales_fixture,
    code_of,
    desk_fixture,
    made_fixture,
    shared_fixture,
)

__all__ = ["by_sales_fixture", "desk_fixture", "made_fixture", "shared_fixture"]


def state_of(workspace: Workspace) -> tuple[str, str | None, tuple[str, ...]]:
    state = what_is_signed(workspace)
    assert state is not None
    return state.state, state.waiting_for, state.signed


def test_sales_then_marketing_sign_and_the_workspace_keeps_what_they_signed(
    database: str, tmp_path: Path
) -> None:
    with signing_desk(database) as desk:
        workspace = desk.workspace
        assert state_of(workspace) == ("to-sign", "sales", ())
        first = desk.sign(desk.file, "sales")
        assert first.content.startswith(desk.file)
        assert state_of(workspace) == ("to-sign", "marketing", ("sales",))
        both = desk.sign(first.content, "marketing", at=LATER + timedelta(hours=1))
        assert both.verification.verdict == "both"
        assert state_of(workspace) == ("signed", None, ("sales", "marketing"))
        with workspace.store.read() as reader:
            assert reader.kept_file(both.sha256) == both.content
        entries = told(workspace)
        assert [(each.row.action, each.row.actor.person) for each in entries[:2]] == [
            ("sign", "marco"),
            ("sign", "ines"),
        ]
        found = verify_file(both.content, workspace=workspace, now=LATER)
        assert (found.verdict, found.content_matches, found.remarks) == ("both", True, ())
        again = verify_file(first.content, workspace=workspace, now=LATER)
        assert [each.code for each in again.remarks] == ["workspace-has-later"]
        assert workspace.verify().findings == ()
        copy = tmp_path / "copy.align"
        assert back_up(workspace, copy, by=NOBODY, at=LATER).left_out is None
    with Workspace.open(str(copy)) as restored:
        assert restored.verify().findings == ()
        assert state_of(restored) == ("signed", None, ("sales", "marketing"))


def test_damaged_files_are_told_refused_and_left_out_of_a_copy(
    database: str, tmp_path: Path
) -> None:
    with signing_desk(database) as desk:
        first = desk.sign(desk.file, "sales")
    blob = "X'00'" if not database.startswith("postgresql") else "'\\x00'::bytea"
    harm(
        database,
        f"UPDATE kept_files SET content = {blob}",
        f"INSERT INTO kept_files (sha256, content) VALUES ('{'0' * 64}', {blob})",
    )
    with Workspace.open(database) as workspace:
        found = everything_found(workspace, None, now=LATER)
        rules = {each.rule for each in found}
        assert {"authority-damaged", "signed-file-damaged", "kept-file-unlogged"} <= rules
        assert not any("?" in finding_text(each) + finding_remedy(each) for each in found)
        with pytest.raises(Problem) as caught:
            what_is_signed(workspace)
        assert code_of(caught) == "workspace-damaged"
        made = back_up(workspace, tmp_path / "copy.align", by=NOBODY, at=LATER)
        assert made.left_out is not None
        assert first.sha256 in made.left_out.files
        assert len(made.left_out.files) == 2
    harm(database, "DELETE FROM kept_files")
    with Workspace.open(database) as workspace:
        rules = {each.rule for each in workspace.verify().findings}
        assert rules == {"authority-damaged", "signed-file-lost"}
    with Workspace.open(str(tmp_path / "copy.align")) as restored:
        assert restored.verify().findings == ()


def test_the_window_signs_what_the_workspace_has_without_being_given_a_file(desk: Desk) -> None:
    first = desk.sign(None, "sales")
    assert first.content.startswith(desk.file)
    assert desk.sign(None, "marketing").content.startswith(first.content)
    decline = DeclineVersion("sales", "late")
    for act in (
        lambda: desk.sign(None, "marketing"),
        lambda: desk.workspace.execute(decline, by=NOBODY, at=LATER),
    ):
        with pytest.raises(Problem) as caught:
            act()
        assert code_of(caught) == "version-signed-by-all"


class Impatient:
    """Somebody who stops once an authority is waited for."""

    def report(self, progress: Progress) -> None:
        if progress.stage == "stamping":
            raise Cancelled


def test_who_waits_for_an_authority_may_stop_and_nothing_is_stored(shared: Desk) -> None:
    answered = Event()
    before = shared.workspace.draft().revision

    def silent(_request: bytes) -> bytes:
        answered.wait()
        return b""

    with time_stamp_authority(silent) as address:
        authority = TimeStampAuthority(address)
        command = SignVersion(
            shared.file, "sales", shared.ines, Mark(), authority, monitor=Impatient()
        )
        try:
            with pytest.raises(Cancelled):
                shared.workspace.execute(command, by=NOBODY, at=LATER)
        finally:
            answered.set()
    assert shared.workspace.draft().revision == before
    assert state_of(shared.workspace) == ("to-sign", "sales", ())


def test_what_was_made_is_not_kept_once_what_it_stands_on_is_another_thing(desk: Desk) -> None:
    workspace = desk.workspace
    command = SignVersion(desk.file, "sales", desk.ines, Mark())
    made = command.made(workspace, LATER)
    assert state_of(workspace) == ("to-sign", "sales", ())
    workspace.execute(TakeBackConsent("marketing", None), by=NOBODY, at=LATER)
    with pytest.raises(Problem, match="consents-taken-back"):
        workspace.execute(KeepSignature(made), by=NOBODY, at=LATER)
    workspace.execute(Agree("marketing", None), by=NOBODY, at=LATER)
    issue(workspace, "Ines Costa", "sales", "ines", LATER)
    with pytest.raises(Problem, match="identity-replaced"):
        workspace.execute(KeepSignature(made), by=NOBODY, at=LATER)
    workspace.execute(DeclineVersion("sales", "late"), by=NOBODY, at=LATER)
    with pytest.raises(Problem, match="signing-overtaken"):
        workspace.execute(KeepSignature(made), by=NOBODY, at=LATER)


def test_both_papers_are_known_and_one_of_them_counts(desk: Desk) -> None:
    letter = export_agreement(desk.workspace, Wanted(paper="letter"), now=NOW).content
    assert desk.sign(letter, "sales").state is not None
    with pytest.raises(Problem) as caught:
        desk.sign(desk.file, "sales")
    assert code_of(caught) == "file-behind"


REFUSED = {
    "not-your-turn": ("marketing", "marco", LATER),
    "certificate-of-other-party": ("sales", "marco", LATER),
    "no-such-signer": ("sponsor", "nobody", LATER),
    "identity-expired": ("sales", "ines", NOW + timedelta(days=4 * 365)),
    "identity-not-yet-valid": ("sales", "ines", NOW - timedelta(days=1)),
    "clock-before-version": ("sales", "early", NOW - timedelta(days=1)),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_out_of_order_is_refused_and_nothing_is_kept(shared: Desk, code: str) -> None:
    party, who, at = REFUSED[code]
    own = {
        "ines": shared.ines,
        "marco": shared.marco,
        "nobody": make_identity("Nobody", "sponsor", NOW),
        "early": make_identity("Ines Costa", "sales", NOW - timedelta(days=9)),
    }[who]
    with pytest.raises(Problem) as caught:
        shared.sign(shared.file, party, own, at)
    assert code_of(caught) == code
    assert state_of(shared.workspace) == ("to-sign", "sales", ())


def test_a_stranger_and_an_impostor_of_the_same_name_are_not_known(shared: Desk) -> None:
    for own in (make_identity("Ines Costa", "sales", NOW), make_identity("Eve", "sales", NOW)):
        with pytest.raises(Problem) as caught:
            shared.sign(shared.file, "sales", own)
        assert code_of(caught) == "identity-not-known"


def test_a_changed_file_a_draft_and_any_other_file_cannot_be_signed(
    shared: Desk, by_sales: bytes
) -> None:
    draft = export_agreement(shared.workspace, Wanted(draft=True), now=NOW).content
    flipped = bytearray(by_sales)
    flipped[len(shared.file) // 2] ^= 1
    refused = {
        "file-not-to-sign": draft,
        "signed-file-refused": bytes(flipped),
        "file-not-made-here": shared.file[:-8] + b" " + shared.file[-8:],
    }
    for code, content in refused.items():
        party = "marketing" if content is refused["signed-file-refused"] else "sales"
        with pytest.raises(Problem) as caught:
            shared.sign(content, party)
        assert code_of(caught) in (code, "signed-file-refused"), code


def test_one_person_does_not_sign_for_both(shared: Desk, by_sales: bytes) -> None:
    anybody = make_identity("Ines Costa", "", NOW)
    first = sign_file(shared.file, "sales", anybody, mark=Mark(), at=LATER).content
    with pytest.raises(Problem) as caught:
        sign_file(first, "marketing", anybody, mark=Mark(), at=LATER)
    assert code_of(caught) == "identity-signed-before"
    with pytest.raises(Problem) as caught:
        sign_file(by_sales, "marketing", shared.ines, mark=Mark(), at=LATER)
    assert code_of(caught) == "certificate-of-other-party"


def test_a_clock_before_the_newest_entry_signs_nothing(desk: Desk) -> None:
    issue(desk.workspace, "Otto Berg", "sales", None, LATER + timedelta(minutes=5))
    with pytest.raises(Problem) as caught:
        desk.sign(desk.file, "sales", at=LATER)
    assert code_of(caught) == "clock-before-log"
    assert desk.sign(desk.file, "sales", at=LATER + timedelta(minutes=5)).state is not None


def test_who_signs_with_somebody_elses_identity_is_told_from_its_owner(desk: Desk) -> None:
    person = '[[person]]\nkey = "otto"\nname = "Otto Berg"\nparty = "sales"\n'
    freeze(desk.workspace, TEXT + person)
    command = SignVersion(None, "sales", desk.ines, Mark())
    desk.workspace.execute(command, by=by("sales", "otto"), at=LATER)
    assert told(desk.workspace)[0].row.actor == by("sales", "otto")


def test_a_version_whose_consents_were_taken_back_is_not_signed(desk: Desk) -> None:
    taken = TakeBackConsent("marketing", ["term.lead"])
    desk.workspace.execute(taken, by=by("marketing"), at=NOW)
    with pytest.raises(Problem) as caught:
        desk.sign(desk.file, "sales")
    assert code_of(caught) == "consents-taken-back"


def test_an_older_version_is_not_signed_any_more(desk: Desk) -> None:
    freeze(desk.workspace, TEXT.replace("something", "a price"))
    with pytest.raises(Problem) as caught:
        desk.sign(desk.file, "sales")
    assert code_of(caught) == "version-superseded"


def test_nothing_is_signed_where_nothing_is_frozen(tmp_path: Path) -> None:
    with Workspace.new(str(tmp_path / "new.align"), by=NOBODY, at=NOW) as workspace:
        assert what_is_signed(workspace) is None
        own = make_identity("Ines", "sales", NOW)
        commands = (
            SignVersion(None, "sales", own, Mark()),
            DeclineVersion("sales", "too early"),
        )
        for command in commands:
            with pytest.raises(Problem) as caught:
                workspace.execute(command, by=NOBODY, at=LATER)
            assert code_of(caught) == "nothing-frozen"
        with pytest.raises(Problem) as caught:
            authority_certificate(workspace)
        assert code_of(caught) == "authority-not-made"


def test_a_sponsor_signs_last_where_the_agreement_names_one(made: Desk, tmp_path: Path) -> None:
    person = '[[person]]\nkey = "ann"\nname = "Ann"\nrole = "sponsor"\n'
    with signing_desk(str(tmp_path / "desk.align"), TEXT + person) as desk:
        ann = issue(desk.workspace, "Ann", "sponsor", "ann")
        with pytest.raises(Problem) as caught:
            issue(desk.workspace, "Ines Costa", "sponsor", "ines")
        assert code_of(caught) == "person-not-sponsor"
        with pytest.raises(Problem) as caught:
            desk.sign(made.file, "sales")  # another workspace made it
        assert code_of(caught) == "file-not-made-here"
        desk.sign(None, "sales")
        both = desk.sign(None, "marketing")
        assert both.verification.verdict == "one"
        assert state_of(desk.workspace)[1] == "sponsor"
        all_three = desk.sign(None, "sponsor", ann)
        assert all_three.verification.verdict == "both"
        assert told(desk.workspace)[0].row.actor == by(None, "ann")


def test_a_signature_that_cannot_be_written_is_not_kept(shared: Desk) -> None:
    def full(_: bytes) -> None:
        raise Problem("output-disk-full", file="signed.pdf")

    command = SignVersion(shared.file, "sales", shared.ines, Mark(), keep=full)
    with pytest.raises(Problem):
        shared.workspace.execute(command, by=NOBODY, at=LATER)
    assert state_of(shared.workspace) == ("to-sign", "sales", ())


def test_a_file_signed_elsewhere_is_taken_back_once(desk: Desk) -> None:
    first = sign_file(desk.file, "sales", desk.ines, mark=Mark(), at=LATER).content
    other = sign_file(desk.file, "sales", desk.ines, mark=Mark(), at=LATER).content
    both = sign_file(first, "marketing", desk.marco, mark=Mark(), at=LATER).content
    file = desk.workspace.execute
    filed = file(FileSigned(first), by=NOBODY, at=LATER)
    assert (filed.version, filed.verification.verdict) == (1, "one")
    assert state_of(desk.workspace) == ("to-sign", "marketing", ("sales",))
    refused = {
        "filed-already": first,
        "signed-otherwise": other,
        "file-unsigned": desk.file,
    }
    for code, content in refused.items():
        with pytest.raises(Problem) as caught:
            file(FileSigned(content), by=NOBODY, at=LATER)
        assert code_of(caught) == code
    with pytest.raises(Problem) as caught:
        desk.sign(other, "marketing")
    assert code_of(caught) == "signed-otherwise"
    assert file(FileSigned(both), by=NOBODY, at=LATER).verification.verdict == "both"
    with pytest.raises(Problem) as caught:
        file(FileSigned(first), by=NOBODY, at=LATER)
    assert code_of(caught) == "filed-already"
    assert state_of(desk.workspace)[0] == "signed"


def test_a_file_with_fewer_signatures_than_the_workspace_has_is_not_taken(desk: Desk) -> None:
    first = sign_file(desk.file, "sales", desk.ines, mark=Mark(), at=LATER).content
    both = sign_file(first, "marketing", desk.marco, mark=Mark(), at=LATER).content
    desk.workspace.execute(FileSigned(both), by=NOBODY, at=LATER)
    with pytest.raises(Problem) as caught:
        desk.workspace.execute(FileSigned(first), by=NOBODY, at=LATER)
    assert code_of(caught) == "file-behind"


def test_a_file_by_strangers_is_not_taken(shared: Desk) -> None:
    eve = make_identity("Ines Costa", "sales", NOW)
    content = sign_file(shared.file, "sales", eve, mark=Mark(), at=LATER).content
    with pytest.raises(Problem) as caught:
        shared.workspace.execute(FileSigned(content), by=NOBODY, at=LATER)
    assert code_of(caught) == "signed-file-refused"


def test_a_declined_version_is_not_signed_and_a_new_one_is(desk: Desk) -> None:
    desk.sign(desk.file, "sales")
    decline = desk.workspace.execute
    refused = {
        "decline-needs-reason": DeclineVersion("marketing", " "),
        "decline-after-signing": DeclineVersion("sales", "I changed my mind"),
        "no-such-signer": DeclineVersion("sponsor", "who am I"),
    }
    for code, command in refused.items():
        with pytest.raises(Problem) as caught:
            decline(command, by=NOBODY, at=LATER)
        assert code_of(caught) == code
    state = decline(DeclineVersion("marketing", "No budget"), by=NOBODY, at=LATER)
    assert state.refusal is not None
    assert (state.state, state.refusal.reason) == ("declined", "No budget")
    for act in (
        lambda: decline(DeclineVersion("marketing", "Still none"), by=NOBODY, at=LATER),
        lambda: desk.sign(None, "marketing"),
    ):
        with pytest.raises(Problem) as caught:
            act()
        assert code_of(caught) == "version-declined"
    freeze(desk.workspace, TEXT.replace("something", "a price"), LATER)
    assert state_of(desk.workspace) == ("to-sign", "sales", ())
