from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest

from alignment_desktop.documents.agreement_pdf import agreement_pdf
from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.clauses import KINDS, display_name
from alignment_desktop.domain.consent import Consents
from alignment_desktop.paths import resource_path
from alignment_desktop.words.language import language
from tests.promises import plain_promise
from tests.unit.documents.pdf_reading import (
    attachments,
    bookmarks,
    catalogue,
    character_maps,
    faces,
    link_count,
    metadata,
    page_sizes,
    page_texts,
    text_within,
    unmarked,
)

ENGLISH = language("en")
MADE = datetime(2026, 9, 28, 14, 2, tzinfo=UTC)
EXAMPLE = Path(__file__).parents[2] / "data" / "agreement.toml"


def agreement_of(text: str) -> Agreement:
    read = read_text(text)
    return Agreement(read.label or "", dict(read.clauses)).with_full_names()


@pytest.fixture(scope="module")
def sample() -> Agreement:
    path = resource_path("templates/sample/agreement.en.toml")
    return agreement_of(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def version(sample: Agreement) -> bytes:
    return agreement_pdf(AgreementDocument(sample, MADE, version=3, since=date(2026, 10, 1)))


@pytest.fixture(scope="module")
def draft(sample: Agreement) -> bytes:
    return agreement_pdf(AgreementDocument(sample, MADE))


def test_the_first_page_alone_is_enough_for_an_executive(sample: Agreement, version: bytes) -> None:
    page = page_texts(version)[0]
    assert "Northwind" in page
    assert "Sales and Marketing Agreement" in page
    assert "FY27 Q1 · in force from 1 October to 31 December 2026 · version 3" in page
    assert "agreed to all 95 clauses" in page
    for commitment in sample.commitments.values():
        assert plain_promise(commitment, sample, ENGLISH, short=True) in page
    assert "make first touch with 95% of grade A leads within 4 business hours;" in page
    assert "What is at stake" in page
    for signer in ("Marie Lindner", "Daniel Okafor", "Ingrid Halvorsen", "Date and place"):
        assert signer in page


def test_the_first_page_says_what_is_planned_and_whether_the_promises_carry_it(
    version: bytes,
) -> None:
    page = page_texts(version)[0]
    assert "€2.1M revenue target 70 customers at €30,000" in page
    assert "€1.89M of it from our campaigns 63 customers, 90% of revenue" in page
    assert "€278,000 campaign budget 6 campaigns, 3 of them priority" in page
    assert "1,120 (Qualified leads delivered) × 65% (Acceptance rate)" in page
    assert (
        "make €1.97M, which is €75,600 more than the €1.89M that our campaigns must bring" in page
    )


def test_the_first_page_names_the_day_of_the_review_and_where_terms_stand(version: bytes) -> None:
    texts = page_texts(version)
    assert "on Wednesday, 6 January 2027 (Quarterly review)" in texts[0]
    assert "How promises are counted: page 3." in texts[0]
    assert "How we count" in texts[2]
    (page,) = re.findall(r"In full: page (\d+)", texts[0])
    assert "What we promise each other" in texts[int(page) - 1]


def test_terms_say_from_where_a_promise_is_at_risk_and_how_it_is_judged(version: bytes) -> None:
    text = " ".join(page_texts(version))
    assert "every month · just short from 90.25% to 95%" in text
    assert "every month · just short up to 2 h 30 min of business time" in text
    assert "just short from 360 to 399, in December 2026 from 288 to 319" in text
    assert "of the target on" not in text
    assert "Two misses mean two in a row, unless a promise says otherwise." in text
    assert "any change to a clause changes it" in text


def test_the_name_of_every_clause_can_be_found(sample: Agreement, version: bytes) -> None:
    text = " ".join(page_texts(version))
    named = [
        clause
        for (kind, _), clause in sample.clauses.items()
        if KINDS[kind].keyed and kind != "side"
    ]
    missing = [display_name(clause) for clause in named if display_name(clause) not in text]
    # A name may go over two lines of a cell, where a reader finds its words.
    missing = [name for name in missing if not set(name.split()) <= set(text.split())]
    assert missing == []


def test_every_kind_of_clause_of_the_example_is_shown() -> None:
    example = agreement_of(EXAMPLE.read_text(encoding="utf-8"))
    text = " ".join(page_texts(agreement_pdf(AgreementDocument(example, MADE))))
    words = set(re.findall(r"\w+", text))
    for clause in example.clauses.values():
        name = getattr(clause, "name", "")
        assert set(re.findall(r"\w+", name)) <= words, name


def test_no_character_is_from_a_private_area_or_unreadable(version: bytes) -> None:
    text = "".join(page_texts(version))
    assert re.findall(r"[\ue000-\uf8ff\ufffd\x00]", text) == []


def test_each_page_says_which_it_is_of_how_many_and_what_it_is_hashed_to(
    sample: Agreement, version: bytes
) -> None:
    texts = page_texts(version)
    shown = f"{sample.content_hash[:4]} {sample.content_hash[4:8]}"
    for number, text in enumerate(texts, start=1):
        assert f"{number} of {len(texts)}" in text
        assert f"Content hash {shown}" in text


def test_the_whole_content_hash_stands_on_the_last_page(sample: Agreement, version: bytes) -> None:
    assert sample.content_hash in page_texts(version)[-1].replace(" ", "")


def test_a_draft_is_marked_on_every_page_and_a_version_on_none(
    draft: bytes, version: bytes
) -> None:
    assert all("DRAFT" in text for text in page_texts(draft))
    assert not any("DRAFT" in text for text in page_texts(version))


def test_a_draft_says_whose_consent_is_missing(sample: Agreement) -> None:
    given = {clause_id: frozenset({"sales"}) for clause_id in sample.clauses}
    given["commitment", "acceptance-rate"] = frozenset({"sales", "marketing"})
    texts = page_texts(agreement_pdf(AgreementDocument(sample, MADE, consents=Consents(given))))
    assert "Marketing has agreed to 1 of 95 clauses." in texts[0]
    assert "Sales has" not in texts[0]
    assert "not for signature" in texts[0]
    assert "Still to be agreed" in " ".join(texts)


def test_clauses_that_wait_for_both_are_named_once_and_others_by_party(sample: Agreement) -> None:
    given = {("term", "lead"): frozenset({"sales"})}
    texts = page_texts(agreement_pdf(AgreementDocument(sample, MADE, consents=Consents(given))))
    said = " ".join(texts)
    assert "Sales and Marketing · Calendars: Berlin office" in said
    assert "Sales · Terms: First touch; Attempt;" in said
    assert "Marketing · Terms: Lead; First touch; Attempt;" in said
    assert "Sales and Marketing · Terms" not in said
    assert said.index("Content hash SHA-256") < said.index("Still to be agreed")


def test_contents_and_bookmarks_name_the_pages_that_sections_stand_on(version: bytes) -> None:
    texts = page_texts(version)
    sections = [(title, page) for level, title, page in bookmarks(version) if level == 0]
    assert len(sections) == 9
    for title, page in sections:
        assert title in texts[page - 1]
        assert f"{title} {page}" in texts[1]
    assert sections[0] == ("How we count", 3)


def test_words_lead_to_the_glossary(version: bytes) -> None:
    assert link_count(version) > 20


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_it_is_laid_out_for_the_paper_asked_for(
    sample: Agreement, paper: str, size: tuple[int, int]
) -> None:
    pdf = agreement_pdf(AgreementDocument(sample, MADE, version=1, paper=paper))
    assert page_sizes(pdf) == {size}
    assert "Chief Revenue Officer" in page_texts(pdf)[0]


def test_only_our_own_typeface_is_named_and_embedded(version: bytes) -> None:
    assert b"Helvetica" not in version
    found = faces(version)
    assert found
    assert all(re.fullmatch(r"[A-Z]{6}\+AlignmentInter\S*", name) for name in found)
    assert all(found.values())


def test_the_character_maps_map_nothing_to_zero(version: bytes) -> None:
    maps = character_maps(version)
    assert maps
    for each in maps:
        assert not re.search(r"<[0-9A-F]{4}> <0000>", each)


def test_equal_content_gives_equal_bytes_and_another_moment_does_not(sample: Agreement) -> None:
    one = AgreementDocument(sample, MADE, version=1)
    assert agreement_pdf(one) == agreement_pdf(AgreementDocument(sample, MADE, version=1))
    later = replace(one, made=datetime(2026, 9, 29, tzinfo=UTC))
    assert agreement_pdf(one) != agreement_pdf(later)


def test_title_language_and_moment_are_in_the_file(version: bytes) -> None:
    found = metadata(version)
    assert found["Title"] == "Sales and Marketing Agreement, FY27 Q1"
    assert found["Author"] == "Northwind"
    assert found["CreationDate"].startswith("D:20260928140200")
    said = catalogue(version)
    assert (said["language"], said["shows title"], said["marked"]) == ("en", "True", "True")


def test_the_file_carries_the_text_that_it_was_made_from(sample: Agreement, version: bytes) -> None:
    carried = attachments(version)
    assert list(carried) == ["agreement.toml"]
    again = agreement_of(carried["agreement.toml"].decode("utf-8"))
    assert again.content_hash == sample.content_hash


def test_a_version_has_a_field_for_each_who_signs_and_the_last_locks_it(version: bytes) -> None:
    with pikepdf.open(io.BytesIO(version)) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(each.T) for each in fields] == ["Sales", "Marketing", "Sponsor"]
        assert [str(each.TU) for each in fields] == [
            "Signature for Sales", "Signature for Marketing", "Signature of the sponsor",
        ]  # fmt: skip
        assert [each.get("/V") for each in fields] == [None, None, None]
        assert [each.P.objgen for each in fields] == [pdf.pages[0].objgen] * 3
        assert [each.get("/Lock") is not None for each in fields] == [False, False, True]
        assert (str(fields[2].Lock.Action), int(fields[2].Lock.P)) == ("/All", 1)
        assert b"".join(each.AP.N.read_bytes() for each in fields) == b""


