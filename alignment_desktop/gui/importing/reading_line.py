"""How a file was read, in one line: code page, delimiter, decimal sign, dates; changeable there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from alignment_desktop.gui.importing.cells import Choice, Choices
from alignment_desktop.gui.importing.words import page_name, value_word
from alignment_desktop.gui.theme import set_look
from alignment_desktop.gui.widgets.labels import label
from alignment_desktop.gui.wording import user_language, wording

if TYPE_CHECKING:
    from alignment_desktop.services.import_looks import Look

_UNICODE = ("utf-8", "utf-16-le", "utf-16-be")
_SIGNS = (";", ",", "\t", "|")
_ALIGNED = " "


class ReadingLine(QWidget):
    """Says how a file was read, and lets that be changed in place.

    Attributes:
        settled: Carries what the user settled and how: `encoding`, `cp1250`.
    """

    settled = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        its = wording().importing
        self.sentence = label(pixels=13, wrap=True)
        self.change_button = QPushButton(its.change())
        self.change_button.setCheckable(True)
        set_look(self.change_button, "kind", "quiet")
        self.change_button.setAccessibleName(its.change_how_it_is_read())
        said = QHBoxLayout()
        said.setContentsMargins(0, 0, 0, 0)
        said.addWidget(self.sentence, 1)
        said.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignTop)
        self.encoding, self.delimiter = Choices([]), Choices([])
        self.decimal, self.dates = Choices([]), Choices([])
        self.changes = QWidget()
        self._lay_out_changes()
        self.changes.hide()
        self.change_button.toggled.connect(self.changes.setVisible)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(said)
        column.addWidget(self.changes)

    def _lay_out_changes(self) -> None:
        its = wording().importing
        row = QHBoxLayout(self.changes)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(12)
        self._parts: dict[str, QWidget] = {}
        for name, text, combo in (
            ("encoding", its.code_page(), self.encoding),
            ("delimiter", its.fields_are_parted_by(), self.delimiter),
            ("decimal", its.decimal_sign(), self.decimal),
            ("dates", its.dates_written_in_numbers(), self.dates),
        ):
            part = QWidget()
            inside = QVBoxLayout(part)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(4)
            heading = label(text, 12, tone="muted")
            heading.setBuddy(combo)
            combo.setAccessibleName(text)
            combo.activated.connect(
                lambda _at, name=name, combo=combo: self.settled.emit(name, combo.value())
            )
            inside.addWidget(heading)
            inside.addWidget(combo)
            row.addWidget(part, 1)
            self._parts[name] = part

    def show_look(self, look: Look) -> None:
        """Says how the file of a look was read."""
        workbook, mapping = look.proposal.workbook, look.proposal.located.mapping
        dates, decimal = look.reading
        self.sentence.setText(_sentence(look))
        types = {column.kind_of_value for column in look.columns}
        text = workbook.encoding is not None
        shown = {
            "encoding": text,
            "delimiter": text,
            "decimal": "number" in types or bool(decimal),
            "dates": bool(types & {"moment", "day"} or dates),
        }
        for name, part in self._parts.items():
            part.setVisible(shown[name])
        self.change_button.setVisible(any(shown.values()))
        if text:
            self._fill_text(look)
        its = wording().importing
        words = {",": its.decimal_comma(), ".": its.decimal_point()}
        self.decimal.fill(
            [
                _as_found(words.get(decimal, "") if mapping.decimal is None else ""),
                (",", its.comma_1_234_56()),
                (".", its.point_1_234_56()),
            ]
        )
        self.decimal.show_value(mapping.decimal or "")
        self.dates.fill(
            [
                _as_found("" if mapping.dates else _order_words().get(dates, "")),
                ("day first", its.day_first_31_12()),
                ("month first", its.month_first_12_31()),
                ("year first", its.year_first_2026_12()),
            ]
        )
        self.dates.show_value(str(mapping.dates or ""))

    def _fill_text(self, look: Look) -> None:
        from alignment_desktop.importing.code_pages import CODE_PAGES

        workbook = look.proposal.workbook
        page, sign = workbook.encoding or "", workbook.delimiter or ""
        names = dict.fromkeys((*_UNICODE, *CODE_PAGES))
        names.update(dict.fromkeys(filter(None, (workbook.encoding, workbook.stated.encoding))))
        found = "" if workbook.stated.encoding else page_name(page)
        self.encoding.fill(
            [_as_found(found), *((name, _page_with_letters(name)) for name in names)]
        )
        self.encoding.show_value(workbook.stated.encoding or "")
        signs = dict.fromkeys((*_SIGNS, *filter(None, (workbook.delimiter,))))
        offered: list[Choice] = [(sign, _sign_word(sign)) for sign in signs]
        found = "" if workbook.stated.delimiter else _sign_word(sign)
        self.delimiter.fill([_as_found(found), *offered])
        self.delimiter.show_value(workbook.stated.delimiter or "")


def _sentence(look: Look) -> str:
    """How the file was read: `Read as text in Windows-1252, fields separated by semicolons, …`."""
    workbook, its = look.proposal.workbook, wording().importing
    dates, decimal = look.reading
    if workbook.encoding is None:
        parts = [its.read_as_workbook(format=workbook.format.upper())]
    else:
        page = page_name(workbook.encoding)
        guessed = workbook.guessed_encoding is not None
        parts = [
            its.read_as_text_guessed(page=page) if guessed else its.read_as_text(page=page),
            its.fields_parted_by(sign=_sign_word(workbook.delimiter or "")),
        ]
    parts.append({",": its.decimal_comma(), ".": its.decimal_point()}.get(decimal, ""))
    parts.append(_order_words().get(dates, ""))
    examples = [its.read_so(text=text, value=value_word(value)) for text, value in look.examples]
    sentences = [", ".join(filter(None, parts)) + ".", *examples]
    return " ".join(sentences)


def _order_words() -> dict[str, str]:
    """The orders of dates in words."""
    its = wording().importing
    return {
        "day first": its.day_first(),
        "month first": its.month_first(),
        "year first": its.year_first(),
    }


def _as_found(found: str) -> Choice:
    """The choice to leave a thing as it was found, with what that is where it holds now."""
    its = wording().importing
    return "", its.as_found(found=found) if found else its.as_found_in_the()


def _page_with_letters(encoding: str) -> str:
    """A code page with the letters that it has, where one may not know."""
    language, code = user_language(), f"window.letters.{encoding}"
    name = page_name(encoding)
    if not language.has(code):
        return name
    return wording().importing.page_of_letters(page=name, letters=language.say(code))


def _sign_word(sign: str) -> str:
    """What parts the fields, in words."""
    its = wording().importing
    words = {
        ";": its.semicolons(),
        ",": its.commas(),
        "\t": its.tabs(),
        "|": its.bars(),
        _ALIGNED: its.spaces(),
    }
    return words.get(sign, sign)
