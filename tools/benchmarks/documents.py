"""Compares agreement and review as PDF with typst setting the same content.

    python tools/benchmarks/documents.py [--runs 5]

Prints for the sample workspace the least processor time, and the least time by the clock, of each
in one run after the other, and their ratio. Typst is given what our documents are made of:
headings, paragraphs and tables with the same texts, widths, sizes and faces, tagged as ours;
not charts, the attached data, bookmarks of pages nor pages named in the text, which it is spared.
It sets everything anew in each run, and both keep the words that they have shaped before.
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer, Table

from alignment_desktop.documents import agreement_pdf as agreements
from alignment_desktop.documents import review_pdf as reviews
from alignment_desktop.documents.pages import SIDE, TOP, Layout
from alignment_desktop.documents.pdf.paragraphs import Paragraph
from alignment_desktop.domain.actors import COMMAND, Actor
from alignment_desktop.domain.progress import Silent
from alignment_desktop.paths import resource_path
from alignment_desktop.services.agreement_documents import agreement_document
from alignment_desktop.services.exporting import Wanted
from alignment_desktop.services.review_documents import review_document
from alignment_desktop.services.sample_workspace import new_sample
from alignment_desktop.services.workspace import Workspace
from alignment_desktop.words.language import language

if TYPE_CHECKING:
    from types import ModuleType

_NOW = datetime(2027, 1, 4, 8, tzinfo=UTC)
_WIDTH = 595.28 - 2 * SIDE
_MISSING = "typst is not there to compare with: python -m pip install typst, and run this again."
_WEIGHTS = {"Medium": 500, "SemiBold": 600, "Bold": 700}


@dataclass(frozen=True)
class Compared:
    """One document: how we make it, and what typst is given.

    Attributes:
        name: What it is.
        make: Makes ours.
        source: The same content as typst reads it, with `{size}` for a size that differs each run.
    """

    name: str
    make: Callable[[], bytes]
    source: str


@dataclass(frozen=True)
class Took:
    """The least of some runs, in milliseconds: of all threads, and by the clock; and the pages."""

    work: float
    wall: float
    pages: int


def _documents(workspace: Workspace) -> Iterator[Compared]:
    layout = Layout(_WIDTH)
    agreement = agreement_document(workspace, Wanted(), now=_NOW)
    yield Compared(
        "agreement",
        lambda: agreements.agreement_pdf(agreement),
        _source(agreements._story(agreement, layout)),  # noqa: SLF001
    )
    review = review_document(workspace, Wanted(), now=_NOW, monitor=Silent())
    words = language(review.language or "en")
    yield Compared(
        "review",
        lambda: reviews.review_pdf(review),
        _source(reviews._story(review, words, layout)),  # noqa: SLF001
    )


def _source(story: Sequence[Flowable]) -> str:
    """The content of a document as typst reads it."""
    begin = (
        '#set document(title: "The same content")\n'
        f'#set page(paper: "a4", margin: (x: {SIDE}pt, y: {TOP}pt), numbering: "1 of 1")\n'
        '#set text(font: "Alignment Inter", size: {size}pt, lang: "en")\n'
        "#set table(stroke: (bottom: 0.5pt), inset: 5pt)\n"
    )
    return begin + "\n".join(_typst(each) for each in story)


def _typst(part: object) -> str:
    """A part of a document with all that it holds, in typst's code."""
    if isinstance(part, Paragraph):
        return _paragraph(part)
    if isinstance(part, Table):
        return _table(part)
    if isinstance(part, KeepTogether):
        return f"#block(breakable: true)[{_typst(part._content)}]"  # noqa: SLF001
    if isinstance(part, PageBreak):
        return "#pagebreak(weak: true)"
    if isinstance(part, Spacer):
        return f"#v({part.height}pt)"
    if isinstance(part, (list, tuple)):
        return "\n".join(map(_typst, part))
    return ""  # a chart, or an ornament


def _paragraph(part: Paragraph) -> str:
    style = part.style
    weight = _WEIGHTS.get(style.fontName.rpartition("-")[2], 400)
    face = "Alignment Inter Tabular" if "Tabular" in style.fontName else "Alignment Inter"
    text = json.dumps(part.text, ensure_ascii=False)
    # Sizes that are a little off in each run, so that nothing of the run before is kept.
    size = f"{{size}}pt * {style.fontSize / 9:.4f}"
    said = f'#text(font: "{face}", size: {size}, weight: {weight}, {text})'
    if part.role.startswith("H"):
        return f"#heading(level: {part.role[1:]})[{said}]"
    return f"#par[{said}]"


def _table(part: Table) -> str:
    rows = [[f"[{_typst(cell)}]" for cell in row] for row in part._cellvalues]  # noqa: SLF001
    widths = ", ".join(f"{width}pt" for width in part._colWidths)  # noqa: SLF001
    heads = int(part.repeatRows)
    cells = [cell for row in rows[heads:] for cell in row]
    if heads:
        header = ", ".join(cell for row in rows[:heads] for cell in row)
        cells.insert(0, f"table.header({header})")
    return f"#table(columns: ({widths},), {', '.join(cells)})"


def _least(make: Callable[[int], bytes], runs: int) -> Took:
    work, wall = [], []
    content = make(runs)  # faces are read, modules loaded
    for run in range(runs):
        began, worked = time.perf_counter(), time.process_time()
        content = make(run)
        work.append(time.process_time() - worked)
        wall.append(time.perf_counter() - began)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return Took(min(work) * 1000, min(wall) * 1000, len(pdf.pages))


def _compare(each: Compared, typst: ModuleType, runs: int) -> str:
    fonts = str(resource_path("fonts"))

    def theirs(run: int) -> bytes:
        source = each.source.replace("{size}", f"{9 + run / 1000:.3f}").encode()
        made = typst.compile(source, font_paths=[fonts], ignore_system_fonts=True, format="pdf")
        return bytes(made)

    other, own = _least(theirs, runs), _least(lambda _: each.make(), runs)
    return (
        f"{each.name:10} ours {own.work:5.0f} ms of work, {own.wall:5.0f} ms, {own.pages:2} pages; "
        f"typst {other.work:5.0f} ms of work, {other.wall:5.0f} ms, {other.pages:2} pages; "
        f"ratio of work {own.work / other.work:.1f}, by the clock {own.wall / other.wall:.1f}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    runs = parser.parse_args().runs
    try:
        # No part of the locked packages, so that type checks know nothing of it.
        typst = importlib.import_module("typst")
    except ModuleNotFoundError:
        print(_MISSING, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "sample.align")
        by = Actor(None, None, COMMAND)
        workspace = new_sample(path, by=by, at=_NOW, monitor=Silent())
        for each in _documents(workspace):
            print(_compare(each, typst, runs), flush=True)
        workspace.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
