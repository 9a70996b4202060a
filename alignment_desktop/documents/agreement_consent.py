"""The last part of an agreement's document: who agrees to what, and the hash of the text."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from alignment_desktop.documents.agreement_fields import unbroken
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.documents.pages import Layout, Together
from alignment_desktop.documents.pdf_tables import grid
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.agreement import Agreement, ClauseId
from alignment_desktop.domain.clauses import KINDS, PARTIES
from alignment_desktop.domain.consent import Consents
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.clauses import name_of
from alignment_desktop.phrasing.days import long_day_text
from alignment_desktop.phrasing.kinds import kind_text
from alignment_desktop.words.language import Language, capital

_MOST_NAMES = 12


def consent_section(document: AgreementDocument, layout: Layout) -> list[Flowable]:
    """Who agrees to how many clauses of each kind; for a draft, which still wait."""
    words, agreement, consents = document.words, document.agreement, document.consents
    hashed: list[Flowable] = [
        paragraph(words.agreement.hash_heading(), "heading"),
        paragraph(words.agreement.hash_text(), "quiet"),
        paragraph(_in_groups(agreement.content_hash), "quiet"),
    ]
    if document.version is not None:
        day = long_day_text(document.frozen_on, words)
        force = long_day_text(document.in_force_from, words)
        kinds = words.listed(_counted_kinds(agreement, words))
        text = words.agreement.consent_version(number=document.version, day=day, kinds=kinds)
        force = words.agreement.consent_in_force(day=force)
        # No page is for the hash alone: it stays with the sentence.
        return [Together([paragraph(f"{text} {force}", "prose"), *hashed])]
    return [
        paragraph(words.agreement.consent_draft(), "prose"),
        _table(agreement, words, layout, consents),
        Together(hashed),
        *_missing(agreement, words, consents),
    ]


def _in_groups(text: str) -> str:
    groups = [text[at : at + 8] for at in range(0, len(text), 8)]
    return " ".join(groups)


def _counted_kinds(agreement: Agreement, words: Language) -> list[str]:
    """How many clauses there are of each kind of which there may be many."""
    counts = {kind: len(agreement.of_kind(kind)) for kind, spec in KINDS.items() if spec.keyed}
    texts = []
    for kind, count in counts.items():
        if count:
            called = kind_text(kind, words, count)
            if kind == "side":
                called = words.agreement.team_pages(count)
            texts.append(unbroken(words.agreement.consent_kind(count=count, kind=called)))
    return texts


def _table(
    agreement: Agreement,
    words: Language,
    layout: Layout,
    consents: Consents,
) -> Flowable:
    rows = []
    for kind in KINDS:
        ids = [clause_id for clause_id in agreement.clauses if clause_id[0] == kind]
        if ids:
            agreed = [sum(party in consents.of(each) for each in ids) for party in PARTIES]
            rows.append([_kind(kind, words), str(len(ids)), *map(str, agreed)])
    parties = [words.agreement.agreed_by(party=choice_text(party, words)) for party in PARTIES]
    header = [words.agreement.kind(), words.agreement.count(), *parties]
    return grid(header, rows, (0.4, 0.2, 0.2, 0.2), layout.width, right=(1, 2, 3))


def _kind(kind: str, words: Language) -> str:
    """What clauses of a kind are called together; some otherwise than in the window."""
    own = f"agreement.kind-{kind}"
    return words.say(own) if words.has(own) else capital(kind_text(kind, words, 2))


def _missing(agreement: Agreement, words: Language, consents: Consents) -> list[Flowable]:
    waiting = consents.missing(agreement.clauses)
    if not waiting:
        return []
    story: list[Flowable] = [paragraph(words.agreement.still_missing(), "heading")]
    for kind in KINDS:
        for parties, clause_ids in _waiting_for(waiting, kind):
            text = words.agreement.missing_line(
                party=words.listed([choice_text(party, words) for party in parties]),
                kind=_kind(kind, words),
                names=_named(clause_ids, agreement, words),
            )
            story.append(paragraph(text, "body"))
    return story


def _waiting_for(
    waiting: Sequence[tuple[ClauseId, str]], kind: str
) -> list[tuple[list[str], list[ClauseId]]]:
    """The clauses of a kind that wait, with whom they wait for; once where it is the same ones."""
    found: list[tuple[list[str], list[ClauseId]]] = []
    for party in PARTIES:
        of_kind = [each for each, its in waiting if its == party and each[0] == kind]
        same = [parties for parties, clause_ids in found if clause_ids == of_kind]
        if same:
            same[0].append(party)
        elif of_kind:
            found.append(([party], of_kind))
    return found


def _named(clause_ids: Sequence[ClauseId], agreement: Agreement, words: Language) -> str:
    """Clauses by name; of many only the first, as the table has their number."""
    names = [name_of(kind, agreement.clauses[kind, key], words) for kind, key in clause_ids]
    if len(names) <= _MOST_NAMES:
        return "; ".join(names)
    shown = "; ".join(names[: _MOST_NAMES - 1])
    return words.agreement.missing_more(names=shown, count=len(names) - _MOST_NAMES + 1)
