"""The table of objectives and initiatives: who, when, and what campaigns bring of the target."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from typing_extensions import override

from alignment_desktop.charts.bullet import Bullet
from alignment_desktop.domain.campaign_plan import Hoped, exact, hoped
from alignment_desktop.domain.campaign_results import MONEY_RESULTS
from alignment_desktop.domain.clauses import Person, clause_name, display_name
from alignment_desktop.domain.plan import Initiative, Objective
from alignment_desktop.gui.delegates.cells import SIDE, CellDelegate
from alignment_desktop.gui.delegates.painted_cells import BulletDelegate, ConsentDelegate
from alignment_desktop.gui.delegates.text_cells import NumberDelegate, WrappedTextDelegate
from alignment_desktop.gui.fonts import MEDIUM, REGULAR, font
from alignment_desktop.gui.models.roles import Role
from alignment_desktop.gui.models.value_table import Index, ValueTableModel
from alignment_desktop.gui.painting.avatar import paint_avatar
from alignment_desktop.gui.painting.consent_mark import Consent, consent_of, consent_text
from alignment_desktop.gui.painting.text_layouts import TextLayouts
from alignment_desktop.gui.seats.seat import initials
from alignment_desktop.gui.theme import ThemeSwitch
from alignment_desktop.gui.widgets.card_table import CardTable
from alignment_desktop.gui.wording import headings, user_language, wording
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.clauses import name_at
from alignment_desktop.phrasing.days import bare_days_text, days_text
from alignment_desktop.phrasing.figures import short_text
from alignment_desktop.phrasing.targets import short_target_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import NONE, capital

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from alignment_desktop.domain.agreement import Agreement, ClauseId
    from alignment_desktop.domain.proposals import Negotiation

_AVATAR = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveRow:
    """One objective or initiative, in words.

    Attributes:
        key: How it is meant, as `objective.revenue`.
        name: What people call it.
        owner: Who looks after it; empty where nobody is named.
        party: Whose that is: the token of its colour.
        when: Its quarter or year, or its days.
        target: What is to be reached.
        expected: What campaigns are expected to bring of it.
        bar: How far that reaches; None where it is not known.
        told: How that was worked out.
        consent: Where both parties stand.
    """

    key: str
    name: str
    owner: str
    party: str
    when: str
    target: str
    expected: str
    bar: Bullet | None
    told: str
    consent: Consent


def objective_rows(
    agreement: Agreement, negotiations: Mapping[ClauseId, Negotiation]
) -> list[ObjectiveRow]:
    """The objectives and then the initiatives of an agreement.

    Args:
        agreement: The agreement.
        negotiations: Where both parties stand on each of its clauses.
    """
    rows = []
    for clause_id, standing in negotiations.items():
        clause = agreement.clauses.get(clause_id)
        consent = consent_of(standing.given, standing.proposing)
        if isinstance(clause, Objective):
            rows.append(_objective(clause, agreement, consent))
        elif isinstance(clause, Initiative):
            rows.append(_initiative(clause, agreement, consent))
    # Objectives first, each kind in its own order.
    return sorted(rows, key=lambda row: not row.key.startswith("objective."))


def _objective(one: Objective, agreement: Agreement, consent: Consent) -> ObjectiveRow:
    words, its = user_language(), wording().plan
    found = hoped(one, agreement)
    target = short_target_text(one.target, words) if one.target is not None else NONE
    if one.target is not None and one.target.op == ">=":
        target = its.at_least(figure=target)
    expected, bar, told = NONE, None, ""
    if found is not None and one.target is not None:
        unit = agreement.header.currency if found.result in MONEY_RESULTS else None
        figure = short_text(float(found.value), unit or None, words)
        expected = its.at_least(figure=figure) if found.at_least else figure
        told = _told(found, agreement)
        share = float(found.value) / one.target.value if one.target.value else None
        reaches = found.value >= exact(one.target.value)
        # Where others may bring more, too little is not known to be so.
        tone = "kept" if reaches else "neutral" if found.at_least else "at_risk"
        bar = Bullet(share, tone, its.of_target(expected=expected, target=target))
    return ObjectiveRow(
        key=clause_name("objective", one.key),
        name=display_name(one),
        owner=name_at(agreement, "person", one.owner),
        party=_party(one.owner, one.party, agreement),
        when=capital(choice_text(one.horizon, words)),
        target=target,
        expected=expected,
        bar=bar,
        told=told,
        consent=consent,
    )


def _told(found: Hoped, agreement: Agreement) -> str:
    its = wording().plan
    text = its.hoped(found.campaigns, count=user_language().number(found.campaigns))
    if found.segment:
        segment = name_at(agreement, "segment", found.segment)
        text = its.hoped_segment(sum=text, segment=segment)
    return its.hoped_more(sum=text) if found.at_least else text


def _initiative(one: Initiative, agreement: Agreement, consent: Consent) -> ObjectiveRow:
    return ObjectiveRow(
        key=clause_name("initiative", one.key),
        name=display_name(one),
        owner=name_at(agreement, "person", one.owner),
        party=_party(one.owner, one.party, agreement),
        when=_days(one),
        target=NONE,
        expected=NONE,
        bar=None,
        told="",
        consent=consent,
    )


def _days(one: Initiative) -> str:
    if one.start is not None and one.end is not None and one.start <= one.end:
        return bare_days_text(one.start, one.end, user_language())
    return days_text(one.start, one.end, user_language()) or NONE


def _party(owner: str, party: str, agreement: Agreement) -> str:
    """The party of whoever looks after something, else of the thing."""
    person = agreement.of_kind("person").get(owner)
    return person.party if isinstance(person, Person) else party


class ObjectiveModel(ValueTableModel[ObjectiveRow]):
    """Shows objectives and initiatives."""

    class Column(IntEnum):
        """The columns."""

        NAME = 0
        OWNER = 1
        WHEN = 2
        TARGET = 3
        EXPECTED = 4
        BAR = 5
        CONSENT = 6

    NUMBERS = frozenset({Column.TARGET, Column.EXPECTED})

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        its = wording().plan
        self._headings = (
            its.objectives(),
            headings().owner(),
            its.when(),
            its.target_column(),
            its.expected_column(),
            "",
            wording().common.consent(),
        )

    @override
    def heading(self, column: int) -> str:
        return self._headings[column]

    @override
    def text(self, row: ObjectiveRow, column: int) -> str:
        consent = consent_text(row.consent)
        bar = row.bar.text if row.bar is not None else ""
        return (row.name, row.owner, row.when, row.target, row.expected, bar, consent)[column]

    @override
    def tip(self, row: ObjectiveRow, column: int) -> str:
        if column in (self.Column.EXPECTED, self.Column.BAR):
            return row.told
        return super().tip(row, column)

    @override
    def value(self, row: ObjectiveRow, column: int, role: int) -> object:
        if role == Role.CONSENT and column == self.Column.CONSENT:
            return row.consent
        if role == Role.BULLET and column == self.Column.BAR:
            return row.bar
        if role == Role.CHIP and column == self.Column.OWNER:
            return row.party
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.heading(column)}: {self.text(row, column)}"
        return None


class OwnerDelegate(CellDelegate):
    """A person: their round picture and their name."""

    @override
    def paint_content(self, painter: QPainter, box: QRectF, index: Index, selected: bool) -> None:
        name, tone = str(index.data() or ""), str(index.data(Role.CHIP) or "shared")
        if not name:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        round_box = QRectF(box.left(), round(box.center().y() - _AVATAR / 2), _AVATAR, _AVATAR)
        paint_avatar(painter, round_box, initials(name), tone, self.theme)
        type_ = font(13, REGULAR)
        painter.setFont(type_)
        painter.setPen(self.theme.colour("text"))
        rest = box.adjusted(_AVATAR + 8, 0, 0, 0)
        shown = QFontMetricsF(type_).elidedText(name, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    @override
    def width_for(self, index: Index) -> int:
        text = str(index.data() or "")
        width = QFontMetricsF(font(13, REGULAR)).horizontalAdvance(text)
        return round(width + _AVATAR + 9) + 2 * SIDE


def objective_table(switch: ThemeSwitch, model: ObjectiveModel, parent: QWidget) -> CardTable:
    """The table of objectives and initiatives."""
    card = CardTable(switch, model, wording().plan.objectives(), parent)
    column, layouts = ObjectiveModel.Column, TextLayouts()
    card.table.name_column = column.NAME
    card.set_columns(
        {
            column.NAME: WrappedTextDelegate(switch, layouts, card, MEDIUM, above=8),
            column.OWNER: OwnerDelegate(switch, card),
            column.WHEN: WrappedTextDelegate(switch, layouts, card, tone="muted", above=8),
            column.TARGET: NumberDelegate(switch, card),
            column.EXPECTED: NumberDelegate(switch, card, MEDIUM),
            column.BAR: BulletDelegate(switch, card),
            column.CONSENT: ConsentDelegate(switch, card),
        },
        fixed={
            column.OWNER: 110,
            column.WHEN: 100,
            column.TARGET: 76,
            column.EXPECTED: 80,
            column.BAR: 76,
            column.CONSENT: 76,
        },
        shares={column.NAME: 1},
        wrapping=(column.NAME, column.WHEN),
        growing=(column.OWNER, column.WHEN, column.TARGET, column.EXPECTED),
        sparing=(column.BAR, column.WHEN, column.OWNER),
    )
    return card
