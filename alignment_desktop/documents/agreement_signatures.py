"""The lines to sign on: sales, marketing, and the sponsor where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.pages import Layout, Together
from alignment_desktop.documents.pdf_tables import grid
from alignment_desktop.documents.typography import colour, paragraph
from alignment_desktop.domain.clauses import PARTIES, Person, display_name
from alignment_desktop.phrasing.choices import choice_text

_GAP = 0.09
_MOST = 2


def signatures(document: AgreementDocument, layout: Layout) -> Together:
    """Who stands for each party, with a line to sign on; a draft is not to be signed."""
    words = document.words
    people = [cast(Person, one) for one in document.agreement.of_kind("person").values()]
    columns = []
    for party in PARTIES:
        leaders = [one for one in people if (one.party, one.role) == (party, "leader")]
        heading = words.agreement.for_party(party=choice_text(party, words))
        columns.append(_signer(document, heading, f"cell-{party}", leaders))
    sponsors = [one for one in people if one.role == "sponsor"]
    if sponsors:
        columns.append(_signer(document, words.agreement.sponsor(), "cell-shared", sponsors))
    foot = words.agreement.date_and_place()
    if document.version is None:
        foot = words.agreement.not_for_signature()
    # Columns of nothing part the signers.
    places = range(2 * len(columns) - 1)
    cells = [columns[at // 2] if at % 2 == 0 else "" for at in places]
    feet = [paragraph(foot, "quiet") if at % 2 == 0 else "" for at in places]
    shares = [1.0 if at % 2 == 0 else _GAP for at in places]
    table = cast(Table, grid([], [cells, feet], shares, layout.width))
    table.setStyle(_lines(len(cells), signed=document.version is not None))
    return Together([Spacer(0, 6), table])


def _lines(columns: int, *, signed: bool) -> TableStyle:
    """A line above each signer and below each date, in place of those between rows."""
    commands: list[tuple[object, ...]] = [
        ("LINEBELOW", (0, 0), (-1, -1), 1.2, colour("panel")),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ]
    for at in range(0, columns, 2):
        commands.append(("LINEABOVE", (at, 0), (at, 0), 1, colour("text")))
        if signed:
            commands.append(("LINEBELOW", (at, 1), (at, 1), 0.5, colour("faint")))
    return TableStyle(commands)


def _signer(
    document: AgreementDocument, heading: str, role: str, people: Sequence[Person]
) -> list[Flowable]:
    words = document.words
    cell: list[Flowable] = [paragraph(heading, role)]
    named = [one for one in people if document.is_named(one)]
    if not named:
        cell.append(paragraph(words.agreement.no_leader(), "quiet"))
    for person in named[:_MOST]:
        cell.append(paragraph(display_name(person), "item-name"))
        if person.title:
            cell.append(paragraph(person.title, "quiet"))
    return cell
