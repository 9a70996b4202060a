"""What the document says of a clause wherever no section prints it in a way of its own.

A section may print a kind better than this, and says then which fields it prints; all others stand
below the clause with their names. A kind that no section prints gets a table here. So nothing that
somebody consents to can be left out of what is signed.
"""

from __future__ import annotations

from reportlab.platypus import Flowable

from alignment_desktop.documents.glossary_links import GlossaryLinks
from alignment_desktop.documents.pages import Heading, Layout
from alignment_desktop.documents.pdf_tables import grid
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import KINDS, Clause
from alignment_desktop.domain.verdicts import PeriodFigure
from alignment_desktop.phrasing.clauses import name_of, says
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.field_values import fields_text
from alignment_desktop.phrasing.figures import figure_beside
from alignment_desktop.phrasing.kinds import kind_text
from alignment_desktop.phrasing.verdicts import verdict_text
from alignment_desktop.words.language import NONE, Language, capital

_UNBROKEN = 28
"""So many characters fit any line."""


def further(
    kind: str, clause: Clause, agreement: Agreement, words: Language, *printed: str
) -> list[Flowable]:
    """What a clause says in all fields but its key and those that are `printed` already."""
    lines = fields_text(kind, clause, agreement, words, without=("key", *printed))
    return [paragraph(line, "cell-muted") for line in lines]


def named_item(name: str, note: str = "") -> list[Flowable]:
    """A cell with a name, in the size of texts, and a quiet note below it."""
    return [paragraph(name, "item-name"), *([paragraph(note, "quiet")] if note else [])]


def unbroken(text: str) -> str:
    """A name, or a number with what it counts, that stays on one line; a long one may break."""
    return text.replace(" ", "\N{NO-BREAK SPACE}") if len(text) <= _UNBROKEN else text


def result_text(figure: PeriodFigure, words: Language) -> str:
    """What came of a promise in one period: “87.7% in December 2026, just short”."""
    return words.agreement.result_of(
        period=period_text(figure.period, words, year=True),
        verdict=verdict_text(figure.word, words),
        figure=figure_beside(figure.value, figure.target.unit, figure.target, words),
    )


def sentence(text: str) -> str:
    """Text that ends as a sentence does; nothing stays nothing."""
    text = text.strip()
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def derived_parts(
    section: str,
    printed: frozenset[str],
    agreement: Agreement,
    words: Language,
    links: GlossaryLinks,
    layout: Layout,
) -> list[Flowable]:
    """The clauses of a section that are of other kinds than those `printed` by the section."""
    story: list[Flowable] = []
    for kind, spec in KINDS.items():
        if spec.section == section and kind not in printed and agreement.of_kind(kind):
            story += _part(kind, agreement, words, links, layout)
    return story


def _part(
    kind: str, agreement: Agreement, words: Language, links: GlossaryLinks, layout: Layout
) -> list[Flowable]:
    rows: list[list[Flowable | list[Flowable]]] = []
    for clause in agreement.of_kind(kind).values():
        name = paragraph(capital(name_of(kind, clause, words)), "cell-name")
        lines = fields_text(kind, clause, agreement, words, without=("key", "name"))
        # A clause may say what it says by leaving all out.
        lines = lines or [capital(says(kind, clause, agreement, words)) or NONE]
        rows.append([name, [links.paragraph(line, "cell") for line in lines]])
    heading = capital(kind_text(kind, words, 2))
    return [
        Heading(heading, "heading", f"kind.{kind}", 1, layout),
        grid([], rows, (0.3, 0.7), layout.width),
    ]
