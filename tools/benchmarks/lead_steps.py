"""What a user does to the sample with many leads more, as `window_pauses.py` watches it."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import COMMAND, Actor

if TYPE_CHECKING:
    from alignment_desktop.gui.application import Application
    from alignment_desktop.gui.main_window import MainWindow

Step = tuple[str, Callable[[], object]]
"""What is done, in words, and what does it."""

_PAGES = (
    *("scoreboard", "commitments", "plan", "glossary", "funnel", "scoring", "cadence", "results"),
    *("reviews", "agreement", "metrics", "verification", "settings"),
)


def make_leads(path: Path, leads: int, at: datetime) -> None:
    """Makes the sample workspace with so many leads more."""
    from alignment_desktop.domain.progress import Silent
    from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
    from alignment_desktop.services.sample_workspace import new_sample

    workspace = new_sample(str(path), by=Actor(None, None, COMMAND), at=at, monitor=Silent())
    if leads:
        rows = path.with_suffix(".csv")
        _write_leads(rows, leads)
        workspace.execute(
            AcceptImport(prepare(workspace, ImportRequest(path=rows))),
            by=Actor(None, None, COMMAND),
            at=at,
        )
    workspace.close()


def _write_leads(path: Path, count: int) -> None:
    """Leads of nine months before the sample's end, in the fields of the contract."""
    chance = random.Random(2026)
    first = datetime(2026, 4, 1)  # noqa: DTZ001 - spreadsheets tell local time
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(_FIELDS)
        for number in range(count):
            writer.writerow(_lead(chance, first, number))


_FIELDS = (
    *("lead_id", "account", "owner", "region", "source", "segment", "grade", "campaign"),
    *("employees", "created_at", "entered.inquiry", "entered.mql", "handed_over_at"),
    *("first_touch_at", "decision", "decided_at", "return_reason", "entered.sal", "entered.sql"),
    *("entered.opportunity", "opportunity_at", "amount", "closed_at", "outcome", "revenue"),
    *("recycled_at", "renurtured_at", "feedback_at"),
)


def _lead(chance: random.Random, first: datetime, number: int) -> list[object]:
    made = first + timedelta(minutes=chance.randrange(270 * 24 * 60))
    handed = made + timedelta(hours=chance.random() * 40)
    touched = handed + timedelta(hours=chance.expovariate(1 / 12))
    decided = touched + timedelta(hours=chance.random() * 60)
    accepted = chance.random() < 0.6
    wanted = accepted and chance.random() < 0.4
    won = wanted and chance.random() < 0.3
    opened, closed = decided + timedelta(days=9), decided + timedelta(days=20)

    def told(moment: datetime, whether: bool = True) -> str:
        return f"{moment:%Y-%m-%d %H:%M}" if whether else ""

    return [
        *(f"X{number}", f"Account {number % 5000}", chance.choice(("Ann", "Bo", "Cy", ""))),
        *(chance.choice(("EMEA", "APAC", "NA")), chance.choice(("Web", "Fair", "Ads"))),
        *(chance.choice(("Enterprise", "Small business")), chance.choice("ABCD")),
        *(chance.choice(("", "Webinar series")), chance.randrange(5000)),
        *(told(made), told(made), told(handed), told(handed), told(touched)),
        *("accepted" if accepted else "returned", told(decided)),
        "" if accepted else chance.choice(("No timing", "No pain", "")),
        *(told(decided, accepted), told(decided + timedelta(days=2), accepted)),
        *(told(opened, wanted), told(opened, wanted)),
        chance.randrange(9_000_000) / 100 if wanted else "",
        told(closed, wanted),
        ("won" if won else "lost") if wanted else "",
        chance.randrange(9_000_000) / 100 if won else "",
        told(decided, not accepted),
        told(decided + timedelta(days=chance.random() * 20), not accepted),
        told(decided + timedelta(days=3), accepted),
    ]


def lead_steps(application: Application, dropped: Path) -> Iterator[Step]:
    """What a user does who comes back to a workspace, in order."""
    from alignment_desktop.domain.scoreboard import View
    from alignment_desktop.gui.pages.scoreboard.scoreboard import ScoreboardPage

    window = application.window
    assert window is not None
    yield "window shown, pages made", window.show
    yield "scoreboard", lambda: window.open_page("scoreboard")
    scoreboard = window.page("scoreboard")
    assert isinstance(scoreboard, ScoreboardPage)
    yield "scoreboard: one month", lambda: scoreboard.show_view(View("2026-11"))
    yield "scoreboard: one segment", lambda: scoreboard.show_view(View("2026-11", "enterprise"))
    yield "scoreboard: the whole", lambda: scoreboard.show_view(View())
    for row in (2, 5, 8):
        yield f"scoreboard: row {row + 1}", partial(scoreboard.table.select_row, row)
    yield (
        "scoreboard: leads of a stage",
        lambda: scoreboard._open_stage(scoreboard.funnel_chart.drawing.regions[0]),  # noqa: SLF001
    )
    yield "scoreboard: saved as workbook", scoreboard.export_button.click
    yield "scoreboard: review as PDF", scoreboard.review_button.click
    yield "commitments", lambda: window.open_page("commitments")
    yield from _clause_steps(window, application)
    for page in _PAGES[2:]:
        yield page, partial(window.open_page, page)
        if page == "reviews":
            yield from _review_steps(window, application)
    yield from _import_steps(window, dropped)
    yield "overview again", lambda: window.open_page("overview")
    yield "scoreboard again", lambda: window.open_page("scoreboard")
    yield from _sight_steps(window)
    yield from workshop_steps(application)
    for letter in ("m", "mq", "mql"):
        yield f"palette: {letter}", partial(_search, window, letter)


