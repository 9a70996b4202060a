"""Identities, signing, filing, declining and verifying by commands."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest

from alignment_desktop.__main__ import main
from alignment_desktop.documents.signing.certificates import make_authority, sealed
from tests.end2end.conftest import Alignment
from tests.signing_desk import TEXT
from tests.time_stamping import stamping, time_stamp_authority
from tests.unit.documents.pdf_reading import page_texts

PARTIES = ("sales", "marketing")
NAMES = {"sales": "Ines Costa", "marketing": "Marco Weber"}
PEOPLE = {"sales": "ines", "marketing": "marco"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a workspace, a frozen version, its document, identities and the root."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("XDG_DATA_HOME", str(folder.parent / "home"))
        patch.setenv("ALIGNMENT_PASSPHRASE", "open sesame")
        patch.setenv("ALIGNMENT_AUTHORITY_PASSPHRASE", "only the board knows")
        (folder / "agreement.toml").write_text(TEXT, encoding="utf-8")
        commands: list[list[str]] = [["new", "w.align"]]
        commands += [["apply", "w.align", "agreement.toml", "--party", each] for each in PARTIES]
        commands.append(["freeze", "w.align"])
        for party in PARTIES:
            words = ["--party", party, "--workspace", "w.align", "--person", PEOPLE[party]]
            commands.append(["identity", NAMES[party], *words, "-o", f"{party}.p12"])
        commands.append(["export", "w.align", "agreement", "-o", "plan.pdf"])
        commands.append(["authority", "w.align", "-o", "root.pem"])
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
    monkeypatch.setenv("ALIGNMENT_AUTHORITY_PASSPHRASE", "only the board knows")
    return folder


def sign(party: str, file: str, *more: str) -> list[str]:
    return ["sign", file, "--party", party, "--identity", f"{party}.p12", *more]


def test_three_people_who_share_nothing_but_the_file_and_the_root(
    made: Path, tmp_path: Path, alignment: Alignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def profile(name: str, *files: Path) -> None:
        folder = tmp_path / name
        folder.mkdir()
        for file in files:
            shutil.copy(file, folder)
        monkeypatch.chdir(folder)
        for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            monkeypatch.setenv(variable, str(folder / "home"))
        monkeypatch.delenv("ALIGNMENT_PASSPHRASE", raising=False)

    profile("sales", made / "plan.pdf", made / "sales.p12")
    (tmp_path / "sales" / "secret").write_text("open sesame\n")
    said = alignment(*sign("sales", "plan.pdf", "--passphrase-file", "secret", "--json"))
    assert (said.status, said.err) == (0, "")
    told = {name: said.json[name] for name in ("file", "party", "name", "waiting_for", "version")}
    assert told == {
        "file": "plan-sales.pdf",
        "party": "sales",
        "name": "Ines Costa",
        "waiting_for": "marketing",
        "version": None,
    }
    profile("marketing", tmp_path / "sales" / "plan-sales.pdf", made / "marketing.p12")
    monkeypatch.setenv("ALIGNMENT_PASSPHRASE", "open sesame")
    said = alignment(*sign("marketing", "plan-sales.pdf", "-o", "plan-signed.pdf"))
    assert said.status == 0, said.err
    profile("executive", tmp_path / "marketing" / "plan-signed.pdf", made / "root.pem")
    said = alignment("verify", "plan-signed.pdf", "--json", "--trust", "root.pem")
    assert (said.status, said.err) == (0, "")
    assert said.json["verdict"] == "both"
    assert said.json["content_matches"] is True
    assert [(each["party"], each["name"], each["recognised"]) for each in said.json["signers"]] == [
        ("sales", "Ines Costa", True),
        ("marketing", "Marco Weber", True),
    ]
    said = alignment("verify", "plan-signed.pdf", "--json")
    assert (said.status, said.json["verdict"]) == (1, "unrecognised")
    said = alignment("verify", "plan-signed.pdf", "--trust", "root.pem", "--extract", "plan.toml")
    assert said.status == 0
    assert said.out.startswith("Signed by both, unchanged.\nSales: Ines Costa, ")
    assert "Acrobat may show" in said.out
    # The workspace takes back what was signed elsewhere, and knows the people itself.
    monkeypatch.chdir(made)
    shutil.copy(made / "w.align", tmp_path / "w.align")
    signed = tmp_path / "executive" / "plan-signed.pdf"
    said = alignment("file", tmp_path / "w.align", signed, "--json")
    assert said.status == 0, said.err
    assert (said.json["version"], said.json["verdict"], said.json["state"]) == (1, "both", "signed")
    said = alignment("verify", signed, "--workspace", tmp_path / "w.align", "--json")
    assert (said.status, said.json["signers"][0]["title"]) == (0, "Head of Sales")
    other = alignment("diff", tmp_path / "w.align", "1", tmp_path / "executive" / "plan.toml")
    assert (other.status, other.err) == (0, "")


def test_signing_with_the_workspace_keeps_the_file_and_moves_the_state(
    desk: Path, alignment: Alignment
) -> None:
    said = alignment(*sign("sales", "plan.pdf", "--workspace", "w.align"))
    assert said.status == 0, said.err
    assert "it is the turn of Marketing" in said.out
    said = alignment(*sign("sales", "plan.pdf", "--workspace", "w.align"))
    assert (said.status, said.out) == (2, "")
    assert "plan-sales.pdf already" in said.err
    said = alignment("show", "w.align", "--json")
    assert said.json["signing"] == {
        "version": 1,
        "state": "to-sign",
        "waiting_for": "marketing",
        "signed": ["sales"],
    }
    entry = alignment("log", "w.align", "--json").json[0]
    assert (entry["action"], entry["person"], entry["party"]) == ("sign", "ines", "sales")
    assert (
        entry["text"] == "Ines Costa (Sales) signed version 1. It is signed by Ines Costa (Sales)."
    )
    said = alignment("decline", "w.align", "--party", "marketing", "--why", "No budget", "--json")
    assert said.json == {"version": 1, "verdict": "one", "state": "declined"}
    said = alignment("decline", "w.align", "--party", "marketing", "--why", "No budget")
    assert (said.status, said.out) == (2, "")
    said = alignment(*sign("marketing", "plan-sales.pdf", "--workspace", "w.align"))
    assert said.status == 2
    assert "No budget" in said.err
    assert not Path("plan-sales-marketing.pdf").exists()
    assert alignment("log", "w.align", "--verify").status == 0


def test_a_key_file_is_its_owner_s_alone_and_nothing_is_overwritten_by_it(
    desk: Path, alignment: Alignment
) -> None:
    before = os.umask(0)
    try:
        said = alignment("identity", "Eve", "--party", "sales", "-o", "eve.p12", "--json")
    finally:
        os.umask(before)
    assert said.status == 0
    assert stat.S_IMODE(Path("eve.p12").stat().st_mode) == 0o600
    assert (said.json["issued"], said.json["person"]) == (False, None)
    for place, trouble in (
        ("w.align", ".p12"),
        ("eve.key", ".p12"),
        ("none/eve.p12", "folder"),
    ):
        said = alignment("identity", "Eve", "--party", "sales", "-o", place)
        assert (said.status, said.out) == (2, "")
        assert trouble in said.err
    shutil.copy("w.align", "hidden.p12")
    said = alignment("identity", "Eve", "--party", "sales", "-o", "hidden.p12")
    assert said.status == 2
    assert "workspace" in said.err


def test_a_certificate_that_somebody_has_already_is_registered(
    desk: Path, alignment: Alignment
) -> None:
    assert alignment("identity", "Ines Costa", "--party", "sales", "-o", "own.p12").status == 0
    place = "--workspace", "w.align", "--person", "person.ines"
    register = ["identity", "Ines Costa", "--party", "sales", *place, "--certificate", "own.p12"]
    said = alignment(*register, "--json")
    assert said.status == 0, said.err
    assert (said.json["file"], said.json["person"], len(said.json["replaced"])) == (None, "ines", 1)
    assert alignment(*register).status == 2
    text = alignment("log", "w.align").out.splitlines()[0]
    assert "replaced the identity of Ines Costa" in text
    said = alignment(*sign("sales", "plan.pdf", "--workspace", "w.align"))
    assert said.status == 2
    assert "was replaced" in said.err
    words = ["sign", "plan.pdf", "--party", "sales", "--identity", "own.p12"]
    assert alignment(*words, "--workspace", "w.align").status == 0


WRONG_WORDS = {
    "a person without a workspace": ("--person", "ines", "-o", "a.p12"),
    "no place": (),
    "a certificate without a person": ("--certificate", "root.pem"),
    "a person nobody knows": ("--workspace", "w.align", "--person", "eve", "-o", "a.p12"),
    "a person of the other party": ("--workspace", "w.align", "--person", "marco", "-o", "a.p12"),
    "an authority": ("--workspace", "w.align", "--person", "ines", "--certificate", "root.pem"),
    "no certificate": ("--workspace", "w.align", "--person", "ines", "--certificate", "plan.pdf"),
    "an empty passphrase": ("-o", "a.p12", "--passphrase-file", "empty"),
    "a passphrase in a folder": ("-o", "a.p12", "--passphrase-file", "."),
}


@pytest.mark.parametrize("case", WRONG_WORDS)
def test_an_identity_that_cannot_be_is_refused_in_one_sentence(
    desk: Path, alignment: Alignment, case: str
) -> None:
    Path("empty").write_bytes(b"\n")
    said = alignment("identity", "Ines", "--party", "sales", *WRONG_WORDS[case])
    assert (said.status, said.out) == (2, "")
    assert_one_sentence(said.err)
    assert not Path("a.p12").exists()


def assert_one_sentence(text: str) -> None:
    assert text.count("\n") == 1, text
    assert "Traceback" not in text
    assert "not expect" not in text
    assert "?" not in text, text


def test_passphrases_that_do_not_open_or_stand_nowhere(
    desk: Path, alignment: Alignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("wrong").write_text("guessed")
    said = alignment(*sign("sales", "plan.pdf", "--passphrase-file", "wrong"))
    assert (said.status, said.out) == (2, "")
    assert "does not open" in said.err
    monkeypatch.delenv("ALIGNMENT_PASSPHRASE")
    said = alignment(*sign("sales", "plan.pdf"))
    assert said.status == 2
    assert "ALIGNMENT_PASSPHRASE" in said.err
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    typed = iter(["new one", "another", "new one", "new one"])
    monkeypatch.setattr("alignment_desktop.cli.passphrases.getpass", lambda _: next(typed))
    words = ["identity", "Eve", "--party", "sales", "-o", "eve.p12"]
    assert "differ" in alignment(*words).err
    assert alignment(*words).status == 0
    assert not Path("plan-sales.pdf").exists()


def damaged(change: Callable[[bytes], bytes]) -> None:
    Path("bad.pdf").write_bytes(change(Path("plan.pdf").read_bytes()))


def encrypted(content: bytes) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="marked", user="marked"))
    return target.getvalue()


def large(_: bytes) -> bytes:
    return b"%PDF-1.7\n"


BAD_FILES: dict[str, Callable[[bytes], bytes]] = {
    "truncated": lambda content: content[: len(content) // 2],
    "no PDF": lambda content: b"PK" + content[10:],
    "empty": lambda content: b"",
    "flipped": lambda content: content[:400] + bytes([content[400] ^ 1]) + content[401:],
    "encrypted": encrypted,
    "of 500 MB": large,
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_file_that_is_no_whole_document_is_never_signed(
    desk: Path, alignment: Alignment, case: str
) -> None:
    damaged(BAD_FILES[case])
    if case == "of 500 MB":
        with Path("bad.pdf").open("r+b") as file:
            file.truncate(500_000_000)
    original = Path("bad.pdf").stat()
    for words in (
        sign("sales", "bad.pdf"),
        sign("sales", "bad.pdf", "--workspace", "w.align"),
        ["file", "w.align", "bad.pdf"],
    ):
        said = alignment(*words)
        assert (said.status, said.out) == (2, ""), words
        assert_one_sentence(said.err)
    assert Path("bad.pdf").stat().st_mtime_ns == original.st_mtime_ns
    assert not Path("bad-sales.pdf").exists()
    said = alignment("verify", "bad.pdf", "--json")
    if case in ("no PDF", "empty"):
        assert (said.status, said.out) == (2, "")
    else:
        assert said.status == 1
        assert said.json["verdict"] in ("damaged", "unsigned")


def test_a_certificate_that_is_not_for_signing_does_not_sign(
    desk: Path, alignment: Alignment
) -> None:
    authority = make_authority("Northwind", datetime.now(UTC))
    Path("root.p12").write_bytes(sealed(authority, "open sesame"))
    said = alignment("sign", "plan.pdf", "--party", "sales", "--identity", "root.p12")
    assert (said.status, said.out) == (2, "")
    assert "not meant for signing" in said.err
    for file in ("plan.pdf", "none.pem", "."):
        said = alignment("verify", "plan.pdf", "--trust", file)
        assert (said.status, said.out) == (2, "")
        assert_one_sentence(said.err)
    said = alignment("verify", "plan.pdf", "--extract", "plan.pdf")
    assert (said.status, said.out) == (2, "")


def test_folders_and_pipes_are_not_waited_for(desk: Path, alignment: Alignment) -> None:
    os.mkfifo("pipe.pdf")
    for name in (".", "pipe.pdf", "none.pdf"):
        for words in (["verify", name], sign("sales", name, "-o", "a.pdf")):
            said = alignment(*words)
            assert (said.status, said.out) == (2, ""), words
            assert_one_sentence(said.err)


def test_the_clock_of_the_computer_is_held_against_what_is_known(
    desk: Path, alignment: Alignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def clock(moment: datetime) -> None:
        monkeypatch.setattr("alignment_desktop.cli.signing_commands.now", lambda: moment)

    present = datetime.now(UTC)
    clock(present + timedelta(days=6 * 365))
    assert "expired" in alignment(*sign("sales", "plan.pdf")).err
    clock(present - timedelta(days=1))
    assert "clock" in alignment(*sign("sales", "plan.pdf")).err
    clock(present + timedelta(days=3 * 365 - 20))
    said = alignment(*sign("sales", "plan.pdf", "-o", "late.pdf"))
    assert said.status == 0
    assert "expires on" in said.err


def test_the_mark_is_a_picture_where_one_is_named(desk: Path, alignment: Alignment) -> None:
    from PIL import Image

    Image.new("RGB", (200, 60), "navy").save("mark.png")
    assert alignment(*sign("sales", "plan.pdf", "--mark", "mark.png")).status == 0
    for mark in ("plan.pdf", "none.png"):
        said = alignment(*sign("sales", "plan.pdf", "--mark", mark, "-o", "a.pdf"))
        assert (said.status, said.out) == (2, "")
        assert_one_sentence(said.err)


def test_a_signed_file_never_takes_the_place_of_what_is_read(
    desk: Path, alignment: Alignment
) -> None:
    for place in ("plan.pdf", "w.align", "plan.txt"):
        said = alignment(*sign("sales", "plan.pdf", "-o", place))
        assert (said.status, said.out) == (2, "")
        assert_one_sentence(said.err)


def test_a_full_disk_leaves_the_workspace_as_it_was(
    desk: Path, alignment: Alignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    before = json.loads(alignment("log", "w.align", "--json").out)
    monkeypatch.setattr(Path, "write_bytes", full)
    said = alignment(*sign("sales", "plan.pdf", "--workspace", "w.align"))
    assert (said.status, said.out) == (2, "")
    assert "the disk is full" in said.err
    said = alignment("identity", "Eve", "--party", "sales", "--workspace", "w.align", "-o", "e.p12")
    assert said.status == 2
    assert "the disk is full" in said.err
    assert json.loads(alignment("log", "w.align", "--json").out) == before
    assert not list(Path().glob("*-sales.pdf"))


def test_the_completion_certificate_carries_the_signed_file_and_its_hash(
    desk: Path, alignment: Alignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ALIGNMENT_AUTHORITY_PASSPHRASE")
    said = alignment("certificate", "w.align", "-o", "interim.pdf", "--json")
    assert said.status == 0, said.err
    assert (said.json["version"], said.json["verdict"], said.json["sealed"]) == (
        1,
        "unsigned",
        False,
    )
    for party, file in (("sales", "plan.pdf"), ("marketing", "plan-sales.pdf")):
        assert alignment(*sign(party, file, "--workspace", "w.align")).status == 0
    Path("root.secret").write_text("only the board knows\n")
    words = ["certificate", "w.align", "--authority-passphrase-file", "root.secret"]
    said = alignment(*words, "-o", "done.pdf", "--json")
    assert (said.status, said.err) == (0, "")
    assert (said.json["verdict"], said.json["sealed"]) == ("both", True)
    for name, pages in (("interim.pdf", True), ("done.pdf", False)):
        texts = page_texts(Path(name).read_bytes())
        assert [("Interim: not signed by all" in text) for text in texts] == [pages] * len(texts)
        # While nobody has signed there is nothing to be taken out and checked.
        assert ("Nobody has signed, so it carries no file" in " ".join(texts[0].split())) == pages
        assert ("sha256sum" in " ".join(texts)) != pages
    signed = Path("plan-sales-marketing.pdf").read_bytes()
    plain = Path("plan.pdf").read_bytes()
    text = " ".join("".join(page_texts(Path("done.pdf").read_bytes())).split())
    for content in (signed, plain):
        assert hashlib.sha256(content).hexdigest() in text
    for line in ("Ines Costa", "Head of Sales", "sha256sum", "pdfsig"):
        assert line in text
    with pikepdf.open("done.pdf") as pdf:
        assert pdf.attachments["version-1-signed.pdf"].get_file().read_bytes() == signed
    said = alignment("verify", "done.pdf", "--json")
    assert (said.status, said.json["verdict"]) == (1, "unsigned")
    assert "completion certificate" in said.json["reasons"][0]["text"]
    refused = {
        "passphrase": ("--authority-passphrase-file", "plan.pdf", "-o", "a.pdf"),
        "no version": ("--version", "7", "-o", "a.pdf"),
        "is a workspace": ("-o", "w.pdf"),
    }
    shutil.copy("w.align", "w.pdf")
    for trouble, more in refused.items():
        said = alignment("certificate", "w.align", *more)
        assert (said.status, said.out) == (2, ""), trouble
        assert_one_sentence(said.err)


def test_a_time_stamp_proves_the_time_where_the_clocks_agree(
    desk: Path, alignment: Alignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    present = datetime.now(UTC)
    with time_stamp_authority(stamping(present + timedelta(minutes=2))) as address:
        monkeypatch.setenv("ALIGNMENT_TIMESTAMP", address)
        said = alignment(*sign("sales", "plan.pdf", "--workspace", "w.align", "--json"))
        assert (said.status, said.err) == (0, "")
        assert said.json["level"] == "B-T"
        said = alignment(*sign("sales", "plan.pdf", "--timestamp", "none", "-o", "b.pdf", "--json"))
        assert said.json["level"] == "B-B"
    for minutes, word in ((-6, "ahead"), (24 * 60, "behind")):
        with time_stamp_authority(stamping(present + timedelta(minutes=minutes))) as address:
            said = alignment(*sign("sales", "plan.pdf", "--timestamp", address, "-o", "a.pdf"))
            assert (said.status, said.out) == (2, "")
            assert f"the clock of this computer is {word}" in said.err
            assert_one_sentence(said.err)
    assert not Path("a.pdf").exists()


@pytest.mark.parametrize("case", ["nonsense", "nothing", "a refusal", "nobody", "no address"])
def test_an_authority_that_gives_no_time_stamp_leaves_nothing_signed(
    desk: Path, alignment: Alignment, case: str
) -> None:
    refusal = bytes.fromhex("30053003020102")  # status 2, rejection
    answers = {"nonsense": b"<html>", "nothing": b"", "a refusal": refusal}
    with time_stamp_authority(lambda _: answers.get(case, b"")) as address:
        if case in answers:
            said = alignment(*sign("sales", "plan.pdf", "--timestamp", address, "-o", "a.pdf"))
    if case == "no address":
        address = "ftp://clock"
    if case not in answers:
        said = alignment(*sign("sales", "plan.pdf", "--timestamp", address, "-o", "a.pdf"))
    assert (said.status, said.out) == (2, "")
    assert_one_sentence(said.err)
    assert not Path("a.pdf").exists()
