"""The scoreboard's headlines as cards: the figure, what changed, and what it stands on."""

from __future__ import annotations

from alignment_desktop.domain.scoreboard import THEIR_OWN, THESE, Board, Days, Headline
from alignment_desktop.domain.verdicts import KEPT, MISSED
from alignment_desktop.gui.pages.scoreboard.scoreboard_rows import count_text, day_text
from alignment_desktop.gui.widgets.cards import Said, Stat
from alignment_desktop.gui.wording import wording
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.durations import duration_text
from alignment_desktop.phrasing.figures import of_plan_text, short_text
from alignment_desktop.phrasing.verdicts import TONES, counted_verdicts
from alignment_desktop.words.language import NONE, Language


def kept_stat(board: Board, marks: Language) -> Stat:
    """How many promises were kept."""
    return next(
        (stat_of(each, board.before, marks) for each in board.headlines if each.code == "kept"),
        Stat(wording().common.commitments_kept(), "–", wording().common.no_results_yet()),
    )


def stat_of(headline: Headline, before: Days | None, marks: Language) -> Stat:
    """A headline as a card.

    Args:
        headline: What it shows.
        before: The days that it is compared with.
        marks: How numbers are written.
    """
    names = {
        "kept": wording().common.commitments_kept(),
        "speed": wording().scoreboard.speed_to_lead(),
        "returned": wording().scoreboard.leads_returned(),
        "won": wording().scoreboard.won_revenue(),
    }
    notes, detail = _notes(headline, marks)
    return Stat(
        names[headline.code],
        _figure(headline, marks),
        change=_change(headline, before, marks),
        parts=notes,
        detail=detail,
    )


def _figure(headline: Headline, marks: Language) -> str:
    if not headline.whole:
        return NONE  # of nothing that can be judged nothing is said
    if headline.value is None:
        part, whole = count_text(headline.part, marks), count_text(headline.whole, marks)
        return wording().scoreboard.of(part=part, whole=whole)
    return short_text(headline.value, headline.unit, marks)


def _change(headline: Headline, before: Days | None, marks: Language) -> tuple[Said, ...]:
    if before is None:
        return (Said(wording().scoreboard.no_earlier_period()),)
    since = (
        period_text(before.label, marks, year=True)
        or f"{day_text(before.start)} – {day_text(before.end)}"
    )
    if headline.before is None:
        return (Said(wording().scoreboard.no_figure_of(since=since)),)
    change = headline.change
    its = wording().scoreboard
    judged = headline.code == "kept"
    if change is None:
        # Numbers that cannot fairly be set off against each other stand side by side.
        figure = _figure(headline.before, marks)
        if judged:
            # The agreement of those days may have promised other things, and counted otherwise.
            theirs = before.promises == THEIR_OWN
            say = its.kept_in_by_its_own if theirs else its.kept_in
            return (Said(say(figure=figure, since=since)),)
        return (Said(its.in_(figure=figure, since=since)),)
    by_these = judged and before.promises == THESE
    whose = (Said(its.by_these_promises()),) if by_these else ()
    words = _amount(abs(change), headline, marks)
    if words == _amount(0, headline, marks):
        return Said(its.as_in(since=since)), *whose
    tone = "kept" if headline.improved else "missed"
    sign = "+" if change > 0 else "−"
    return Said(f"{sign}{words}", tone), Said(its.since(since=since)), *whose


def _amount(amount: float, headline: Headline, marks: Language) -> str:
    if headline.unit == "share":
        return wording().scoreboard.points(amount=marks.number(100 * amount, 1))
    if headline.unit == "seconds":
        return duration_text(amount, marks)
    return short_text(amount, headline.unit, marks)


def _notes(headline: Headline, marks: Language) -> tuple[tuple[Said, ...], str]:
    """What stands below, and what is told besides."""
    part, whole = count_text(headline.part, marks), count_text(headline.whole, marks)
    if headline.code == "kept":
        # What was missed comes first: a narrow card shows no more.
        counted = sorted(
            counted_verdicts(headline.counts, marks), key=lambda told: told[0] != MISSED
        )
        said = (Said(text, TONES.get(word, "muted")) for word, text in counted if word != KEPT)
        return tuple(said), ""
    if headline.code == "speed":
        return (Said(wording().scoreboard.median_of_leads(headline.whole, whole=whole)),), ""
    if headline.code == "returned":
        blank = headline.counts.get("without_reason")
        told = (
            wording().scoreboard.of_them_without_a(blank=count_text(blank, marks)) if blank else ""
        )
        return (Said(wording().scoreboard.of_decided_leads(part=part, whole=whole)),), told
    deals, told = wording().scoreboard.deals(headline.whole, whole=whole), ""
    if headline.part < headline.whole:
        told = wording().scoreboard.of_deals_have_an(part=part, whole=whole)
        deals = wording().scoreboard.of_deals(part=part, whole=whole)
    if headline.of_plan is None:
        return (Said(deals),), told
    planned = short_text(headline.plan, headline.unit, marks)
    share = wording().scoreboard.of_plan(share=of_plan_text(headline.of_plan, marks))
    detail = " · ".join(filter(None, (told, wording().scoreboard.planned_are(planned=planned))))
    return (Said(share), Said(deals)), detail
