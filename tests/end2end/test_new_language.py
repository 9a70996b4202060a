"""A language is added beside English: what it does not touch on paper would be written in code."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2 as pdfium
import pytest
from babel.core import Locale

from alignment_desktop.cli.main import GROUPS
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import write_text
from alignment_desktop.domain.clauses import KINDS, read_clause, write_clause
from alignment_desktop.domain.measures import MEASURES
from alignment_desktop.frames import FIELDS, Kind
from tests.end2end.conftest import ProgramCopy, copy_program
from tests.markers import Markers
from tools.pseudo_language import CODE, DAYS, write

# What the agreement and the leads themselves say, and what has no language.
DATA = re.compile(
    r"(?:(?:For|Begin|End|Value)?Mark\d+x?|marked|Asia|Kolkata|UTC|IST|FY\d+|CHF|Bea|leads|csv|xlsx|pem|align|team|qps|Bo)",
    re.I,
)
WORDS_OF_CLDR = frozenset(
    word.casefold()
    for names in (
        *(
            Locale.parse(DAYS).months[form][width].values()
            for form in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
        ),
        *(
            Locale.parse(DAYS).days[form][width].values()
            for form in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
        ),
        Locale.parse(DAYS).territories.values(),
        Locale.parse(DAYS).languages.values(),
        Locale.parse(DAYS).list_patterns["standard"].values(),
        Locale.parse(DAYS).list_patterns["or"].values(),
    )
    for name in names
    for word in re.findall(r"\w+", name)
)
"""What the library of regions knows of the pseudo-language: days, months, countries, and, or."""
WORD = re.compile(r"[A-Za-z\u00c0-\u017f]+\w*")
LEADS = "Lead ID,Created Date,Owner,Hand-over Date,First Touch Date\n" + "".join(
    f"L-{at},2026-10-0{at},{'Bea' if at % 2 else 'Bo'},2026-10-0{at},2026-11-{at + 9}\n"
    for at in range(1, 10)
)

REVIEW = """
import sys
from datetime import UTC, datetime
from alignment_desktop.domain.actors import Actor
from alignment_desktop.services.reviewing import AddReviewRecord, WriteReviewText
from alignment_desktop.services.workspace import Workspace

