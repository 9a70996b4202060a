from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.agreement_text import read_text, write_text
from alignment_desktop.domain.clauses import KINDS
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.text_lines import line_starts
from alignment_desktop.phrasing.problems import sentence
from tests.agreements import LETTERS, agreement_of, agreements

DATA = Path(__file__).parents[2] / "data"
FULL = "".join(
    (DATA / name).read_text(encoding="utf-8") for name in ("agreement.toml", "further_kinds.toml")
)
HEADER = '[agreement]\nlabel = "Q"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'
COMMITMENT = 'key = "c"\nmeasure = "count"\nfrom = "created_at"\ntarget = ">= 1"\n'


def problem_of(text: str, file: str = "a.toml") -> Problem:
    with pytest.raises(Problem) as caught:
        read_text(text, file=file)
    return caught.value


def refusal(text: str) -> tuple[str, object, object, object]:
    problem = problem_of(text)
    assert problem.facts["file"] == "a.toml"
    assert "?" not in sentence(problem)
    facts = problem.facts
    return problem.code, facts["line"], facts.get("clause"), facts.get("field")


@settings(max_examples=40)
@given(agreements())
def test_an_agreement_written_as_text_reads_back_the_same(agreement: Agreement) -> None:
    again = agreement_of(read_text(write_text(agreement)))
    assert dict(again.clauses) == dict(agreement.clauses)
    assert again.content_hash == agreement.content_hash
    assert again.label == agreement.label


@settings(max_examples=40)
@given(agreements())
def test_an_agreement_kept_as_content_reads_back_the_same(agreement: Agreement) -> None:
    again = Agreement.from_content(agreement.label, agreement.content())
    assert dict(again.clauses) == dict(agreement.clauses)
    assert again.content_hash == agreement.content_hash


@settings(max_examples=30)
@given(agreements(), st.booleans())
def test_each_clause_of_a_written_text_is_found_on_its_line(
    agreement: Agreement, carriage_returns: bool
) -> None:
    text = write_text(agreement)
    lines = text.split("\n")
    for (kind, key), line in read_text(
        text.replace("\n", "\r\n") if carriage_returns else text
    ).lines.items():
        header = lines[line - 1]
        assert header in (f"[[{kind}]]", f"[{kind}]")
        assert not key or f'key = "{key}"' in lines[line : line + 2]


def test_the_full_text_has_every_kind_and_reads_back_the_same() -> None:
    agreement = agreement_of(read_text(FULL))
    assert {kind for kind, _ in agreement.clauses} == set(KINDS)
    again = agreement_of(read_text(write_text(agreement)))
    assert again.content_hash == agreement.content_hash


def test_line_ends_and_a_byte_order_mark_make_no_difference() -> None:
    odd = read_text("\ufeff" + FULL.replace("\n", "\r\n"))
    plain = agreement_of(read_text(FULL)).clauses
    # Only the text over several lines keeps its own line ends.
    assert {key for key in plain if odd.clauses[key] != plain[key]} <= {("audience", "who")}


