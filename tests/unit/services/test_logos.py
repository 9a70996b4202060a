"""The organisation's logo: kept once, on documents to come, and for good on frozen versions."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.domain.problems import Problem
from alignment_desktop.phrasing.log import log_text
from alignment_desktop.phrasing.problems import finding_remedy, finding_text
from alignment_desktop.services.agreeing import Agree
from alignment_desktop.services.agreement_documents import export_agreement
from alignment_desktop.services.exporting import Wanted
from alignment_desktop.services.logbook import back_up, told
from alignment_desktop.services.logos import RemoveLogo, SetLogo, has_logo, picture_in
from alignment_desktop.services.reversing import Reverse
from alignment_desktop.services.review_documents import export_review
from alignment_desktop.services.signing import sign_file
from alignment_desktop.services.verifying import verify_file
from alignment_desktop.services.workspace import Workspace
from tests.actors import NOBODY, by
from tests.signing_desk import LATER, NOW, TEXT, Desk, freeze, signing_desk
from tests.tampering import harm
from tests.unit.documents.pdf_reading import logo_colour

RED, BLUE = (200, 20, 30), (20, 30, 200)
MORE = TEXT + '[[term]]\nkey = "mql"\nname = "MQL"\n'
DRAFT, FIRST = Wanted(draft=True), Wanted(version=1)


def picture(colour: tuple[int, ...], kind: str = "PNG", size: tuple[int, int] = (40, 10)) -> bytes:
    target = io.BytesIO()
    Image.new("RGBA" if len(colour) == 4 else "RGB", size, colour).save(target, kind)
    return target.getvalue()


def agreement(workspace: Workspace, wanted: Wanted) -> bytes:
    return export_agreement(workspace, wanted, now=NOW).content


@pytest.fixture
def desk(database: str) -> Iterator[Desk]:
    with signing_desk(database) as desk:
        yield desk


def test_documents_carry_it_and_a_frozen_version_keeps_what_it_was_frozen_with(desk: Desk) -> None:
    workspace = desk.workspace
    assert not has_logo(workspace)
    assert workspace.execute(SetLogo(picture(RED)), by=NOBODY, at=LATER) is True
    assert workspace.execute(SetLogo(picture(RED)), by=NOBODY, at=LATER) is False
    assert logo_colour(agreement(workspace, DRAFT)) == RED
    assert logo_colour(export_review(workspace, Wanted(), now=NOW).content) == RED
    # The first version was frozen before there was one: it is the same, byte for byte.
    assert agreement(workspace, FIRST) == desk.file
    content_hash = workspace.draft().agreement.content_hash
    freeze(workspace, MORE, LATER)
    second = agreement(workspace, Wanted(version=2))
    assert logo_colour(second) == RED
    workspace.execute(SetLogo(picture(BLUE, "JPEG")), by=NOBODY, at=LATER)
    workspace.execute(RemoveLogo(), by=NOBODY, at=LATER)
    assert logo_colour(agreement(workspace, DRAFT)) is None
    assert agreement(workspace, Wanted(version=2)) == second
    assert workspace.version(workspace.draft(), 1).content_hash == content_hash
    said = [
        log_text(each.row.changes, each.row.actor, each.row.action) for each in told(workspace)[:2]
    ]
    assert said == [
        "Somebody took the logo off agreements and reviews.",
        "Somebody changed the logo on agreements and reviews.",
    ]
    assert workspace.verify().findings == ()


def test_what_was_done_to_it_is_undone_unless_somebody_else_went_on(desk: Desk) -> None:
    workspace = desk.workspace
    for colour in (RED, BLUE):
        workspace.execute(SetLogo(picture(colour)), by=NOBODY, at=LATER)
    with workspace.store.read() as reader:
        revision = reader.revision()
    workspace.execute(Reverse(revision), by=NOBODY, at=LATER)
    assert logo_colour(agreement(workspace, DRAFT)) == RED
    with pytest.raises(Problem, match="undo-overtaken"):
        workspace.execute(Reverse(revision), by=NOBODY, at=LATER)
    workspace.execute(Reverse(revision - 1), by=NOBODY, at=LATER)
    assert not has_logo(workspace)
    with pytest.raises(Problem, match="no-logo"):
        workspace.execute(RemoveLogo(), by=by("ines"), at=LATER)


def test_a_version_with_a_logo_is_signed_and_verified(desk: Desk) -> None:
    workspace = desk.workspace
    workspace.execute(SetLogo(picture(RED)), by=NOBODY, at=LATER)
    freeze(workspace, MORE, LATER)
    made = agreement(workspace, Wanted(version=2))
    signed = sign_file(made, "sales", desk.ines, mark=Mark(), at=LATER).content
    found = verify_file(signed, workspace=workspace, now=LATER + timedelta(hours=1))
    assert (found.verdict, found.content_matches) == ("one", True)


def test_a_picture_that_is_gone_is_found_and_nothing_else_is_refused(
    desk: Desk, database: str, tmp_path: Path
) -> None:
    workspace = desk.workspace
    workspace.execute(SetLogo(picture(RED)), by=NOBODY, at=LATER)
    with workspace.store.read() as reader:
        (sha256,) = [
            each for each in reader.kept_hashes() if reader.kept_file(each)[:4] == b"\x89PNG"
        ]
    harm(database, f"DELETE FROM kept_files WHERE sha256 = '{sha256}'")
    (finding,) = workspace.verify().findings
    assert finding_text(finding).startswith("The picture of a logo is gone")
    assert "give it the logo again" in finding_remedy(finding)
    with pytest.raises(Problem, match="kept-file-damaged"):
        agreement(workspace, DRAFT)
    assert agreement(workspace, FIRST) == desk.file
    workspace.execute(Agree("sales", None), by=NOBODY, at=LATER)
    copy = tmp_path / "copy.align"
    assert back_up(workspace, copy, by=NOBODY, at=LATER).left_out is not None
    with Workspace.open(str(copy)) as restored:
        assert restored.verify().findings == ()
        assert logo_colour(agreement(restored, DRAFT)) is None


def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="file-missing"):
        picture_in(tmp_path / "none.png")
    with pytest.raises(Problem, match="file-unreadable"):
        picture_in(tmp_path)
    (tmp_path / "logo.png").write_bytes(picture(RED))
    assert picture_in(tmp_path / "logo.png") == picture(RED)
