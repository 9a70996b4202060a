"""The scoreboard's values in the words and shapes of the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from typing_extensions import override

from alignment_desktop.charts import Bar, Bin, Bullet, FunnelStage
from alignment_desktop.domain.limits import Limit
from alignment_desktop.domain.scoreboard import Board, Headline, ScoreLine
from alignment_desktop.gui.models.scoreboard import ScoreRow
from alignment_desktop.gui.models.value_table import ValueTableModel
from alignment_desktop.gui.painting.chips import Chip
from alignment_desktop.gui.widgets.cards import Stat
from alignment_desktop.gui.wording import party_words, status_words, user_language
from alignment_desktop.phrasing.days import day_of_year_text
from alignment_desktop.phrasing.durations import duration_text, hours_text, limit_text
from alignment_desktop.phrasing.figures import figure_text, short_text
from alignment_desktop.phrasing.language import NONE, Language
from alignment_desktop.phrasing.targets import short_target_text

if TYPE_CHECKING:
    from datetime import date

    from alignment_desktop.services.scoreboard_leads import Detail, LeadBehind

_TONES = {"kept": "kept", "at_risk": "at_risk", "missed": "missed"}
_UNITS = {"second": "s", "minute": "min", "hour": "h", "day": "days", "week": "weeks"}
_NAMED = ("grade",)

user_marks = user_language
"""In which values are put into words."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("ScoreboardPage", text)


def status_chip(status: str) -> Chip:
    """A status as a chip."""
    words = _tr("No target") if status == "no_target" else status_words(status)
    return Chip(words, _TONES.get(status, "neutral"))


def count_text(number: int | None, marks: Language) -> str:
    """A whole number; "–" where there is none."""
    return NONE if number is None else marks.number(number)


def day_text(day: date) -> str:
    """A day without its year, as "1 Oct"."""
    return day_of_year_text(day, user_language())


def counted_text(line: ScoreLine, marks: Language) -> str:
    """What a figure counts, with its denominator and what was left out."""
    if line.kept is None or line.missed is None:
        text = _tr("{0} counted").format(count_text(line.eligible, marks))
    else:
        kept, whole = count_text(line.kept, marks), count_text(line.kept + line.missed, marks)
        text = _tr("{0} of {1} kept").format(kept, whole)
    if line.open:
        text += _tr(" · {0} still open").format(count_text(line.open, marks))
    if line.excluded:
        text += _tr(" · {0} left out").format(count_text(line.excluded, marks))
    return text


def score_row(line: ScoreLine, marks: Language) -> ScoreRow:
    """A line of the table."""
    actual = short_text(line.value, line.unit, marks)
    target = short_target_text(line.target, marks) if line.target else NONE
    chip = status_chip(line.status)
    bullet = Bullet(
        line.attainment,
        _TONES.get(line.status, "neutral"),
        _tr("{0} against {1}: {2}").format(actual, target, chip.text),
    )
    past = [
        f"{label}: {short_text(value, line.unit, marks)}"
        for label, value in zip(line.history_labels, line.history, strict=True)
    ]
    return ScoreRow(
        key=line.key,
        owner=Chip(party_words(line.party), line.party),
        name=line.name,
        target=target,
        actual=actual,
        detail=counted_text(line, marks),
        bullet=bullet,
        history=line.history,
        history_text=", ".join(past),
        status=chip,
        missed=line.missed,
        missed_text=count_text(line.missed, marks) if line.missed else NONE,
    )


def gap_chip(line: ScoreLine, marks: Language) -> Chip:
    """The status in the inspector, with how far the figure is from its target."""
    chip = status_chip(line.status)
    if line.value is None or line.target is None or line.status not in _TONES:
        return chip
    gap = abs(line.value - line.target.value)
    if line.unit == "share":
        words = _tr("{0} points").format(marks.number(100 * gap, 1))
    else:
        words = short_text(gap, line.unit, marks)
    if not gap:
        return chip
    templates = {
        "missed": _tr("Missed by {0}"),
        "at_risk": _tr("At risk, {0} short"),
        "kept": _tr("Kept, with {0} to spare"),
    }
    return Chip(templates[line.status].format(words), chip.tone)


def stat_of(headline: Headline, marks: Language) -> Stat:
    """A headline as a card."""
    part, whole = count_text(headline.part, marks), count_text(headline.whole, marks)
    counts = headline.counts
    if headline.code == "kept":
        rest = ("at_risk", "missed", "open", "too_few", "no_data", "no_target")
        words = [
            f"{count_text(counts[status], marks)} {status_chip(status).text.lower()}"
            for status in rest
            if counts.get(status)
        ]
        figure = _tr("{0} of {1}").format(part, whole)
        return Stat(_tr("Commitments kept"), figure, " · ".join(words))
    figure = short_text(headline.value, headline.unit, marks)
    if headline.code == "speed":
        return Stat(_tr("Speed to lead"), figure, _tr("median of {0} leads").format(whole))
    if headline.code == "returned":
        note = _tr("{0} of {1} decided").format(part, whole)
        if counts.get("without_reason"):
            blank = count_text(counts["without_reason"], marks)
            note += _tr(" · {0} without a reason").format(blank)
        return Stat(_tr("Leads returned"), figure, note)
    note = _tr("{0} deals").format(whole)
    if headline.part < headline.whole:
        note = _tr("{0} of {1} deals have an amount").format(part, whole)
    return Stat(_tr("Won revenue"), figure, note)