@pytest.mark.parametrize(
    ("written", "wrong", "code", "clause", "field"),
    [
        ("start = 2026-10-01", 'start = "soon"', "not-a-date", "agreement", "period.start"),
        ('currency = "CHF"', 'currency = "Fr"', "not-a-currency", "agreement", "currency"),
        ('rule = "position based"', 'rule = "all"', "unknown-word", "attribution", "rule"),
        ('tue = ["08:00-17:30"]', 'tue = ["8-17"]', "unreadable-interval", "calendar.zurich",
         "hours.tue"),
        ('open = { 2026-11-28 = ["08:00-12:00"] }', 'open = { 2026-11-28 = ["8"] }',
         "unreadable-interval", "calendar.zurich", "open.2026-11-28"),
        ('op = "contains"', 'op = "has"', "unknown-word", "segment.nurseries", "where.1.op"),
        ('goals = "To', 'gaols = "To', "unknown-field", "side.marketing-side", "gaols"),
        ('">= 900000 CHF"', '"900000 CHF"', "unreadable-target", "objective.spring", "target"),
        ("budget = 7500.5", "budget = nan", "not-a-number", "campaign.bulbs", "budget"),
        ("leads = 90", 'leads = "90"', "not-a-number", "campaign.bulbs", "expected.leads"),
        ('synonyms = ["nursery man"]', 'synonyms = "nursery man"', "not-a-list", "term.grower",
         "synonyms"),
        ('accounts = ["Rose AG"', "accounts = [1", "not-text", "audience.who", "accounts.1"),
        ('limit = "3 business days"', 'limit = "3 days or so"', "unreadable-limit",
         "stage.qualified", "limit"),
        ('next = ["qualified"]', 'next = ["Qualified"]', "bad-key", "stage.raw", "next.1"),
        ('clause = "stage.qualified"', 'clause = "stages.qualified"', "not-a-clause-name",
         "reason.no-land", "clause"),
        ("time = 08:30:00", 'time = "half past"', "not-a-time", "meeting.monday", "time"),
        ('targets."2026-12" = ">= 30"', 'targets."2026-13" = ">= 30"', "unreadable-period",
         "commitment.leads", "targets.2026-13"),
        ('targets."2026-12" = ">= 30"', 'targets."2026-Q4" = ">= 30"', "period-of-other-length",
         "commitment.leads", "targets.2026-Q4"),
        ('target = ">= 90 %"', 'target = ">= 90"', "target-not-a-share", "commitment.first-call",
         "target"),
        ('op = "is not blank"', 'op = "is missing"', "unknown-word", "commitment.first-call",
         "any.2.2.op"),
        ('key = "first-call"', 'key = "First call"', "bad-key", "commitment.First call", "key"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_text_with_a_mistake_is_refused_naming_line_clause_and_field(
    written: str, wrong: str, code: str, clause: str, field: str, line_end: str
) -> None:
    assert FULL.count(written) == 1, written
    text = FULL.replace(written, wrong)
    line = 1 + next(i for i, part in enumerate(text.split("\n")) if wrong in part)
    assert refusal(text.replace("\n", line_end)) == (code, line, clause, field)


def test_the_third_commitment_is_the_one_that_is_named() -> None:
    third = '[[commitment]] # brackets [ in " a comment\n' + COMMITMENT.replace("1", "lots")
    start = HEADER + f"[[commitment]]\n{COMMITMENT}[[commitment]]\n"
    text = start + COMMITMENT.replace('"c"', '"d"') + third.replace('"c"', '"e"')
    assert refusal(text) == ("unreadable-target", 18, "commitment.e", "target")


def test_a_missing_field_is_named_on_the_line_of_its_table() -> None:
    assert refusal('\n[[person]]\nname = "A"\n') == ("missing-field", 2, "person", "key")
    assert refusal("[agreement]\n[agreement.period]\nstart = 2026-10-01\n") == (
        "missing-field", 2, "agreement", "period.end",
    )  # fmt: skip


@pytest.mark.parametrize("where", ["where.op", '"where"."op"', "'where'.'op'", '"wh\\u0065re".op'])
def test_sub_tables_may_be_written_in_any_way(where: str) -> None:
    table = where.partition(".")[0]
    text = (
        f'[[segment]]\nkey = "s"\n[[segment.{table}]]\nfield = "a"\nop = "is"\nvalue = 1\n'
        f'[[segment.{table}]]\nfield = "b"\n\nop = "?"\n'
    )
    code, line, clause, field = (
        problem_of(text).code,
        *(problem_of(text).facts[name] for name in ("line", "clause", "field")),
    )
    assert (code, line, clause, field) == ("unknown-word", 10, "segment.s", "where.2.op")


def test_clauses_may_be_written_as_one_list_of_tables() -> None:
    text = 'person = [\n { key = "a" },\n { key = "b", party = "all" },\n]\n'
    assert refusal(text) == ("unknown-word", 3, "person.b", "party")


def test_one_calendar_may_be_written_without_double_brackets() -> None:
    text = 'calendar.key = "c"\ncalendar.timezone = "Mars/Base"\n'
    assert refusal(text) == ("unknown-timezone", 2, "calendar.c", "timezone")


def test_what_stands_in_a_text_of_several_lines_is_no_key() -> None:
    text = (
        "[[term]]\nkey = 't'\ndefinition = '''\n[[person]]\nname = 1 '''\n"
        'synonyms = ["\\" [", """\na\\"""" ]\nname = 1\n'
    )
    assert refusal(text) == ("not-text", 8, "term.t", "name")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[agreement]\nlabel = FY27\n", 2),
        ("[agreement]\nlabel = 'a'\nlabel = 'b'\n", 3),
        ("[agreement]\n\n[agreement]\n", 3),
        ("[[person]]\nkey = 'a\n", 2),
        ("[[person]]\nkey = \"a\nname = 'b'\n", 2),
        ('[[person]]\nname = """a\n\n', 2),
        ("[[person]]\nagenda = ['a'\n\n", 2),
        ("x = " + "1" * 5_000, 1),
        ("x = " + "[" * 100_000, 1),
    ],
)
def test_what_is_not_toml_is_refused_with_its_line(text: str, line: int) -> None:
    problem = problem_of(text)
    assert (problem.code, problem.facts["line"]) == ("not-toml", line)
    assert sentence(problem).startswith(f"a.toml, line {line}: This is not valid TOML: ")


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("[[stages]]\n", ("unknown-kind", 1, None, None)),
        ("\nlabel = 'x'\n", ("unknown-kind", 2, None, None)),
        ("[[agreement]]\nlabel = 'a'\n[[agreement]]\n", ("kind-is-one-table", 1, None, None)),
        ("attribution = 1\n", ("kind-is-one-table", 1, None, None)),
        ("\nperson = [1, 2]\n", ("kind-is-a-list", 2, None, None)),
        ("[agreement]\nlabel = ' '\n", ("bad-label", 2, "agreement", "label")),
        ("[agreement]\nlabel = \"a\\nb\"\n", ("bad-label", 2, "agreement", "label")),
        ("[agreement]\nlabel = 1\n", ("not-text", 2, "agreement", "label")),
        ("[agreement]\nremove = true\n", ("header-stays", 2, "agreement", "remove")),
        ("[[person]]\nkey = 1\n", ("bad-key", 2, "person", "key")),
        ("[[person]]\nkey = 'a'\nremove = 'yes'\n",
         ("not-true-or-false", 3, "person.a", "remove")),
        ("[[person]]\nremove = true\n", ("missing-field", 1, "person", "key")),
        ("[[person]]\nkey = 'A'\nremove = true\n", ("bad-key", 2, "person.A", "key")),
        ("[[person]]\nkey = 'a'\n[[person]]\nkey = 'a'\n",
         ("clause-twice", 4, "person.a", "key")),
        ("[[person]]\nkey = 'a'\n[[person]]\nkey = 'a'\nremove = true\n",
         ("clause-twice", 4, "person.a", "key")),
    ],
)  # fmt: skip
def test_a_text_that_contradicts_the_shape_of_an_agreement_is_refused(
    text: str, refused: tuple[str, object, object, object]
) -> None:
    assert refusal(text) == refused


