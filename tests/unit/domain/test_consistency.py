from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.clauses import read_stored_clause
from alignment_desktop.domain.consistency import check
from alignment_desktop.domain.findings import SEVERITIES, Finding
from alignment_desktop.phrasing.problems import finding_remedy, finding_text
from tests.agreements import agreement_of, agreements

FULL = (Path(__file__).parents[2] / "data" / "agreement.toml").read_text(encoding="utf-8")
HOURS = '[[calendar]]\nkey = "office"\ntimezone = "UTC"\nhours = { mon = ["09:00-17:00"] }\n'
COUNT = """
[[commitment]]
key = "leads"
party = "marketing"
measure = "count"
from = "handed_over_at"
target = ">= 100"
every = "month"
if_missed = "We meet"
"""
ATTEMPTS = """
[[commitment]]
key = "calls"
party = "sales"
measure = "attempts"
from = "handed_over_at"
limit = "14 days"
times = 6
target = ">= 90 %"
if_missed = "We meet"
"""
BOTH = COUNT + ATTEMPTS


def agreement(text: str, header: str = "") -> Agreement:
    start = '[agreement]\nlabel = "Q4"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'
    return agreement_of(read_text(f"{start}{header}\n{text}"))


def found(text: str, header: str = "") -> list[tuple[str, str, tuple[str, ...]]]:
    findings = check(agreement(text, header), ())
    return [(finding.rule, finding.severity, finding.keys) for finding in findings]


def only(text: str, header: str = "") -> Finding:
    (finding,) = check(agreement(text, header), ())
    return finding


def test_a_sensible_agreement_has_no_findings() -> None:
    assert check(agreement_of(read_text(FULL)), ()) == []
    assert found(BOTH) == []
    assert found("") == []


@settings(max_examples=40)
@given(agreements())
def test_every_finding_names_clauses_and_speaks_in_whole_sentences(one: Agreement) -> None:
    findings = check(one, ())
    names = {f"{kind}.{key}" if key else kind for kind, key in one.clauses}
    for finding in findings:
        assert finding.keys
        assert set(finding.keys) <= names
        for text in (finding_text(finding), finding_remedy(finding)):
            assert text[-1] in ".?”)"
            assert "{" not in text.replace("{field}", "")
    ranks = [SEVERITIES.index(finding.severity) for finding in findings]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("text", "key", "field", "target"),
    [
        ('[[objective]]\nkey = "o"\nowner = "bob"\n', "objective.o", "owner", "person.bob"),
        ('[[initiative]]\nkey = "o"\nowner = "bob"\n', "initiative.o", "owner", "person.bob"),
        ('[[campaign]]\nkey = "o"\nowner = "bob"\n', "campaign.o", "owner", "person.bob"),
        ('[[content]]\nkey = "o"\nowner = "bob"\n', "content.o", "owner", "person.bob"),
        ('[[meeting]]\nkey = "m"\nattendees = ["bob"]\n', "meeting.m", "attendees", "person.bob"),
        ('[[campaign]]\nkey = "c"\nsegment = "big"\n', "campaign.c", "segment", "segment.big"),
        ('[[assumption]]\nkey = "a"\nsegment = "big"\n', "assumption.a", "segment", "segment.big"),
        ('[[stage]]\nkey = "s"\ndefinition = "S"\nnext = ["t"]\n', "stage.s", "next", "stage.t"),
        ('[[reason]]\nkey = "r"\nclause = "term.t"\n', "reason.r", "clause", "term.t"),
        ('[[reason]]\nkey = "r"\nclause = "attribution"\n', "reason.r", "clause", "attribution"),
        (
            '[[segment]]\nkey = "s"\nwhere = [{ field = "entered.t", op = "is blank" }]\n',
            "segment.s", "where", "stage.t",
        ),
        (
            '[[rule]]\nkey = "s"\nwhere = [{ field = "entered.t", op = "is blank" }]\n',
            "rule.s", "where", "stage.t",
        ),
        (BOTH.replace('every = "month"', 'segment = "big"'), "commitment.leads", "segment",
         "segment.big"),
        (BOTH.replace('every = "month"', 'any = [[{ field = "entered.t", op = "is blank" }]]'),
         "commitment.leads", "any", "stage.t"),
        (COUNT.replace("handed_over_at", "entered.t") + ATTEMPTS, "commitment.leads", "from",
         "stage.t"),
    ],
)  # fmt: skip
def test_a_clause_that_is_named_but_not_there_is_an_error(
    text: str, key: str, field: str, target: str
) -> None:
    finding = only(text)
    assert (finding.rule, finding.severity, finding.keys) == ("unknown-reference", "error", (key,))
    assert finding_text(finding) == f"{key} names {target} in {field}, but there is no such clause."


