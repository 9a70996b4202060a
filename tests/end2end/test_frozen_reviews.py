"""A review is frozen, signed by both and proved by commands, whatever is imported later."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from alignment_desktop.__main__ import main
from tests.end2end.conftest import Alignment
from tests.signing_desk import TEXT
from tests.unit.documents.pdf_reading import page_texts

LEADS = "lead_id,created_at\nL1,2026-10-05 09:00\nL2,2026-10-06 09:00\n"
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
REVIEW = ("--period", "2026-10", "--as-of", "2026-10-31")
PEOPLE = {"sales": ("Ines Costa", "ines"), "marketing": ("Marco Weber", "marco")}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a workspace in which leads are imported, and identities; nothing is frozen."""
    folder = tmp_path_factory.mktemp("reviewed")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("ALIGNMENT_PASSPHRASE", "open sesame")
        patch.setenv("ALIGNMENT_AUTHORITY_PASSPHRASE", "only the board knows")
        (folder / "agreement.toml").write_text(TEXT + PROMISE, encoding="utf-8")
        (folder / "leads.csv").write_text(LEADS, encoding="utf-8")
        commands = [["new", "w.align"]]
        commands += [["apply", "w.align", "agreement.toml", "--party", each] for each in PEOPLE]
        for party, (name, person) in PEOPLE.items():
            words = ["--party", party, "--workspace", "w.align", "--person", person]
            commands.append(["identity", name, *words, "-o", f"{party}.p12"])
        commands.append(["import", "w.align", "leads.csv"])
        for words in commands:
            assert main(words) == 0, words
        yield folder