def test_fields_stand_below_the_names_of_those_who_sign_there(version: bytes) -> None:
    with pikepdf.open(io.BytesIO(version)) as pdf:
        boxes = [[float(at) for at in each.Rect] for each in pdf.Root.AcroForm.Fields]
    for box, name in zip(
        boxes, ("Marie Lindner", "Daniel Okafor", "Ingrid Halvorsen"), strict=True
    ):
        left, bottom, right, top = box
        assert name in text_within(version, (left, top, right, top + 48))
        assert text_within(version, (left, bottom + 1, right, top - 1)) == ""


def test_a_draft_has_nothing_to_sign_in(draft: bytes) -> None:
    with pikepdf.open(io.BytesIO(draft)) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_everything_on_every_page_has_a_place_in_the_structure_or_is_an_ornament(
    version: bytes, draft: bytes
) -> None:
    assert unmarked(version) == []
    assert unmarked(draft) == []


def test_a_text_longer_than_a_page_still_prints_to_its_end() -> None:
    words = " ".join(f"word{number}" for number in range(2500))
    text = f"""
[agreement]
label = "Long"
period = {{ start = 2026-10-01, end = 2026-12-31 }}
[[term]]
key = "endless"
name = "Endless"
definition = "{words}"
"""
    found = " ".join(page_texts(agreement_pdf(AgreementDocument(agreement_of(text), MADE))))
    assert "word0 " in found
    assert "word2499" in found