def test_remove_takes_a_clause_away_whatever_else_stands_there() -> None:
    text = read_text(
        "[[person]]\nkey = 'a'\nremove = true\nname = 'A'\n[attribution]\nremove = true\n"
        "[[person]]\nkey = 'b'\nremove = false\n"
    )
    assert text.removals == {("person", "a"), ("attribution", "")}
    assert set(text.clauses) == {("person", "b")}
    assert text.lines == {("person", "a"): 1, ("attribution", ""): 5, ("person", "b"): 7}
    assert len(text.lines) == 3


def test_a_text_without_a_header_or_label_says_none() -> None:
    assert read_text("").label is None
    assert read_text(HEADER.replace('label = "Q"', "")).label is None
    assert read_text(HEADER.replace('"Q"', '" FY27 Q1 "')).label == "FY27 Q1"


hostile = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(LETTERS, max_size=5),
        st.dates(), st.datetimes(), st.times(), st.just(10**400), st.just("\ud800"), st.just("\0"),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text(LETTERS, max_size=5), inner, max_size=3),
    ),
    max_leaves=5,
)  # fmt: skip


@given(st.sampled_from(sorted(KINDS)), st.data())
def test_whatever_stands_in_a_field_is_read_or_refused_with_a_sentence(
    kind: str, data: st.DataObject
) -> None:
    from alignment_desktop.domain.clauses import read_clause, write_clause
    from tests.agreements import TABLES

    table = data.draw(TABLES[kind])
    field = data.draw(st.sampled_from([*table, "key", "where", "targets", "hours", "name"]))
    table[field] = data.draw(hostile)
    refused: Problem | None = None
    try:
        clause = read_clause(kind, table)
    except Problem as problem:
        refused = problem
    if refused is None:
        assert read_clause(kind, write_clause(clause)) == clause
    else:
        text = sentence(refused)
        assert text.endswith(".")
        assert "\n" not in text
        assert str(refused.facts["field"]).partition(".")[0] in (field, *table, "from", "to")


@given(st.text(alphabet="ab.=[]{}\"'\n #,1\\", max_size=40))
def test_finding_lines_never_fails_on_a_text_that_parses(text: str) -> None:
    import tomllib

    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    starts = line_starts(text)
    assert {path[0] for path in starts} == set(tables)


def test_quoted_keys_are_known_by_what_they_mean() -> None:
    starts = line_starts('[a.\'b.c\']\n"d\\te\\"\\u0041" = 1\n')
    assert starts == {("a", "b.c"): 1, ("a", "b.c", 'd\te"A'): 2} | {("a",): 1}


def test_characters_that_nobody_sees_are_spelled_out_and_read_back() -> None:
    text = '[[term]]\nkey = "mql"\nname = "a\\u202eb\\u009bc\\u2028d"\n'
    header = '[agreement]\nlabel = "Q4"\nperiod = { start = 2026-10-01, end = 2026-12-31 }\n'
    stated = agreement_of(read_text(header + text))
    written = write_text(stated)
    assert '"a\\u202eb\\u009bc\\u2028d"' in written
    assert agreement_of(read_text(written)).content_hash == stated.content_hash
