"""A language is added beside English: what it does not touch on paper would be written in code."""

from __future__ import annotations

import io
import re

import openpyxl
import pypdfium2 as pdfium
import pytest
from babel.core import Locale

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import write_text
from alignment_desktop.domain.clauses import read_clause, write_clause
from tests.end2end.conftest import ProgramCopy
from tests.markers import Markers
from tools.pseudo_language import CODE, DAYS, write

# What the agreement and the leads themselves say, and what has no language.
DATA = re.compile(
    r"(?:(?:For|Begin|End|Value)?Mark\d+x?|marked|Asia|Kolkata|UTC|CHF|Bea|leads|csv|xlsx|qps|Bo)",
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


@pytest.fixture
def program(program_copy: ProgramCopy) -> ProgramCopy:
    """The program with the pseudo-language, and a workspace in it that says everything."""
    write(program_copy.top / "resources")
    folder = program_copy.folder
    (folder / "plan.toml").write_text(write_text(in_pseudo_language()), encoding="utf-8")
    (folder / "leads.csv").write_text(LEADS, encoding="utf-8")
    program_copy.alignment("new", "team.align")
    program_copy.alignment("apply", "team.align", "plan.toml", "--party", "sales")
    program_copy.alignment("import", "team.align", "leads.csv")
    return program_copy


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
    # A clause that is not there is named as the text writes it.
    words = set(WORD.findall(re.sub(r"stage\.mark\d+x", "", text)))
    written = {word for word in words if re.search("[aeiouy]", word, re.I)}
    # Parts of hashes are no words.
    return {
        word
        for word in written
        if not DATA.fullmatch(word)
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
        texts += [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert plain_words(" ".join(texts)) == set()
