from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from alignment_desktop.documents.minutes_pdf import MinutesDocument, minutes_pdf
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.clauses import Days, Header, Term
from alignment_desktop.domain.differences import FieldChange
from alignment_desktop.domain.discussion import Balance
from alignment_desktop.domain.minutes import Item, Minutes, Outcome, Step
from alignment_desktop.domain.workshop import Parked, Voice
from tests.unit.documents.pdf_reading import bookmarks, page_sizes, page_texts

MADE = datetime(2026, 11, 5, 14, 52, tzinfo=UTC)
INES, MARCO = Voice("sales", "ines"), Voice("marketing", "marco")
DAYS = Days(start=date(2026, 10, 1), end=date(2026, 12, 31))
TERMS = {
    key: Term(key=key, name=name, definition=f"{name} is defined.")
    for key, name in {
        "mql": "Qualified lead", "sal": "Accepted lead", "won": "Customer", "new": "Signal",
        "open": "Opportunity", "late": "Late lead",
    }.items()
}  # fmt: skip
LONG = "A person at a company in our segments who asked for contact."
ITEMS = (
    Item(
        ("term", "mql"),
        Outcome.CHANGED,
        changes=(
            FieldChange("definition", LONG, LONG.replace("asked for contact", "scored 65")),
            FieldChange("name", "MQL", "Qualified lead"),
            FieldChange("synonyms", None, ["Prospect"]),
        ),
        steps=(Step("proposed", INES), Step("accepted", MARCO)),
        agreed={"sales": "ines", "marketing": "marco"},
    ),
    Item(("term", "new"), Outcome.ADDED, steps=(Step("proposed", MARCO),)),
    Item(
        ("term", "gone"),
        Outcome.REMOVED,
        before={"key": "gone", "name": "Suspect", "definition": "Nobody knows."},
    ),
    Item(("term", "won"), Outcome.WRITTEN, agreed={"sales": None, "marketing": None}),
    Item(
        ("term", "sal"),
        Outcome.PARKED,
        parked=Parked("ines", date(2026, 11, 10), "five examples", MARCO),
    ),
    Item(("term", "open"), Outcome.OPEN, waits=("marketing",), agreed={"sales": "ines"}),
    Item(("term", "late"), Outcome.DROPPED),
)
DOCUMENT = MinutesDocument(
    minutes=Minutes(
        4,
        MADE - timedelta(minutes=112),
        MADE,
        ITEMS,
        (INES, MARCO),
        {"sales": Balance(2, 0, 0, 0), "marketing": Balance(1, 1, 0, 1)},
    ),
    agreement=Agreement(
        "2026-Q4",
        {
            ("agreement", ""): Header(organisation="Northwind", period=DAYS),
            **{("term", key): term for key, term in TERMS.items()},
        },
    ),
    names={"ines": "Ines Roth", "marco": "Marco Rossi"},
    made=MADE,
)


def test_one_page_tells_what_was_agreed_parked_and_left_open_and_by_whom() -> None:
    content = minutes_pdf(DOCUMENT)
    (text,) = page_texts(content)
    for words in (
        "Northwind · 5 November 2026 · 13:00 to 14:52 UTC",
        "We agreed on 4 of 6",
        "1 as it was written, 1 with a change, 1 that is new, 1 to be left out.",
        "1 is parked, with an owner and a day. 1 is still open. 1 that only one party had written "
        "was taken out.",
        "MQL → Qualified lead",
        "Synonyms: Prospect",
        "Ines Roth (Sales) proposed, Marco Rossi (Marketing) accepted",
        "New: Signal is defined.",
        "Left out: Nobody knows.",
        "As written: Customer",
        "five examples · parked by Marco Rossi (Marketing)",
        "10 Nov 2026",
        "Opportunity waits for Marketing",
        "Taken out by the party that wrote them: Late lead",
        "Ines Roth (Sales), Marco Rossi (Marketing)",
        "proposed 2 0",
        "countered 0 1",
        "conceded 0 1",
        "since revision 4",
    ):
        assert words in text
    assert "We agreed on 4 of 6" in bookmarks(content)[0]
    assert minutes_pdf(DOCUMENT) == content


def test_where_nothing_was_done_the_page_says_so() -> None:
    empty = Minutes(0, None, None, (), (), {"sales": Balance(), "marketing": Balance()})
    bare = Agreement("2026-Q4", {("agreement", ""): Header(period=DAYS)})
    document = replace(DOCUMENT, minutes=empty, agreement=bare, names={}, paper="letter")
    content = minutes_pdf(document)
    (text,) = page_texts(content)
    assert "Nothing was on the table yet" in text
    assert "Nobody is named" in text
    assert "since the beginning" in text
    assert "Give and take" not in text
    assert page_sizes(content) == {(612, 792)}


def test_the_hours_that_are_given_count_and_the_version_is_named() -> None:
    began = MADE - timedelta(hours=3)
    (text,) = page_texts(minutes_pdf(replace(DOCUMENT, began=began, version=2)))
    assert "11:52 to 14:52 UTC" in text
    assert "since version 2" in text