def test_the_header_names_a_stage_that_has_to_be_there() -> None:
    finding = only("", header='handover_stage = "mql"')
    assert (finding.rule, finding.keys) == ("unknown-reference", ("agreement",))
    fine = '[[reason]]\nkey = "r"\nclause = "agreement"\n[[reason]]\nkey = "q"\nclause = "bare"\n'
    assert found(fine) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (BOTH.replace("14 days", "4 business days"), "commitment.calls"),
        (
            BOTH + '[[commitment]]\nkey = "speed"\nmeasure = "median"\nfrom = "created_at"\n'
            'to = "closed_at"\nbusiness = true\ntarget = "<= 9 hours"\nif_missed = "We meet"\n',
            "commitment.speed",
        ),
        (
            BOTH + '[[commitment]]\nkey = "won"\nmeasure = "share"\nfrom = "created_at"\n'
            'settle = "9 business hours"\ntarget = ">= 9 %"\nif_missed = "We meet"\n'
            'of = [{ field = "outcome", op = "is", value = "won" }]\n',
            "commitment.won",
        ),
        (
            '[[stage]]\nkey = "s"\nkind = "sla"\nlimit = "1 business hour"\ndefinition = "S"\n',
            "stage.s",
        ),
    ],
)
def test_business_time_needs_a_calendar_that_opens(text: str, key: str) -> None:
    assert found(text) == [("no-business-hours", "error", (key,))]
    office = 'calendar = "office"'
    assert found(text + HOURS, office) == []
    shut = HOURS.replace('mon = ["09:00-17:00"]', "mon = []")
    assert found(text + shut, office) == [("no-business-hours", "error", (key,))]
    fair = shut + 'open = { 2026-11-01 = ["09:00-12:00"] }\n'
    assert found(text + fair, office) == []


def assumption(key: str, quantity: str, value: str, more: str = "") -> str:
    return f'[[assumption]]\nkey = "{key}"\nquantity = "{quantity}"\nvalue = {value}\n{more}\n'


def capacity(reps: str = "3", hours: str = "100", minutes: str = "10") -> str:
    return (
        assumption("reps", "Reps", reps)
        + assumption("hours", "hours", hours)
        + assumption("minutes", "minutes per  attempt", minutes)
    )


def test_promises_that_need_just_the_time_there_is_are_possible() -> None:
    # 3 months × 100 leads × 6 attempts = 1800 = 3 reps × 100 hours × 60 ÷ 10 minutes.
    assert found(BOTH + capacity()) == []


def test_one_attempt_more_than_there_is_time_for_is_impossible() -> None:
    finding = only(BOTH + capacity(hours="99.99"))
    assert (finding.rule, finding.severity) == ("impossible-load", "error")
    assert finding.keys == (
        "commitment.calls", "commitment.leads",
        "assumption.reps", "assumption.hours", "assumption.minutes",
    )  # fmt: skip
    assert finding_text(finding) == (
        "300 leads promised × 6 attempts each are 1800 attempts in the agreement's period, "
        "but sales has time for 1799."
    )


def test_targets_of_single_months_count_in_the_load() -> None:
    less = BOTH.replace('every = "month"', 'every = "month"\ntargets = { "2026-12" = ">= 99" }')
    assert found(less + capacity(hours="99.7")) == []
    assert [rule for rule, _, _ in found(BOTH + capacity(hours="99.7"))] == ["impossible-load"]


