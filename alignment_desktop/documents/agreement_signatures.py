"""The lines to sign on: sales, marketing, and the sponsor where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.pages import Layout, Together
from alignment_desktop.documents.pdf_tables import grid
from alignment_desktop.documents.signature_fields import SignatureField
from alignment_desktop.documents.typography import colour, paragraph
from alignment_desktop.domain.clauses import PARTIES, Person, display_name
from alignment_desktop.domain.signatures import SPONSOR
from alignment_desktop.phrasing.choices import choice_text

_GAP = 0.09
_MOST = 2


def signatures(document: AgreementDocument, layout: Layout) -> Together:
    """Who stands for each party, with a line to sign on; a draft is not to be signed."""
    words = document.words
    people = [cast(Person, one) for one in document.agreement.of_kind("person").values()]
    columns = []
    fields: list[Flowable] = []
    for party in PARTIES:
        leaders = [one for one in people if (one.party, one.role) == (party, "leader")]
        heading = words.agreement.for_party(party=choice_text(party, words))
        columns.append(_signer(document, heading, f"cell-{party}", leaders))
        title = words.agreement.signature_of(party=choice_text(party, words))
        fields.append(SignatureField(party, title))
    sponsors = [one for one in people if one.role == SPONSOR]
    if sponsors:
        columns.append(_signer(document, words.agreement.sponsor(), "cell-shared", sponsors))
        fields.append(SignatureField(SPONSOR, words.agreement.signature_of_sponsor()))
    draft = document.version is None
    foot = words.agreement.not_for_signature() if draft else words.agreement.date_and_place()
    feet = [paragraph(foot, "quiet") for _ in columns]
    rows = [_parted(row) for row in ((columns, feet) if draft else (columns, fields, feet))]
    shares = [1.0 if at % 2 == 0 else _GAP for at in range(len(rows[0]))]
    table = cast(Table, grid([], rows, shares, layout.width))
    table.setStyle(_lines(len(rows[0]), signed=not draft))
    return Together([Spacer(0, 6), table])


def _parted(cells: Sequence[object]) -> list[object]:
    """The cells with empty ones in between, which part the signers."""
    return [cells[at // 2] if at % 2 == 0 else "" for at in range(2 * len(cells) - 1)]


def _lines(columns: int, *, signed: bool) -> TableStyle:
    """A line above each signer, and one to sign on, in place of those between rows."""
    commands: list[tuple[object, ...]] = [
        ("LINEBELOW", (0, 0), (-1, -1), 1.2, colour("panel")),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ]
    for at in range(0, columns, 2):
        commands.append(("LINEABOVE", (at, 0), (at, 0), 1, colour("text")))
        if signed:
            commands.append(("LINEBELOW", (at, 1), (at, 1), 0.5, colour("faint")))
            commands += [(name, (at, 1), (at, 1), 1) for name in ("TOPPADDING", "BOTTOMPADDING")]
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