@pytest.fixture
def desk(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of all that, which is the working folder."""
    folder = tmp_path / "desk"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ALIGNMENT_PASSPHRASE", "open sesame")
    return folder


def sign(party: str, file: str, out: str) -> list[str]:
    words = ["--party", party, "--identity", f"{party}.p12", "--workspace", "w.align"]
    return ["sign", file, *words, "-o", out]


def with_other_figures(content: bytes) -> bytes:
    """The same document, whose data name another figure."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        stored = pdf.attachments["review.json"].obj.EF.F
        data = stored.read_bytes()
        assert b'"eligible":2' in data
        stored.write(data.replace(b'"eligible":2', b'"eligible":9'))
        pdf.save(target)
    return target.getvalue()


def test_a_review_is_signed_by_both_and_later_imports_change_nothing_of_it(
    desk: Path, alignment: Alignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze = ["freeze-review", "w.align", *REVIEW, "-o", "review.pdf"]
    said = alignment(*freeze)
    assert (said.status, said.out) == (2, "")
    assert "is not frozen" in said.err
    assert alignment("freeze", "w.align").status == 0
    said = alignment(*freeze[:2], "--period", "2026-10", "--as-of", "2026-10-20", "-o", "x.pdf")
    assert said.status == 2
    assert "cannot be frozen yet" in said.err
    assert not Path("x.pdf").exists()

    said = alignment(*freeze, "--json")
    assert said.status == 0, said.err
    frozen = said.json
    assert (frozen["review"], frozen["number"], frozen["version"]) == ("2026-10", 1, 1)
    content = Path("review.pdf").read_bytes()
    assert frozen["sha256"] == hashlib.sha256(content).hexdigest()
    with pikepdf.open("review.pdf") as pdf:
        data = pdf.attachments["review.json"].get_file().read_bytes()
    assert frozen["content_hash"] == hashlib.sha256(data).hexdigest()
    assert frozen["content_hash"] in "".join(page_texts(content)[-1].split())
    figures = alignment("measure", "w.align", *REVIEW, "--json").json
    assert json.loads(data)["figures"] == figures["commitments"]
    said = alignment(*freeze[:-1], "again.pdf")
    assert said.status == 2
    assert "Nothing changed" in said.err

    changed = with_other_figures(content)
    Path("changed.pdf").write_bytes(changed)
    assert alignment("verify", "changed.pdf", "--json").json["content_matches"] is False
    said = alignment(*sign("sales", "changed.pdf", "no.pdf"))
    assert said.status == 2
    assert "byte for byte" in said.err

    said = alignment(*sign("marketing", "review.pdf", "no.pdf"))
    assert "turn of sales" in said.err
    said = alignment(*sign("sales", "review.pdf", "one.pdf"))
    assert said.status == 0, said.err
    assert "it is the turn of Marketing" in said.out
    Path("more.csv").write_text(LEADS + "L3,2026-10-07 09:00\n", encoding="utf-8")
    assert alignment("import", "w.align", "more.csv").status == 0
    said = alignment(
        "export", "w.align", "review", "--frozen", "--period", "2026-10", "-o", "k.pdf"
    )
    assert said.status == 0, said.err
    assert Path("k.pdf").read_bytes() == content
    said = alignment(*sign("marketing", "one.pdf", "both.pdf"), "--json")
    assert said.status == 0, said.err
    assert (said.json["review"], said.json["number"], said.json["state"]) == (
        "2026-10",
        1,
        "signed",
    )
    said = alignment("verify", "both.pdf", "--workspace", "w.align", "--json")
    assert (said.status, said.json["verdict"], said.json["content_matches"]) == (0, "both", True)
    assert said.json["remarks"] == []
    # Nobody but the workspace knows the document itself, and what it prints.
    alone = alignment("verify", "both.pdf", "--json").json
    assert [each["code"] for each in alone["remarks"]] == ["verify-review-printed"]
    # The agreement itself is signed by nobody.
    assert alignment("show", "w.align", "--json").json["signing"]["signed"] == []
    said = alignment("file", "w.align", "one.pdf")
    assert (said.status, said.out) == (2, "")
    assert "frozen review 1 of 2026-10" in said.err
    text = alignment("log", "w.align").out
    assert "signed the review of October 2026 (frozen review 1)" in text
    assert "froze the review of October 2026 as number 1" in text
    assert alignment("log", "w.align", "--verify").status == 0

    words = ("certificate", "w.align", "--review", "2026-10", "-o", "certificate.pdf")
    monkeypatch.delenv("ALIGNMENT_AUTHORITY_PASSPHRASE")
    said = alignment(*words, "--json")
    assert said.status == 0, said.err
    assert (said.json["review"], said.json["number"], said.json["verdict"]) == (
        "2026-10",
        1,
        "both",
    )
    with pikepdf.open("certificate.pdf") as pdf:
        carried = pdf.attachments["review-1-signed.pdf"].get_file().read_bytes()
    assert carried == Path("both.pdf").read_bytes()
    said = alignment(*freeze[:-1], "second.pdf", "--json")
    assert (said.status, said.json["number"]) == (0, 2)
    decline = ("decline", "w.align", "--party", "marketing", "--why", "Not ours", "--review")
    said = alignment(*decline, "2026-11")
    assert (said.status, said.out) == (2, "")
    assert "no such frozen review" in said.err
    said = alignment(*decline, "2026-10", "--json")
    assert (said.json["number"], said.json["state"]) == (2, "declined")
    said = alignment(*sign("sales", "second.pdf", "no.pdf"))
    assert "(frozen review 2) was declined by marketing: “Not ours”" in said.err
    text = alignment("log", "w.align").out
    assert "declined for Marketing to sign the review of October 2026 (frozen review 2)" in text
    kept = ("export", "w.align", "review", "--period", "2026-10", "-o", "first.pdf", "--frozen")
    assert alignment(*kept, "1", "--json").json["number"] == 1
    assert Path("first.pdf").read_bytes() == content
    for words, trouble in (
        ((*kept, "7"), "no such frozen review"),
        ((*kept, "--version", "1"), "--version 1 does not go with --frozen"),
        (("export", "w.align", "agreement", "-o", "a.pdf", "--frozen"), "is for reviews"),
    ):
        said = alignment(*words)
        assert (said.status, said.out) == (2, "")
        assert trouble in said.err
