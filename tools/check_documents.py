"""Makes many kinds of documents and checks each: `check_documents.py FOLDER [NAME …]`.

Every document is written as PDF, with a picture of all its pages beside it to be looked at.
Checked are the faces (all embedded, none that we do not bring), the characters (none that is
private or unreadable), the structure (all that is painted is marked, headings and titles are
there), and that every word of what was put in can be found.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import pikepdf
import pypdfium2
from PIL import Image

from alignment_desktop.documents.agreement_pdf import agreement_pdf
from alignment_desktop.documents.agreement_values import AgreementDocument, Amendment
from alignment_desktop.documents.review_pdf import review_pdf
from alignment_desktop.documents.review_values import ReviewDocument
from alignment_desktop.documents.signing.marks import Mark
from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.findings import ERROR
from alignment_desktop.domain.progress import Silent
from alignment_desktop.domain.signatures import SIGNERS
from alignment_desktop.domain.targets import Target
from alignment_desktop.services.agreeing import ApplyText, check
from alignment_desktop.services.agreement_documents import export_agreement
from alignment_desktop.services.completing import completion_certificate
from alignment_desktop.services.exporting import Wanted
from alignment_desktop.services.identities import IssueIdentity
from alignment_desktop.services.review_documents import review_document
from alignment_desktop.services.review_freezing import FreezeReview
from alignment_desktop.services.sample import sample_agreement_text
from alignment_desktop.services.sample_workspace import new_sample
from alignment_desktop.services.signing import SignVersion
from alignment_desktop.services.template_texts import (
    BLANK,
    TEMPLATES,
    placeholders,
    template_text,
)
from alignment_desktop.services.workspace import Workspace

BY = Actor(person=None, party=None, program="check of documents")
MADE = datetime(2027, 1, 4, 8, tzinfo=UTC)
FACTS = {
    "label": "FY27 Q1", "start": "2026-10-01", "end": "2026-12-31", "timezone": "Europe/Berlin",
    "currency": "EUR",
}  # fmt: skip
LETTERS = {
    "chinese": ("北风机械有限公司", "没有需求：客户没有预算"),
    "arabic": ("شركة ريح الشمال", "لا توجد ميزانية لهذا الربع"),
    "hebrew": ("רוח צפון בעמ", "אין תקציב לרבעון הזה"),
    "hindi": ("उत्तरी पवन", "इस तिमाही में बजट नहीं है"),
    "korean": ("북풍 주식회사", "예산이 없어서 계약하지 않습니다"),
    "vietnamese": ("Công ty Gió Bắc", "Không có nhu cầu trong quý này"),
}
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
_OURS = ("AlignmentInter", "Noto")
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\x00]")
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufe0f]")


@dataclass(frozen=True)
class Made:
    """A document, and words that a reader must find in it."""

    content: bytes
    words: frozenset[str]


def agreement_of(text: str) -> Agreement:
    """The agreement that a text says."""
    read = read_text(text)
    return Agreement(read.label or "", dict(read.clauses)).with_full_names()


@cache
def sample() -> Agreement:
    """The agreement of the sample."""
    return agreement_of(sample_agreement_text())


@cache
def sample_review() -> ReviewDocument:
    """What the review of the sample shows."""
    with (
        tempfile.TemporaryDirectory() as folder,
        new_sample(f"{folder}/w.align", by=BY, at=MADE, monitor=Silent()) as workspace,
    ):
        return review_document(workspace, Wanted(), now=MADE, monitor=Silent())


def agreement(shown: Agreement, paper: str = "a4") -> Made:
    """A frozen agreement."""
    document = AgreementDocument(shown, MADE, version=1, since=date(2026, 10, 1), paper=paper)
    return Made(agreement_pdf(document), words_of(shown))


def draft(shown: Agreement) -> Made:
    """A draft, whose prompts of a template are not printed."""
    errors = tuple(each for each in check(shown) if each.severity == ERROR)
    document = AgreementDocument(shown, MADE, errors=errors, placeholders=placeholders())
    prompts = " ".join(each.text for each in placeholders())
    return Made(agreement_pdf(document), words_of(shown) - words_in(prompts))


def review(shown: ReviewDocument, *more: str) -> Made:
    """A review, which names every promise."""
    named = " ".join([*(line.name for line in shown.board.lines), *more])
    return Made(review_pdf(shown), words_in(named))


def words_in(text: str) -> frozenset[str]:
    """The words of a text, letters only."""
    return frozenset(re.findall(r"[^\W\d_]{2,}", unicodedata.normalize("NFC", text)))


def words_of(shown: Agreement) -> frozenset[str]:
    """The words of all names, definitions and consequences."""
    texts: list[str] = []
    for clause in shown.clauses.values():
        for name in ("name", "definition", "if_missed", "remedy", "text", "goals", "title"):
            value = getattr(clause, name, "")
            texts += [value] if isinstance(value, str) else []
    return words_in(" ".join(texts))


def with_promises(number: int) -> Agreement:
    """The sample with so many promises."""
    clauses = {at: each for at, each in sample().clauses.items() if at[0] != "commitment"}
    promises = list(sample().commitments.values())
    for at in range(number):
        one = promises[at % len(promises)]
        clauses["commitment", f"c{at}"] = replace(one, key=f"c{at}")
    return Agreement(sample().label, clauses)


def in_letters(script: str) -> tuple[Agreement, ReviewDocument]:
    """The sample of a company, with reasons, in another script."""
    name, reason = LETTERS[script]
    text = sample_agreement_text().replace("Northwind", name).replace("Not now", reason)
    text = text.replace("Marie Lindner", f"{name} {reason.split()[0]}")
    shown = sample_review()
    returns = ((reason, shown.returns[0][1]), *shown.returns[1:])
    board = replace(shown.board, organisation=name)
    return agreement_of(text), replace(shown, board=board, returns=returns)


def amendment() -> Made:
    """The second version of the sample, which promises more."""
    at = "commitment", "qualified-leads"
    changed = replace(sample().commitments["qualified-leads"], target=Target.parse(">= 420"))
    amended = Agreement(sample().label, {**sample().clauses, at: changed})
    document = AgreementDocument(
        amended,
        MADE,
        version=2,
        since=date(2026, 11, 1),
        amends=Amendment(1, sample(), "We can do more", {}),
    )
    return Made(agreement_pdf(document), words_of(amended))


def empty_review() -> Made:
    """A review of a workspace into which nothing was imported."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Workspace.new(f"{folder}/w.align", by=BY, at=MADE) as workspace,
    ):
        workspace.execute(ApplyText(sample_agreement_text()), by=BY, at=MADE)
        shown = review_document(workspace, Wanted(), now=MADE, monitor=Silent())
    return Made(review_pdf(shown), words_in("Nothing has been imported"))