def _review_steps(window: MainWindow, application: Application) -> Iterator[Step]:
    """Another review is looked at, its headline written and undone, its document read."""
    from alignment_desktop.gui.pages.reviews.reviews import ReviewsPage

    page, session = window.page("reviews"), application.session
    assert isinstance(page, ReviewsPage)
    assert session is not None
    yield "reviews: one month", lambda: page.show_period("2026-11")
    yield "reviews: the whole", lambda: page.show_period("")
    headline = "Calls came late in November."
    yield "reviews: headline written", lambda: page._write("headline", headline)  # noqa: SLF001
    yield "reviews: undone", session.undo
    yield "reviews: document opened", page.open_preview
    yield "reviews: document closed", page.close_preview


def _clause_steps(window: MainWindow, application: Application) -> Iterator[Step]:
    """A target is typed and undone; a filter is typed; other commitments are looked at."""
    from alignment_desktop.gui.inspector.editors import LineEditor
    from alignment_desktop.gui.pages.clauses.clause_pages import CommitmentsPage

    page, session = window.page("commitments"), application.session
    assert isinstance(page, CommitmentsPage)
    assert session is not None
    session.set_seat("sales")

    def type_target() -> None:
        form = page.clause_inspector.form
        target = form.editor("target") if form is not None else None
        assert isinstance(target, LineEditor)
        target.line.setText(">= 91 %")
        target.line.textEdited.emit(">= 91 %")
        target.committed.emit()

    yield "commitments: another selected", lambda: page.card.select_row(3)
    yield "commitments: a target changed", type_target
    yield "commitments: undone", session.undo
    yield "commitments: filtered", lambda: page.filter_line.setText("first")
    yield "commitments: filter cleared", page.filter_line.clear


def _import_steps(window: MainWindow, dropped: Path) -> Iterator[Step]:
    """A workbook is dropped, looked through, imported, and its import undone."""
    from alignment_desktop.gui.importing.step_pages import FINISH, PREVIEW
    from alignment_desktop.gui.pages.results.results import ResultsPage

    results = window.page("results")
    assert isinstance(results, ResultsPage)
    assistant = results.assistant
    yield "workbook dropped", lambda: window.files_dropped.emit((str(dropped),))
    while assistant.step < PREVIEW:
        yield f"workbook: after step {assistant.step + 1}", results.next_button.click
    preview = assistant.pages.preview
    rows, found = preview.rows_table.table, preview.problems.rowCount()
    yield "workbook: a late problem", lambda: preview.problems_table.select_row(found - 1)
    yield "workbook: the last rows", rows.scrollToBottom
    while assistant.step < FINISH:
        yield f"workbook: after step {assistant.step + 1}", results.next_button.click
    yield "workbook imported", results.next_button.click
    last = results.batches[-1].id
    yield "import undone", lambda: results.acts.undo(last)
    yield "import restored", lambda: results.acts.restore(last)


def _search(window: MainWindow, words: str) -> None:
    window.palette_.open()
    window.palette_.field.setText(words)


def _sight_steps(window: MainWindow) -> Iterator[Step]:
    """The theme is changed, with pages behind it that are seen next; sizes; Help."""
    from alignment_desktop.gui.theme import ThemeSetting

    own = window.actions_
    yield "dark", lambda: window.choose_theme(ThemeSetting.DARK)
    yield "dark: commitments seen", lambda: window.open_page("commitments")
    yield "light", lambda: window.choose_theme(ThemeSetting.LIGHT)
    yield "larger", own.larger.trigger
    yield "smaller", own.smaller.trigger
    yield "help", own.help.trigger
    yield "help: of another page", lambda: window.open_page("plan")
    yield "help closed", own.help.trigger


def workshop_steps(application: Application) -> Iterator[Step]:
    """Workshop mode is opened, one clause after another looked at, and left."""
    opener = application.workshop
    assert opener is not None
    yield "workshop: opened", opener.open
    assert opener.workshop is not None
    for number in (2, 3):
        yield f"workshop: clause {number}", partial(opener.workshop.step, 1)
    assert opener.page is not None
    yield "workshop: effect", opener.page.toggle_effect
    yield "workshop: facilitator", opener.page.toggle_facilitator
    yield "workshop: clause 4", partial(opener.workshop.step, 1)
    yield "workshop: facilitator closed", opener.page.toggle_facilitator
    yield "workshop: outcome", opener.page.show_outcome
    yield "workshop: left", opener.page.close


def first_steps(application: Application) -> Iterator[Step]:
    """What a user sees first, before any page was made for him."""
    window = application.window
    assert window is not None
    yield "first: window shown", window.show
    for page in _PAGES:
        yield f"first: {page}", partial(window.open_page, page)
    yield "first: palette", partial(_search, window, "m")
    own = window.actions_
    yield "first: help", own.help.trigger
    yield "first: seats", window.seats_wanted.emit