with Workspace.open(sys.argv[1]) as workspace:
    for command in (
        AddReviewRecord("", "decision", {"text": "Mark11"}),
        AddReviewRecord("", "action", {"text": "Mark12", "due": "2026-12-24"}),
        AddReviewRecord("", "action", {"text": "Mark13", "status": "done"}),
        AddReviewRecord("", "note", {"text": "Mark14"}),
        WriteReviewText("", "headline", "Mark15"),
    ):
        workspace.execute(command, by=Actor(None, "sales", "tests"), at=datetime.now(UTC))
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> ProgramCopy:
    """The program in the pseudo-language, and a workspace in it that says everything."""
    folder = tmp_path_factory.mktemp("pseudo-language")
    copy_program(folder / "program")
    write(folder / "program" / "resources")
    (folder / "work").mkdir()
    copy = ProgramCopy(folder / "program", folder / "work")
    (copy.folder / "plan.toml").write_text(write_text(in_pseudo_language()), encoding="utf-8")
    (copy.folder / "leads.csv").write_text(LEADS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, copy.running:
        patch.setenv("XDG_DATA_HOME", str(folder / "user-data"))
        patch.setenv("ALIGNMENT_LANGUAGE", CODE)
        patch.setenv("COLUMNS", "200")
        copy.alignment("new", "team.align")
        copy.alignment("apply", "team.align", "plan.toml", "--party", "sales")
        copy.alignment("import", "team.align", "leads.csv")
        copy.python("-c", REVIEW, "team.align")
    return copy


@pytest.fixture
def program(
    original: ProgramCopy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ProgramCopy]:
    """The same program, with a copy of the workspace that is the test's own."""
    monkeypatch.setenv("ALIGNMENT_LANGUAGE", CODE)
    monkeypatch.setenv("COLUMNS", "200")
    shutil.copytree(original.folder, tmp_path / "work")
    copy = ProgramCopy(original.top, tmp_path / "work")
    with copy.running:
        yield copy


def in_pseudo_language() -> Agreement:
    agreement = Markers().agreement
    header = read_clause(
        "agreement", write_clause(agreement.header) | {"language": CODE, "calendar": "marked"}
    )
    touch = {
        "key": "mark1", "name": "Mark1", "party": "sales", "measure": "within", "every": "month",
        "from": "handed_over_at", "to": "first_touch_at", "limit": "2 days", "target": ">= 90 %",
    }  # fmt: skip
    volume = {
        "key": "mark2", "name": "Mark2", "party": "marketing", "measure": "count",
        "from": "created_at", "target": ">= 4", "every": "month",
    }  # fmt: skip
    clauses = {**agreement.clauses, ("agreement", ""): header}
    for table in (touch, volume):
        clauses["commitment", str(table["key"])] = read_clause("commitment", table)
    return Agreement("Mark3", clauses)


def plain_words(text: str) -> set[str]:
    """Words that stand in a text as English writes them: with vowels, and none of them accented."""
    # A clause that is not there is named as the text writes it; marks of a text are no words.
    words = set(WORD.findall(re.sub(r"stage\.mark\d+x|<[^>]*>", " ", text)))
    written = {word for word in words if re.search("[aeiouy]", word, re.I)}
    # Parts of hashes are no words.
    return {
        word
        for word in written
        # Months over narrow columns are their first letters.
        if len(word) > 1
        and not DATA.fullmatch(word)
        and not re.fullmatch("[a-f0-9]+", word)
        and word.casefold() not in WORDS_OF_CLDR
    }


def test_no_word_of_a_document_or_a_workbook_is_written_in_code(program: ProgramCopy) -> None:
    for document in ("agreement", "review"):
        program.alignment("export", "team.align", document, "-o", "out.pdf")
        with pdfium.PdfDocument((program.folder / "out.pdf").read_bytes()) as pages:
            text = " ".join(page.get_textpage().get_text_range() for page in pages)
        assert plain_words(text) == set(), document
    program.alignment("export", "team.align", "scoreboard", "-o", "out.xlsx")
    book = openpyxl.load_workbook(io.BytesIO((program.folder / "out.xlsx").read_bytes()))
    texts = [*book.sheetnames]
    for sheet in book.worksheets:
        cells = (cell.value for row in sheet.iter_rows() for cell in row)
        texts += [value for value in cells if isinstance(value, str)]
    assert plain_words(" ".join(texts)) == set()


# What is typed, and so read in one language: limits of time; keys of the keyboard; the product;
# names of the fields of a file; the program as the log names it.
TYPED = re.compile(
    r"\d+ (?:business )?(?:seconds?|minutes?|hours?|days?|weeks?)"
    r"|(?:Ctrl|Alt|Shift)(?:\+\w+)+|\((?:Esc|Enter)\)|Alignment Desktop"
    r"|\b(?:FY\d\d )?Q\d\b|entered\.\w+|“(?:Sales|Marketing|Sponsor)”"
    r"|alignment \d[\d.]+ \(\w+\)"
    r"|(?:Lead ID|Created Date|Owner|Hand-over Date|First Touch Date)"
)
# Places and currencies are called by their codes; template words are their own catalogue.
CODES = re.compile(r"[A-Z]\w+(?:/[\w+\-/]+)+|[A-Z]{3}|UTC")
COMMANDS = [word for words in GROUPS.values() for word in words]
SCRIPT = Path(__file__).with_name("window_texts.py")
TYPED_WORDS = {"h", "help", "draft", "typed", "none", "pem", "ics"}
"""Options that argparse names, words that stand for themselves on the line, endings of files."""


@pytest.mark.slow
def test_no_word_of_the_window_is_written_in_code_and_none_is_cut_off(
    program: ProgramCopy,
) -> None:
    seen = json.loads(program.python(SCRIPT, "team.align"))
    assert len(seen["texts"]) == 20
    plain = {
        page: sorted(text for text in texts if plain_words(CODES.sub("", TYPED.sub("", text))))
        for page, texts in seen["texts"].items()
    }
    assert {page: texts for page, texts in plain.items() if texts} == {}
    assert seen["clipped"] == {}


def signed(program: ProgramCopy) -> list[str]:
    """What the commands print by which a frozen version is signed, verified and declined."""
    by = ("--party", "sales", "--workspace", "team.align")
    program.alignment("export", "team.align", "agreement", "-o", "marked.pdf")
    # With the first one the authority is made, and the folder of the workspace is named.
    program.alignment("identity", "Mark4", *by, "-o", "first.p12")
    printed = [
        program.alignment("identity", "Mark4", *by, "-o", "marked.p12"),
        program.alignment("sign", "marked.pdf", *by, "--identity", "marked.p12", "-o", "mark5.pdf"),
        program.alignment("verify", "mark5.pdf", "--workspace", "team.align", status=1),
        program.alignment("verify", "mark5.pdf", status=1),
        program.alignment("decline", "team.align", "--party", "marketing", "--why", "marked"),
        program.alignment("certificate", "team.align", "-o", "mark6.pdf"),
        # The authority is named in the agreement's language.
        program.alignment("authority", "team.align", "-o", "mark7.pem"),
    ]
    with pdfium.PdfDocument((program.folder / "mark6.pdf").read_bytes()) as pages:
        return [*printed, *(page.get_textpage().get_text_range() for page in pages)]


@pytest.mark.slow
def test_no_word_of_a_command_is_written_in_code(
    program: ProgramCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("ALIGNMENT_PASSPHRASE", "ALIGNMENT_AUTHORITY_PASSPHRASE"):
        monkeypatch.setenv(variable, "marked")
    said = [program.alignment(command, "--help") for command in COMMANDS]
    said += [program.alignment("--help")]
    shown = " ".join(said)
    options = set(re.findall(r"--?([\w-]+)", shown)) | set(re.findall(r"\{([\w,]+)\}", shown))
    options |= {*COMMANDS, "alignment"}
    options |= {field for kind in Kind for field in FIELDS[kind]}  # as a mapping names them
    known = {word for each in options for word in re.split("[-,]", each)} | TYPED_WORDS
    # What stands for a value is written in capitals.
    assert {word for word in plain_words(shown) - known if not word.isupper()} == set()
    printed = [
        program.alignment("imports", "team.align"),
        program.alignment("measure", "team.align"),
        program.alignment("why", "team.align", "--commitment", "mark1"),
        program.alignment("bridge", "team.align"),
        program.alignment("metrics", "team.align"),
        program.alignment("leads", "team.align", "--commitment", "mark1"),
        program.alignment("log", "team.align"),
        program.alignment("log", "team.align", "--verify"),
        program.alignment("check", "team.align", status=1),
        program.alignment("agree", "team.align", "--party", "marketing", "--all"),
        program.alignment("freeze", "team.align", "--waive", "marked"),
        program.alignment("export", "team.align", "scoreboard", "-o", "marked.xlsx"),
        *signed(program),
        program.alignment("template", "leads", "-o", "leads.xlsx"),
        program.alignment("undo-import", "team.align", "1"),
        program.alignment("backup", "team.align", "-o", "marked.align"),
    ]
    # Commands call clauses and fields as a text does, which is where they are mended.
    codes = {
        *KINDS,
        *MEASURES,
        *(
            name
            for kind in KINDS.values()
            for field in kind.fields
            for name in re.findall(r"\w+", field.name)
        ),
    }
    for text in printed:
        assert plain_words(CODES.sub("", TYPED.sub("", text))) <= codes, text