def long_review() -> Made:
    """The review of the sample, in which promises, campaigns and reasons have endless names."""
    shown = sample_review()
    lines = tuple(replace(each, name=f"{LONG} {each.name}") for each in shown.board.lines)
    campaigns = tuple(replace(each, name=LONG * 2) for each in shown.campaigns[:2])
    returns = ((LONG * 2, shown.returns[0][1]), *shown.returns[1:])
    board = replace(shown.board, lines=lines, organisation=LONG)
    other = replace(shown, board=board, campaigns=campaigns, returns=returns)
    return review(other, LONG * 2)


@cache
def signed_sample() -> dict[str, bytes]:
    """The agreement and the review of the sample, signed by all, with their certificates."""
    passphrase, made = "only the board knows", {}
    with (
        tempfile.TemporaryDirectory() as folder,
        new_sample(f"{folder}/w.align", by=BY, at=MADE, monitor=Silent()) as workspace,
    ):
        review = workspace.execute(FreezeReview(), by=BY, at=MADE)
        people = {
            "sales": ("Marie Lindner", "cso"),
            "marketing": ("Daniel Okafor", "cmo"),
            "sponsor": ("Ingrid Halvorsen", "cro"),
        }
        identities = {
            party: workspace.execute(
                IssueIdentity(name, party, person, passphrase), by=BY, at=MADE
            ).identity
            for party, (name, person) in people.items()
        }
        label = workspace.draft().agreement.label
        plain = export_agreement(workspace, Wanted(version=1), now=MADE).content
        for name, content, reviewed in (
            ("agreement", plain, None),
            ("review", review.content, label),
        ):
            made[f"frozen-{name}"] = content
            for party, identity in identities.items():
                mark = Mark(typed=identity.certificate.name)
                command = SignVersion(content, party, identity, mark)
                content = workspace.execute(command, by=BY, at=MADE).content
                made[f"signed-{name}-{party}"] = content
            for sealed, secret in (("", None), ("-sealed", passphrase)):
                made[f"certificate-{name}{sealed}"] = completion_certificate(
                    workspace, now=MADE, review=reviewed, authority_passphrase=secret
                ).content
    return made


SIGNED = (
    "frozen-review",
    *(f"signed-{each}-{party}" for each in ("agreement", "review") for party in SIGNERS),
    *(f"certificate-{each}{its}" for each in ("agreement", "review") for its in ("", "-sealed")),
)
"""The files of `signed_sample` that differ from those that are made above."""