def funnel_stages(board: Board, marks: Language) -> list[FunnelStage]:
    """The funnel: how far the leads that entered in the period came."""
    made = []
    following = [stage.reached for stage in board.stages[1:]]
    for stage, after in zip(board.stages, [*following, None], strict=True):
        rate = ""
        if after is not None and stage.reached:
            rate = figure_text(after / stage.reached, "share", marks)
        made.append(FunnelStage(stage.name, stage.reached, stage.party, rate))
    return made


def _slip_words(field: str, value: str) -> str:
    if not field:
        return _tr("Everything else")
    if field == "weekday":
        return _tr("Started on a {0}").format(QLocale().dayName(int(value)))
    fields = {
        "owner": _tr("owner"),
        "region": _tr("region"),
        "source": _tr("source"),
        "campaign": _tr("campaign"),
        "segment": _tr("segment"),
        "industry": _tr("industry"),
        "grade": _tr("grade"),
    }
    if not value:
        return _tr("No {0}").format(fields[field])
    return f"{fields[field].capitalize()} {value}" if field in _NAMED else value


def slip_bars(detail: Detail) -> list[Bar]:
    """Where it slips; empty where no group stands out."""
    slips = detail.slips
    if not any(slip.field for slip in slips):
        return []
    return [
        Bar(_slip_words(slip.field, slip.value), slip.missed, "missed" if slip.field else "faint")
        for slip in slips
    ]


def _amount(detail: Detail) -> tuple[Decimal, str]:
    allowed = detail.allowed
    if isinstance(allowed, Limit):
        return allowed.amount, str(allowed.unit)
    return (allowed.amount, allowed.unit_text) if allowed else (Decimal(1), "")


def histogram_bins(detail: Detail, marks: Language) -> list[Bin]:
    """How long it took, in the unit of what was promised."""
    if not detail.bins:
        return []
    amount, unit = _amount(detail)
    half = len(detail.bins) // 2
    step, word = float(amount) / half, _UNITS.get(unit, unit)

    def edge(number: int) -> str:
        value = step * number
        return marks.plain(round(value, 3))

    made = []
    for at, count in enumerate(detail.bins):
        last = at == len(detail.bins) - 1
        span = _tr("over {0} {1}") if last else _tr("{0} to {2} {1}")
        label = span.format(edge(at), word, edge(at + 1))
        made.append(Bin(label, count, beyond=at >= half))
    return made


def limit_words(detail: Detail, marks: Language) -> str:
    """What was promised, beside its line in the histogram."""
    allowed = detail.allowed
    if allowed is None:
        return ""
    if isinstance(allowed, Limit):
        return _tr("{0} promised").format(limit_text(allowed, marks))
    return _tr("{0} promised").format(short_target_text(allowed, marks))


@dataclass(frozen=True, slots=True)
class LeadLine:
    """One lead in the inspector.

    Attributes:
        key: The lead's key.
        who: Its account or name.
        region: Its region.
        used: How long it took, "> 31 h" where it still runs; "–" where nothing is timed.
    """

    key: str
    who: str
    region: str
    used: str


def lead_line(lead: LeadBehind, detail: Detail, marks: Language) -> LeadLine:
    """One missed lead, in words."""
    used = NONE
    if lead.used is not None:
        words = hours_text if detail.business else duration_text
        used = words(lead.used, marks)
        if lead.stopped is None:
            used = f"> {used}"
    return LeadLine(lead.lead_id, lead.who, lead.region, used)


class LeadModel(ValueTableModel[LeadLine]):
    """Shows the very leads behind a figure; their region where nothing is timed."""

    class Column(IntEnum):
        """The columns."""

        LEAD = 0
        WHO = 1
        USED = 2

    NUMBERS = frozenset({Column.USED})

    def show_leads(self, rows: Sequence[LeadLine]) -> None:
        """Shows other leads."""
        self.show_rows(rows)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.Column) - 1)

    @property
    def _timed(self) -> bool:
        return any(row.used != NONE for row in self.rows)

    @override
    def heading(self, column: int) -> str:
        return (_tr("Lead"), _tr("Who"), _tr("Took") if self._timed else _tr("Region"))[column]

    @override
    def text(self, row: LeadLine, column: int) -> str:
        return (row.key, row.who or NONE, row.used if self._timed else row.region or NONE)[column]

    @override
    def value(self, row: LeadLine, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.heading(column)}: {self.text(row, column)}"
        return None


def lead_lines(detail: Detail, marks: Language) -> Sequence[LeadLine]:
    """The missed leads, in words."""
    return [lead_line(lead, detail, marks) for lead in detail.leads]