def test_the_handover_stage_starts_the_same_clocks_as_the_handover() -> None:
    stage = '[[stage]]\nkey = "mql"\ndefinition = "Ready"\n'
    text = COUNT.replace("handed_over_at", "entered.mql") + ATTEMPTS + stage + capacity(reps="1")
    handover = 'handover_stage = "mql"'
    assert [rule for rule, _, _ in found(text, handover)] == ["impossible-load"]
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        BOTH + capacity(reps="1").replace('quantity = "hours"', 'quantity = "hours a year"'),
        BOTH + capacity(reps="1", minutes="0"),
        BOTH + capacity(reps="1") + assumption("more", "reps", "9"),
        BOTH + capacity(reps="1").replace("value = 1\n", ""),
        BOTH + capacity(reps="1").replace("value = 1\n", 'value = 1\nsegment = "s"\n')
        + '[[segment]]\nkey = "s"\n',
        COUNT.replace("handed_over_at", "created_at") + ATTEMPTS + capacity(reps="1"),
        COUNT.replace(">= 100", "<= 100") + ATTEMPTS + capacity(reps="1"),
        BOTH.replace("times = 6", 'times = 6\nwhere = [{ field = "a", op = "is blank" }]')
        + capacity(reps="1"),
    ],
)  # fmt: skip
def test_no_load_is_judged_where_an_input_is_missing(text: str) -> None:
    assert found(text) == []


def test_promises_of_one_party_alone_are_one_sided() -> None:
    finding = only(COUNT)
    assert (finding.rule, finding.severity, finding.keys) == (
        "one-sided", "warning", ("commitment.leads",),
    )  # fmt: skip
    assert "sales has no commitment" in finding_text(finding)
    assert found(COUNT.replace("marketing", "shared")) == []


@pytest.mark.parametrize(
    ("every", "label"),
    [("month", "2027-01"), ("quarter", "FY27 Q1"), ("week", "2026-W39"), ("period", "Q3")],
)
def test_a_target_for_a_period_that_never_comes_is_warned_of(every: str, label: str) -> None:
    given = f'every = "{every}"\ntargets = {{ "{label}" = ">= 5" }}'
    finding = only(BOTH.replace('every = "month"', given))
    assert (finding.rule, finding.severity) == ("target-outside-period", "warning")
    assert label in finding_text(finding)


def test_a_target_for_a_period_of_the_agreement_is_fine() -> None:
    for every, label in (("month", "2026-12"), ("quarter", "2026-Q4"), ("period", "Q4")):
        given = f'every = "{every}"\ntargets = {{ "{label}" = ">= 5" }}'
        assert found(BOTH.replace('every = "month"', given)) == []


def test_work_outside_the_period_or_with_its_dates_turned_round_is_told() -> None:
    work = (
        '[[campaign]]\nkey = "before"\nend = 2026-09-30\n'
        '[[campaign]]\nkey = "within"\nstart = 2026-09-01\nend = 2027-01-31\n'
        '[[initiative]]\nkey = "after"\nstart = 2027-01-01\n'
        '[[initiative]]\nkey = "turned"\nstart = 2026-12-01\nend = 2026-11-01\n'
        '[[content]]\nkey = "late"\ndue = 2027-01-01\n'
        '[[content]]\nkey = "undated"\n'
    )
    assert found(work) == [
        ("ends-before-start", "warning", ("initiative.turned",)),
        ("dates-outside-period", "hint", ("campaign.before",)),
        ("dates-outside-period", "hint", ("initiative.after",)),
        ("dates-outside-period", "hint", ("content.late",)),
    ]


def test_stages_without_limit_definition_or_way_to_them_are_told() -> None:
    stages = (
        '[[stage]]\nkey = "raw"\ndefinition = "A name"\nnext = ["mql"]\n'
        '[[stage]]\nkey = "mql"\nkind = "sla"\nnext = ["mql", "raw"]\n'
        '[[stage]]\nkey = "lost"\nkind = "detour"\n'
    )
    assert found(stages) == [
        ("stage-leads-to-itself", "warning", ("stage.mql",)),
        ("stage-without-way-out", "warning", ("stage.raw",)),
        ("sla-stage-without-limit", "warning", ("stage.mql",)),
        ("undefined-stage", "hint", ("stage.mql", "stage.lost")),
    ]
    assert found(stages.replace(', "raw"]', "]"))[3] == (
        "unreachable-stage", "hint", ("stage.lost",),
    )  # fmt: skip


def test_a_commitment_without_a_consequence_is_hinted_at_once_for_all() -> None:
    text = BOTH.replace('if_missed = "We meet"', "")
    assert found(text) == [
        ("no-consequence", "hint", ("commitment.leads", "commitment.calls")),
    ]