def signed(name: str) -> Made:
    """A file that was frozen, signed, or tells of that."""
    content = signed_sample()[name]
    if name.startswith("signed-agreement"):
        return Made(content, words_of(sample()))
    told = "Completion certificate" if name.startswith("certificate") else "Signatures"
    return Made(content, words_in(told))


def documents() -> Iterator[tuple[str, Callable[[], Made]]]:
    """Every document by name, and what makes it."""
    yield "sample-agreement", lambda: agreement(sample())
    yield "sample-agreement-letter", lambda: agreement(sample(), "letter")
    yield "sample-draft", lambda: draft(sample())
    yield "sample-review", lambda: review(sample_review())
    yield "sample-review-letter", lambda: review(replace(sample_review(), paper="letter"))
    for name in TEMPLATES:
        if name != BLANK:
            shown = agreement_of(template_text(name, FACTS))
            yield f"template-{name}-draft", lambda shown=shown: draft(shown)  # type: ignore[misc]
            yield f"template-{name}-frozen", lambda shown=shown: agreement(shown)  # type: ignore[misc]
    for number in (3, 60):
        many = with_promises(number)
        yield f"{number}-promises", lambda many=many: agreement(many)  # type: ignore[misc]
    for script, (name, reason) in LETTERS.items():
        yield f"{script}-agreement", lambda script=script: agreement(in_letters(script)[0])  # type: ignore[misc]
        yield (
            f"{script}-review",
            lambda script=script, more=(name, reason): review(  # type: ignore[misc]
                in_letters(script)[1], *more
            ),
        )
    text = sample_agreement_text().replace("Grade A first touch", LONG)
    text = text.replace("Daniel Okafor", f"{'Wolfeschlegelsteinhausen' * 3} {LONG}")
    yield "long-words", lambda: agreement(agreement_of(text))
    yield "long-words-review", long_review
    bare = '[agreement]\nlabel = "Q4"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'
    yield "empty-agreement", lambda: draft(agreement_of(bare))
    yield "empty-review", empty_review
    yield "amendment", amendment
    for name in SIGNED:
        yield name, lambda name=name: signed(name)  # type: ignore[misc]


def wrongs(made: Made) -> list[str]:
    """What is wrong with a document."""
    found = []
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font":
                name = str(each.BaseFont).removeprefix("/").split("+")[-1]
                if not name.startswith(_OURS):
                    found.append(f"names the face {name}")
                parts = each.get("/FontDescriptor", None)
                if parts is None and "/DescendantFonts" not in each:
                    found.append(f"does not embed {name}")
        roles = re.findall(r"/S\s*/(\w+)", " ".join(_roles(pdf)))
        if "H1" not in roles or "P" not in roles:
            found.append("has no tags of title and paragraphs")
        if not pdf.Root.get("/Lang") or not pdf.Root.get("/MarkInfo"):
            found.append("does not say its language, or that it is tagged")
    text = unicodedata.normalize("NFC", "".join(page_texts(made.content)))
    if private := set(_UNREADABLE.findall(text)):
        found.append(f"has unreadable characters: {sorted(map(ascii, private))}")
    joined = "".join(_MARKS.sub("", text).split())
    lost = sorted(word for word in made.words if word not in joined)
    if lost:
        found.append(f"lacks {len(lost)} of {len(made.words)} words: {', '.join(lost[:5])}")
    return found


def _roles(pdf: pikepdf.Pdf) -> Iterator[str]:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem":
            yield f"/S /{str(each.S).removeprefix('/')}"


def page_texts(content: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def contact_sheet(content: bytes, path: Path, scale: float = 0.75, columns: int = 5) -> int:
    """Draws all pages side by side.

    Returns:
        How many pages there are.
    """
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.render(scale=scale).to_pil() for page in document]
    finally:
        document.close()
    width, height = (max(page.size[at] for page in pages) + 8 for at in (0, 1))
    rows = -(-len(pages) // columns)
    sheet = Image.new("RGB", (min(columns, len(pages)) * width, rows * height), "#888888")
    for at, page in enumerate(pages):
        sheet.paste(page, (at % columns * width + 4, at // columns * height + 4))
    sheet.save(path)
    return len(pages)


def main(given: Sequence[str]) -> int:
    """Prints a line for each document; 1 where anything is wrong."""
    if not given:
        print(__doc__, file=sys.stderr)
        return 2
    folder, wanted = Path(given[0]), set(given[1:])
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for name, make in documents():
        if wanted and name not in wanted:
            continue
        made = make()
        (folder / f"{name}.pdf").write_bytes(made.content)
        pages = contact_sheet(made.content, folder / f"{name}.png")
        found = wrongs(made)
        failed += bool(found)
        said = "; ".join(found) or f"good: {len(made.words)} words found"
        print(f"{name:28} {pages:3} pages {len(made.content) // 1024:5} KiB  {said}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
