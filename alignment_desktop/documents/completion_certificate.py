"""The completion certificate: what happened to what is signed, by whom, and how to check that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from reportlab.platypus import Flowable, Spacer

from alignment_desktop.documents.pages import Furniture, Heading, Layout, Together, build
from alignment_desktop.documents.pdf.archive import Attachment
from alignment_desktop.documents.pdf.directions import is_rtl_language
from alignment_desktop.documents.pdf_tables import Cell, grid, named, pairs
from alignment_desktop.documents.signature_fields import SEAL, SignatureField
from alignment_desktop.documents.typography import paragraph
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.completion import AGREED, Event
from alignment_desktop.domain.signatures import AUTHORITY
from alignment_desktop.domain.signing_entries import VersionDeclined, VersionSigned
from alignment_desktop.domain.signing_state import SIGNED as ALL_SIGNED
from alignment_desktop.domain.signing_state import SigningState
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import moment_text, period_text, plain_moment_text
from alignment_desktop.phrasing.signing import state_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import Language, language

_GROUP = 8


@dataclass(frozen=True, kw_only=True)
class KeptDocument:
    """A file of the version.

    Attributes:
        name: What it is called inside the certificate; empty: it is not in it.
        sha256: Its SHA-256, in hex.
        parties: Who signed it, in order; empty: nobody.
        content: The file, where the certificate carries it.
    """

    name: str
    sha256: str
    parties: tuple[str, ...]
    content: bytes = b""


@dataclass(frozen=True, kw_only=True)
class CompletionCertificate:
    """What the certificate shows.

    Attributes:
        agreement: The version, or the one that the frozen review is measured against.
        number: The version's number, or that of the frozen review.
        frozen_at: When it was frozen.
        content_hash: What names its content.
        state: How far its signing is.
        events: What happened to it.
        names: What people are called, by key.
        titles: What signers are, by the fingerprints of their identities.
        files: Its files, the unsigned one first.
        root: The fingerprint of the workspace's authority; empty where it has none.
        sealed: Whether the authority's seal is put into the field that is left for it.
        made: The moment that it carries.
        paper: `a4` or `letter`.
        review: What the days of the review are called; None where it is about a version.
    """

    agreement: Agreement
    number: int
    frozen_at: datetime
    content_hash: str
    state: SigningState
    events: tuple[Event, ...]
    names: Mapping[str, str]
    titles: Mapping[str, str]
    files: tuple[KeptDocument, ...]
    root: str
    sealed: bool
    made: datetime
    paper: str = "a4"
    review: str | None = None

    @property
    def is_complete(self) -> bool:
        """Whether all have signed."""
        return self.state.state == ALL_SIGNED


def completion_certificate_pdf(document: CompletionCertificate) -> bytes:
    """The certificate as PDF; the same document gives the same bytes.

    Raises:
        Problem: `typeface-missing`, `too-long-for-a-page`.
    """
    words = language(document.agreement.header.language or "en")
    return build(_furniture(document, words), lambda layout: _story(document, words, layout))


def _furniture(document: CompletionCertificate, words: Language) -> Furniture:
    its, header = words.certificate, document.agreement.header
    label, what = document.agreement.label, _what(document, words)
    attached = its.attached() if document.review is None else its.attached_review()
    return Furniture(
        title=its.title(label=label, what=what),
        subject=its.subject(organisation=header.organisation, label=label).removeprefix(" · "),
        author=header.organisation,
        left=its.foot(organisation=header.organisation, label=label, what=what).removeprefix(" · "),
        middle=its.foot_hash(hash=_grouped(document.content_hash[:_GROUP])),
        page=words.paper.page(page="{page}", total="{total}"),
        draft="" if document.is_complete else its.interim_band(),
        made=document.made,
        paper=document.paper,
        language=header.language or "en",
        rtl=is_rtl_language(words.code),
        attachments=tuple(
            Attachment(each.name, each.content, "application/pdf", attached)
            for each in document.files
            if each.name
        ),
    )


def _what(document: CompletionCertificate, words: Language) -> str:
    """The version, or the frozen review, as it is named within a sentence."""
    its, number = words.certificate, document.number
    if document.review is None:
        return its.version(number=number)
    return its.review(review=period_text(document.review, words, year=True), number=number)


def _story(document: CompletionCertificate, words: Language, layout: Layout) -> Sequence[Flowable]:
    return [
        *_opening(document, words, layout),
        *_signers(document, words, layout),
        *_files(document, words, layout),
        *_events(document, words, layout),
        *_checks(document, words, layout),
        *_seal(document, words, layout),
    ]


def _opening(document: CompletionCertificate, words: Language, layout: Layout) -> list[Flowable]:
    its, agreement = words.certificate, document.agreement
    header = agreement.header
    made = _moment(document.made, document, words)
    kind = " · ".join(part for part in (header.organisation, its.kind(), made) if part)
    frozen = its.frozen_at(moment=_moment(document.frozen_at, document, words))
    carries = any(each.name for each in document.files)
    about = its.about if carries else its.about_unsigned
    said = about(label=agreement.label, what=_what(document, words), frozen=frozen)
    return [
        paragraph(kind, "organisation"),
        Heading(state_text(document.state, words), "review-title", "outcome", 0, layout),
        paragraph(said, "lead"),
        Spacer(0, 4),
        pairs(
            [(its.content_hash(), document.content_hash), (its.zone(), agreement.timezone)],
            layout.width,
        ),
    ]


def _signers(document: CompletionCertificate, words: Language, layout: Layout) -> list[Flowable]:
    its = words.certificate
    rows: list[list[Cell]] = []
    for each in document.state.signatures:
        title = document.titles.get(each.fingerprint, "")
        when = its.no_time()
        if each.time is not None:
            clock = its.clock_authority if each.time_source == AUTHORITY else its.clock_computer
            when = clock(moment=_moment(each.time, document, words))
        rows.append(
            [
                paragraph(choice_text(each.party, words), _party_role(each.party)),
                named(each.name, title),
                when,
                paragraph(_grouped(each.fingerprint), "cell-muted"),
            ]
        )
    for party in document.state.expected[len(rows) :]:
        role = _party_role(party)
        rows.append([paragraph(choice_text(party, words), role), its.not_signed(), "–", "–"])
    header = [its.party(), its.signer(), its.when(), its.fingerprint()]
    return [
        Heading(its.signatures(), "heading", "signatures", 1, layout),
        grid(header, rows, (0.13, 0.25, 0.26, 0.36), layout.width),
    ]


def _files(document: CompletionCertificate, words: Language, layout: Layout) -> list[Flowable]:
    its = words.certificate
    rows: list[list[Cell]] = []
    for each in document.files:
        parties = words.listed(choice_text(party, words) for party in each.parties)
        plain = its.unsigned() if document.review is None else its.unsigned_review()
        what = its.signed_by(parties=parties) if each.parties else plain
        rows.append(
            [
                named(what, its.carried(name=each.name) if each.name else ""),
                # In one piece, as the reader's own tools print it, and search for it.
                each.sha256,
            ]
        )
    return [
        Heading(its.files(), "heading", "files", 1, layout),
        grid([its.file(), its.sha256()], rows, (0.25, 0.75), layout.width),
    ]


def _events(document: CompletionCertificate, words: Language, layout: Layout) -> list[Flowable]:
    its = words.certificate
    rows: list[list[Cell]] = []
    for each in document.events:
        entry = each.entry
        program = entry.actor.program
        log = its.log_hash(revision=entry.revision, hash=_grouped(entry.hash))
        rows.append(
            [
                plain_moment_text(_local(entry.at, document), words),
                [
                    paragraph(_event_text(each, document, words), "cell"),
                    *([paragraph(program, "cell-muted")] if program else []),
                ],
                paragraph(log, "cell-muted"),
            ]
        )
    header = [its.when_in(zone=document.agreement.timezone), its.what(), its.log()]
    return [
        Heading(its.events(), "heading", "events", 1, layout),
        grid(header, rows, (0.2, 0.4, 0.4), layout.width),
    ]


def _event_text(event: Event, document: CompletionCertificate, words: Language) -> str:
    its = words.certificate
    party = choice_text(event.party, words) if event.party else ""
    name = document.names.get(event.person or "", event.person or "")
    who = words.facts.by_party(person=name, party=party) if name and party else name or party
    who = who or words.facts.somebody()
    if event.sort == AGREED:
        return its.event_agreed(event.count, who=who, count=event.count)
    change = event.change
    if isinstance(change, VersionSigned):
        parties = words.listed(choice_text(each, words) for each in change.parties)
        if change.filed:
            return its.event_filed(who=who, parties=parties)
        signer = change.signatures[-1].name
        who = words.facts.by_party(person=signer, party=party)
        return its.event_signed(who=who, parties=parties)
    if isinstance(change, VersionDeclined):
        return its.event_declined(who=who, reason=change.reason)
    return its.event_frozen(who=who, what=_what(document, words))


def _checks(document: CompletionCertificate, words: Language, layout: Layout) -> list[Flowable]:
    its = words.certificate
    carried = next((each for each in reversed(document.files) if each.name), None)
    if carried is None:
        return []  # nobody signed anything that could be checked
    name = carried.name
    texts = [its.check_take_out(name=name), its.check_hash(name=name), its.check_pdfsig(name=name)]
    root = _grouped(document.root) if document.root else ""
    texts.append(its.check_acrobat(fingerprint=root) if root else its.check_acrobat_without())
    texts.append(its.check_people())
    rows: list[list[Cell]] = [[f"{at}.", text] for at, text in enumerate(texts, 1)]
    return [
        Together(
            [
                Heading(its.checks(), "heading", "checks", 1, layout),
                grid([], rows, (0.04, 0.96), layout.width, tight=True),
            ]
        )
    ]


def _seal(document: CompletionCertificate, words: Language, layout: Layout) -> list[Flowable]:
    its = words.certificate
    heading = Heading(its.seal(), "heading", "seal", 1, layout)
    if not document.sealed:
        checked = bool(document.state.signatures)
        said = its.unsealed() if checked else its.unsealed_unsigned()
        return [Together([heading, paragraph(said, "body")])]
    field = SignatureField(SEAL, its.seal_field())
    table = grid([], [[field, paragraph(its.sealed(), "quiet")]], (0.5, 0.5), layout.width)
    return [Together([heading, table])]


def _party_role(party: str) -> str:
    return f"cell-{party}" if party in ("sales", "marketing") else "cell-shared"


def _local(moment: datetime, document: CompletionCertificate) -> datetime:
    return moment.astimezone(ZoneInfo(document.agreement.timezone))


def _moment(moment: datetime, document: CompletionCertificate, words: Language) -> str:
    return moment_text(_local(moment, document), words)


def _grouped(text: str) -> str:
    """A hash in groups that can be compared by eye, and broken between lines."""
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))