def test_amounts_in_another_currency_are_warned_of() -> None:
    money = '[[objective]]\nkey = "o"\ntarget = ">= 5 USD"\n[[objective]]\nkey = "p"\n'
    assert found(money, 'currency = "EUR"') == [("other-currency", "warning", ("objective.o",))]
    assert found(money, 'currency = "USD"') == []
    assert found(money) == []


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        (">= 90 %", ">= 105 %", "calls"),
        (">= 90 %", "<= -1 %", "calls"),
        (">= 100", "<= -1", "leads"),
        (
            'count"\nfrom = "handed_over_at"\ntarget = ">= 100"',
            'median"\nfrom = "created_at"\nto = "closed_at"\ntarget = "<= -1 hours"',
            "leads",
        ),
    ],
)
def test_a_target_that_cannot_be_met_is_warned_of(before: str, after: str, key: str) -> None:
    assert found(BOTH.replace(before, after)) == [
        ("target-out-of-reach", "warning", (f"commitment.{key}",)),
    ]


def test_a_key_that_the_measure_takes_no_notice_of_is_warned_of() -> None:
    text = BOTH.replace('every = "month"', 'to = "closed_at"\nbusiness = true\nlimit = "1 day"')
    unused = [finding for finding in check(agreement(text), ()) if finding.rule == "unused-field"]
    assert [finding.facts["fields"] for finding in unused] == ["to, limit, business"]
    figure = (
        '[[commitment]]\nkey = "nps"\nmeasure = "figure"\nfigure = "NPS"\ntarget = ">= 4"\n'
        'if_missed = "We meet"\nwhere = [{ field = "grade", op = "is", value = "A" }]\n'
    )
    assert only(figure).facts["fields"] == "where"
    of_leads = BOTH.replace('every = "month"', 'table = "campaigns"')
    assert [
        finding.facts["fields"]
        for finding in check(agreement(of_leads), ())
        if finding.rule == "unused-field"
    ] == ["table"]
    kind = 'activity = "call"\nlimit = "14 days"'
    assert found(BOTH.replace('limit = "14 days"', kind)) == []


@pytest.mark.parametrize(
    ("condition", "never"),
    [
        ('op = "in", value = []', True),
        ('op = "not in", value = []', False),
        ('op = "between", value = [5, 1]', True),
        ('op = "between", value = [1, 5]', False),
        ('op = "between", value = ["b", "a"]', False),
        ('op = "is", value = "a"', False),
    ],
)
def test_a_condition_that_nothing_meets_is_warned_of(condition: str, never: bool) -> None:
    text = f'[[segment]]\nkey = "s"\nwhere = [{{ field = "score", {condition} }}]\n'
    expected = [("condition-never-holds", "warning", ("segment.s",))]
    assert found(text) == (expected if never else [])
    any_of = f'any = [[{{ field = "score", {condition} }}]]'
    rules = [rule for rule, _, _ in found(BOTH.replace('every = "month"', any_of))]
    assert rules == (["condition-never-holds"] if never else [])


def test_names_that_two_clauses_share_are_warned_of() -> None:
    text = (
        '[[segment]]\nkey = "a"\nname = "Large  firms"\n'
        '[[segment]]\nkey = "b"\nname = "large firms"\n'
        '[[audience]]\nkey = "c"\nname = "Large firms"\n'
    )
    assert found(text) == [("same-name", "warning", ("segment.a", "segment.b"))]
    two = '[[threshold]]\nkey = "{key}"\nname = "Call now"\naction = "{action}"\n'
    call = two.format(key="a", action="Call within 4 hours")
    assert found(call + two.format(key="b", action="Call within 4 hours")) == []
    otherwise = call + two.format(key="b", action="Call within a day")
    assert found(otherwise) == [("same-name", "warning", ("threshold.a", "threshold.b"))]
    words = (
        '[[term]]\nkey = "ripe"\nname = "Ripe lead"\nsynonyms = ["mql", "ripe lead"]\n'
        '[[stage]]\nkey = "mql"\nname = "Qualified"\nabbreviation = "MQL"\ndefinition = "Ripe"\n'
    )
    (finding,) = check(agreement(words), ())
    assert (finding.rule, finding.keys) == ("word-with-two-meanings", ("term.ripe", "stage.mql"))
    assert finding_text(finding) == "“mql” stands for term.ripe, stage.mql."


