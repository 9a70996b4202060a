"""Whatever words are given to whichever command: one plain sentence, or it is done."""

from __future__ import annotations

import io
import itertools
import sqlite3
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.__main__ import main
from tests.end2end.conftest import Said

TEXT = '[[commitment]]\nkey = "seen"\nmeasure = "count"\nfrom = "created_at"\ntarget = ">= 1"\n'

COMMANDS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("new", "{new}"): ("--template", "--organisation", "--timezone", "--currency"),
    ("apply", "w.align", "plan.toml"): ("--party", "--agreement", "--person", "--seen"),
    ("show", "w.align"): ("--version", "--format", "--agreement"),
    ("agree", "w.align", "seen", "--party", "sales"): ("--party", "--agreement"),
    ("freeze", "w.align"): ("--waive", "--effective", "--reason", "--agreement"),
    ("check", "w.align"): ("--agreement",),
    ("diff", "w.align", "draft", "plan.toml"): ("--agreement",),
    ("carry", "w.align", "--label", "L", "--from", "2027-01-01", "--to", "2027-03-31"): (
        "--label",
        "--from",
        "--to",
        "--person",
        "--agreement",
    ),
    ("import", "w.align", "leads.csv", "--again"): (
        "--kind",
        "--sheet",
        "--profile",
        "--mapping",
        "--data-as-of",
        "--problems",
        "--agreement",
    ),
    ("imports", "w.align"): (),
    ("log", "w.align"): (),
    ("log", "w.align", "--verify"): (),
    ("backup", "w.align", "-o", "copy.align"): ("--person", "-o"),
    ("undo-import", "w.align", "1"): (),
    ("measure", "w.align"): (
        "--from",
        "--to",
        "--as-of",
        "--commitment",
        "--by",
        "--period",
        "--agreement",
    ),
    ("metrics", "w.align"): ("--to", "--as-of", "--every", "--by", "--credit"),
    ("leads", "w.align", "--commitment", "seen"): ("--period", "--state", "--as-of", "-o"),
    ("export", "w.align", "agreement", "-o", "out.pdf"): ("--version", "--period", "--paper", "-o"),
    ("export", "w.align", "scoreboard", "-o", "out.xlsx"): ("--period", "--agreement"),
    ("template", "leads", "-o", "out.xlsx"): ("-o",),
}
ODD = [
    "", " ", "/", ".", "..", "-", "--", "a\0b", "\udcff", "\n", "a\nb", "\x1b[31m", "\u202e", "🦊",
    "9" * 20, "9" * 5000, "-1", "0", "1.5", "1e3", "٣", "NaN", "null", "a" * 5000,
    "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-W40-4",
    "2026-10-01T25:00", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00",
    "postgresql://ada:s3cret@127.0.0.1:1/db", "postgresql://ada:s3cret@server:x/db",
    "host=127.0.0.1 password=s3cret", "'; DROP TABLE clauses; --", "%s{0}{value}", "=1+1",
    "--json", "--loud", "--par", "-x", "folder", "folder/", "nowhere/out.xlsx", "nowhere/out.pdf",
    "/dev/null", "/dev/full", "leads.csv", "plan.toml", "empty.toml", "bytes.toml", "deep.toml",
    "w.align", "*", "[", "\\", "C:\\x", "sales", "2026-Q4", "2026-10", "seen", "commitment.seen",
]  # fmt: skip
NAMELESS = st.text(st.characters(exclude_characters="/\\~"), max_size=12)
"""No name of a file outside the folder of the test."""
numbers = itertools.count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd")
    (folder / "plan.toml").write_text(TEXT, encoding="utf-8")
    (folder / "empty.toml").write_text("")
    (folder / "bytes.toml").write_bytes(bytes(range(256)))
    (folder / "deep.toml").write_text("a = " + "[" * 5_000 + "]" * 5_000)
    (folder / "leads.csv").write_text("Lead ID,Created Date\nL-1,2026-10-01\n,2026-10-02\n")
    (folder / "folder").mkdir()
    with chdir(folder):
        assert said("new", "w.align").status == 0
        assert said("apply", "w.align", "plan.toml").status == 0
        assert said("import", "w.align", "leads.csv").status == 1
    return folder


def said(*words: str) -> Said:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(list(words))
    return Said(status, out.getvalue(), err.getvalue())


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """A line of a command in which one word is odd, or one more."""
    command = draw(st.sampled_from(sorted(COMMANDS)))
    odd = draw(st.sampled_from(ODD) | NAMELESS)
    words = [word.format(new=f"new {next(numbers)}.align") for word in command]
    options = COMMANDS[command]
    places = [at for at, word in enumerate(words) if not word.startswith("-")]
    apart, of_option = draw(st.booleans()), draw(st.booleans())
    if options and of_option:
        option = draw(st.sampled_from(options))
        if apart:
            return [*words, option, odd]
        return [*words, f"{option}{'=' if option.startswith('--') else ''}{odd}"]
    place = draw(st.sampled_from([*places, len(words)]))
    words[place : place + 1] = [odd]
    return words


@settings(max_examples=120)
@given(words=lines())
def test_odd_words_are_done_or_told_in_one_plain_sentence(folder: Path, words: list[str]) -> None:
    with chdir(folder):
        told = said(*words)
    assert told.status in {0, 1, 2}
    assert "not expect" not in told.err
    assert "Traceback" not in told.err
    assert "s3cret" not in told.out + told.err
    if told.status == 2:
        assert told.out == ""
        assert len(told.err.splitlines()) == 1
    assert not [file.name for file in folder.iterdir() if file.name.startswith(".alignment-")]
    with sqlite3.connect(folder / "w.align") as database:
        assert database.execute("PRAGMA quick_check").fetchone() == ("ok",)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("new", ""), "is no address of a workspace"),
        (("new", "/"), "already there"),
        (("new", "folder/"), "“folder/” is no address of a workspace"),
        (("new", "folder"), "already there"),
        (
            ("show", "w.align", "--form", "json"),
            "not understood: --form json. Try alignment show --help.",
        ),
        (("shwo", "w.align"), "'shwo' is none of"),
        (("undo-import", "w.align", "9" * 20), "no batch 99999999999999999999"),
        (("undo-import", "w.align", "9" * 5000), "cannot be read here"),
        (("measure", "w.align", "--from", "0000-01-01"), "“0000-01-01” is not a day"),
        (("measure", "w.align", "--to", "9999-12-31"), "9999-12-31"),
        (("measure", "w.align", "--as-of", "soon"), "“soon” is neither a day nor a moment"),
        (("apply", "w.align", "plan.toml", "--party=--"), "--party: a value is missing"),
        (("apply", "w.align", "w.align"), "is not a text in UTF-8"),
        (("import", "w.align", "leads.csv", "--sheet", "9" * 5000), "sheet"),
    ],
)
def test_a_slip_is_told_by_its_name(folder: Path, words: tuple[str, ...], told: str) -> None:
    with chdir(folder):
        refused = said(*words)
    assert (refused.status, refused.out) == (2, "")
    assert told in refused.err
    assert len(refused.err.splitlines()) == 1
    assert len(refused.err) < 1_200


@pytest.mark.skipif(not Path("/dev/zero").is_char_device(), reason="there is no endless file here")
def test_a_text_that_never_ends_is_refused(folder: Path) -> None:
    with chdir(folder):
        refused = said("apply", "w.align", "/dev/zero")
    assert (refused.status, refused.out) == (2, "")
    assert "has more than 64 million bytes" in refused.err