def test_rows_are_not_broken_across_pages() -> None:
    terms = "".join(
        f'[[term]]\nkey = "t{number}"\nname = "Term{number}"\n'
        f'definition = "first{number} {"filling words " * 30} last{number}"\n'
        for number in range(60)
    )
    header = '[agreement]\nlabel = "Rows"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'
    texts = page_texts(agreement_pdf(AgreementDocument(agreement_of(header + terms), MADE)))
    for number in range(60):
        begins = [at for at, text in enumerate(texts) if f"first{number} " in text]
        ends = [at for at, text in enumerate(texts) if f"last{number} " in f"{text} "]
        assert begins == ends
    pages = [text for text in texts if re.search(r"first\d+ ", text)]
    assert len(pages) > 2
    assert all("Word Means" in text for text in pages)


def test_a_bare_agreement_prints() -> None:
    header = '[agreement]\nlabel = "Bare"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'
    texts = page_texts(agreement_pdf(AgreementDocument(agreement_of(header), MADE)))
    assert "No commitment is written yet." in texts[0]


def test_an_agreement_of_an_organisation_with_a_chinese_name_comes_out() -> None:
    text = (
        '[agreement]\nlabel = "Q"\norganisation = "株式会社"\n'
        "period = { start = 2026-10-01, end = 2026-12-31 }\n"
    )
    pdf = agreement_pdf(AgreementDocument(agreement_of(text), MADE))
    assert "株式会社" in page_texts(pdf)[0]
    assert metadata(pdf)["Author"] == "株式会社"