def test_points_that_are_to_decay_need_a_moment_and_a_length() -> None:
    def rule(more: str) -> list[tuple[str, str, tuple[str, ...]]]:
        return found(f'[[rule]]\nkey = "r"\nname = "R"\npoints = 5\n{more}')

    decay = "decay = { percent = 10, days = 7 }\n"
    warned = [("decay-without-moment", "warning", ("rule.r",))]
    assert rule(decay) == warned
    assert rule(decay + 'count = "Clicks"\n') == warned
    assert rule('activity = "visit"\ndecay = { percent = 10, days = 0 }\n') == warned
    assert rule(decay + 'activity = "visit"\n') == []
    assert rule(decay + 'since = "created_at"\n') == []
    assert rule("") == []


def test_a_rule_counts_one_thing() -> None:
    text = '[[rule]]\nkey = "r"\nname = "R"\nactivity = "visit"\ncount = "Clicks"\n'
    assert found(text) == [("rule-counts-two-things", "warning", ("rule.r",))]


def test_grades_that_begin_where_another_does_are_never_reached() -> None:
    grades = ("a", 80), ("b", 50), ("c", 80), ("d", None), ("e", None)
    text = "".join(
        f'[[grade]]\nkey = "{key}"\n' + ("" if low is None else f"from = {low}\n")
        for key, low in grades
    )
    assert found(text) == [
        ("grade-never-reached", "warning", ("grade.c",)),
        ("grade-never-reached", "warning", ("grade.e",)),
    ]


def test_two_calendars_for_what_is_one_value_are_an_error() -> None:
    def named_twice(calendars: str) -> list[tuple[str, str, tuple[str, ...]]]:
        by = f'field = "region", calendars = {{ {calendars} }}'
        stated = ATTEMPTS.replace(
            'limit = "14 days"', f'limit = "14 business days"\ncalendar_by = {{ {by} }}'
        )
        return [each for each in found(stated) if each[0] == "calendar-named-twice"]

    assert named_twice('EMEA = "north", "emea " = "north", APAC = "south"') == []
    told = ("calendar-named-twice", "error", ("commitment.calls",))
    assert named_twice('EMEA = "north", "emea " = "south"') == [told]


def test_clocks_of_an_older_program_that_contradict_themselves_are_errors() -> None:
    one = agreement(ATTEMPTS)
    stated: dict[str, Any] = {
        "party": "sales", "from": "created_at", "target": ">= 90 %", "every": "month",
        "if_missed": "We meet",
    }  # fmt: skip
    within = {"measure": "within", "to": "first_touch_at"}
    paused: dict[str, Any] = {
        "key": "paused",
        "limit": "2 days",
        "pause": [["waiting", "back"]],
        **within,
    }
    placed: dict[str, Any] = {"key": "placed", "limit": "4 hours",
              "calendar_by": {"field": "region", "calendars": {}}, **within}  # fmt: skip
    older = {
        ("commitment", table["key"]): read_stored_clause("commitment", stated | table)
        for table in (paused, placed)
    }
    findings = check(Agreement(one.label, {**one.clauses, **older}), ())
    told = {(each.rule, each.severity, each.keys) for each in findings}
    assert ("pause-in-days", "error", ("commitment.paused",)) in told
    assert ("calendar-without-hours", "error", ("commitment.placed",)) in told


def test_characters_that_turn_a_text_round_are_told() -> None:
    term = '[[term]]\nkey = "mql"\nname = "MQL"\ndefinition = "{}"\nsynonyms = ["{}"]\n'
    assert found(term.format("שלום 👩‍💻 Ünï", "آن‌ها")) == []
    finding = only(term.format("pay \\u202e59\\u202c", "a\\u009bb"))
    assert (finding.rule, finding.facts) == (
        "hidden-characters",
        {"fields": "definition, synonyms"},
    )
    with_text = only('[[side]]\nkey = "s"\nparty = "sales"\ngoals = "a\\u2066b"\n')
    assert with_text.facts == {"fields": "goals"}


def test_hours_that_overlap_are_told_and_those_that_touch_are_not() -> None:
    def days(hours: str) -> list[object]:
        text = f'[[calendar]]\nkey = "o"\ntimezone = "UTC"\nhours = {{ {hours} }}\n'
        return [each.facts["fields"] for each in check(agreement(text), ())]

    assert days('mon = ["09:00-12:00", "12:00-17:00"], tue = ["17:00-17:00"]') == []
    assert days('mon = ["09:00-17:00", "16:00-18:00"]') == ["hours.mon"]
    assert days('mon = ["22:00-06:00"], tue = ["05:00-07:00"]') == ["hours.tue"]
    assert days('mon = ["05:00-07:00"], sun = ["22:00-06:00"]') == ["hours.mon"]
