"""An agenda with what the data say of its lines."""

from __future__ import annotations

from alignment_desktop.phrasing.agenda import AgendaFacts, agenda_lines
from alignment_desktop.words.language import language

ENGLISH = language("en")
AGENDA = ("Scoreboard", "Overdue leads", "Returned leads and their reasons", "Open actions", "AOB")


def test_each_line_says_what_the_data_say_of_it_and_others_stand_as_they_were_agreed() -> None:
    facts = AgendaFacts(
        {"kept": 9, "just_short": 3, "missed": 1},
        ("Grade B first touch", "Volume", "More"),
        4,
        183_600,
        (("Not the decision maker", 6), ("", 5)),
        (("Deputy list", True), ("Rota", False)),
    )
    lines = agenda_lines(AGENDA, facts, ENGLISH)
    assert [line.says for line in lines] == [
        "9 kept, 3 just short, 1 missed: Grade B first touch, Volume",
        "4 are overdue, the oldest for 2 d 3 h",
        "11: Not the decision maker 6, without a reason 5",
        "2 open, 1 due: Deputy list",
        "",
    ]
    assert [line.urgent for line in lines] == [False, True, False, False, False]
    assert [line.says for line in agenda_lines(AGENDA, None, ENGLISH)] == [""] * 5


def test_where_nothing_waits_the_lines_say_so() -> None:
    facts = AgendaFacts({}, (), 0, None, (), ())
    assert [line.says for line in agenda_lines(AGENDA[:4], facts, ENGLISH)] == [
        "Nothing can be judged yet", "None is overdue", "None was returned", "No open actions",
    ]  # fmt: skip
    unknown = AgendaFacts({}, (), 0, None, None, (("Rota", False),))
    said = [line.says for line in agenda_lines(AGENDA[2:4], unknown, ENGLISH)]
    assert said == ["The imports say nothing of returned leads", "1 open, 0 due"]