def test_no_page_is_left_nearly_empty_on_either_paper(sample: Agreement) -> None:
    for paper in ("a4", "letter"):
        texts = page_texts(agreement_pdf(AgreementDocument(sample, MADE, version=1, paper=paper)))
        # The page of contents is short, and the last one ends where the text ends.
        assert min(len(text) for text in texts[2:-1]) > 700, paper


def test_days_and_codes_are_never_shown_as_programs_write_them(version: bytes) -> None:
    text = " ".join(page_texts(version))
    assert not re.search(r"\d{4}-\d{2}-\d{2}|created_at|\b0\.9\b", text)
    assert "30 Oct 2026" in text
    assert "a campaign touched the lead before it was created" in text


@pytest.mark.parametrize(("commitments", "paper"), [(3, "a4"), (60, "a4"), (60, "letter")])
def test_the_first_page_stays_one_page_and_says_how_many_promises_follow(
    sample: Agreement, commitments: int, paper: str
) -> None:
    clauses = {each: clause for each, clause in sample.clauses.items() if each[0] != "commitment"}
    promises = list(sample.commitments.values())
    for number in range(commitments):
        one = promises[number % len(promises)]
        clauses["commitment", f"c{number}"] = replace(one, key=f"c{number}")
    many = Agreement(sample.label, clauses)
    texts = page_texts(agreement_pdf(AgreementDocument(many, MADE, version=1, paper=paper)))
    assert "Date and place" in texts[0]
    assert "Contents" in texts[1]
    assert "How we count" in texts[2]
    assert "Who we are" in texts[3]
    told = sum(int(number) for number in re.findall(r"and (\d+) more, from page", texts[0]))
    assert (told > 30) is (commitments == 60)


def test_of_many_missing_consents_only_the_first_are_named() -> None:
    text = '[agreement]\nlabel = "L"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'
    text += "".join(f'[[term]]\nkey = "t{n}"\nname = "Term{n}"\n' for n in range(300))
    said = " ".join(page_texts(agreement_pdf(AgreementDocument(agreement_of(text), MADE))))
    assert "Marketing · Terms: Term0; Term1;" in said
    assert "Term10 and 289 more" in said


def test_an_agreement_of_five_hundred_clauses_and_a_name_of_200_letters_comes_out() -> None:
    head = '[agreement]\nlabel = "Q"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'
    terms = [
        f'[[term]]\nkey = "t{at}"\nname = "定义 {at}"\ndefinition = "A."\n' for at in range(499)
    ]
    terms.append(f'[[term]]\nkey = "long"\nname = "{"N" * 200}"\ndefinition = "B."\n')
    agreement = agreement_of(head + "\n".join(terms))
    found = "".join(page_texts(agreement_pdf(AgreementDocument(agreement, MADE)))).replace(" ", "")
    assert "定义498" in found
    assert "N" * 200 in found


def test_names_of_200_letters_everywhere_leave_every_name_whole() -> None:
    text = resource_path("templates/sample/agreement.en.toml").read_text(encoding="utf-8")
    names = {
        "Northwind": "A", "Marie Lindner": "B", "Grade A first touch": "C", "Enterprise": "D",
        "Service webinars": "E", "Sales Accepted Lead": "F", "Price": "G", "Shared bonus": "H",
        "Asked for contact": "I", "Weekly funnel meeting": "J", "Berlin office": "K",
    }  # fmt: skip
    for name, letter in names.items():
        text = text.replace(f'"{name}"', f'"{letter * 200}"')
    document = AgreementDocument(agreement_of(text), MADE, version=1, since=date(2026, 10, 1))
    found = "".join("".join(page_texts(agreement_pdf(document))).split())
    assert [each for each in names.values() if each * 200 not in found] == []
