"""Raw cells become a typed frame; what is wrong points at its cell."""

# ruff: noqa: DTZ001 - wall-clock times, as spreadsheets hold them

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import polars as pl
import pytest

from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled, Progress
from alignment_desktop.importing.cell_problems import CellProblem, UnknownWord
from alignment_desktop.importing.cells import Cell, ErrorText, FormulaText, frame_of
from alignment_desktop.importing.checking import Checked, check
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.mapping import Mapping, parse_mapping
from alignment_desktop.importing.recognise import complete
from alignment_desktop.importing.sheet_marks import CellStyle, SheetMarks, Shown, as_shown
from alignment_desktop.importing.workbook import RawSheet, RawWorkbook

CONTEXT = ImportContext(
    zone="Europe/Berlin",
    currency="EUR",
    stages={"mql": ("Marketing Qualified Lead", "MQL"), "sal": ("Sales Accepted Lead", "SAL")},
)


class Percent(float):
    """A number that its cell shows as a per cent."""

    style = Shown.PERCENT


class WithSign(Percent):
    """A number behind which its cell shows the sign alone."""

    style = Shown.PERCENT_SIGN


def checked(mapping: str, *rows: Sequence[Cell]) -> Checked:
    marks = SheetMarks()
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, Percent):
                marks.note_style(number, column, CellStyle(cell.style))
    plain = [[float(cell) if isinstance(cell, Percent) else cell for cell in row] for row in rows]
    raw = RawSheet("Report", 1, as_shown(frame_of(enumerate(plain, start=1)), marks).frame)
    workbook = RawWorkbook("f.xlsx", "/f.xlsx", "0" * 64, 1, "xlsx", (raw,), None, None)
    located = complete(workbook, parse_mapping(mapping), CONTEXT)
    return check(located.sheet, located.mapping, CONTEXT)


def told(problems: Sequence[CellProblem]) -> list[tuple[int, str, str, str]]:
    return [(each.row, each.column, each.code, each.effect) for each in problems]


LEADS = 'kind = "leads"\n[columns]\nID = "lead_id"\n'


def test_checking_says_how_many_columns_are_typed_and_stops_when_asked() -> None:
    raw = RawSheet("Report", 1, frame_of([(1, ("ID", "Seen")), (2, ("7", "2026-10-03"))]))
    workbook = RawWorkbook("f.xlsx", "/f.xlsx", "0" * 64, 1, "xlsx", (raw,), None, None)
    located = complete(workbook, parse_mapping(LEADS + 'Seen = "created_at"'), CONTEXT)
    heard: list[Progress] = []

    class Impatient:
        def report(self, progress: Progress) -> None:
            heard.append(progress)
            if progress.done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        check(located.sheet, located.mapping, CONTEXT, Impatient())
    assert heard[-2:] == [Progress(0, 2, "checking"), Progress(1, 2, "checking")]
    assert {each.total for each in heard[:-2]} == {0}


def test_a_frame_has_typed_fields_days_beside_moments_and_the_rest_as_text() -> None:
    result = checked(
        LEADS + 'Seen = "created_at"\nFax = ""\nMoney = "amount"',
        ("ID", "Seen", "Fax", "Money", "Note"),
        (7.0, date(2026, 10, 3), "1", 12.5, 3.0),
        ("8", "2026-10-03T09:14:00Z", "", "1.234,50 €", " hello "),
    )
    assert result.frame.to_dict(as_series=False) == {
        "row": [2, 3],
        "lead_id": ["7", "8"],
        "created_at": [
            datetime(2026, 10, 2, 22, tzinfo=UTC),
            datetime(2026, 10, 3, 9, 14, tzinfo=UTC),
        ],
        "created_at.day": [date(2026, 10, 3), None],
        "amount": [12.5, 1234.5],
        "own:Note": ["3", "hello"],
    }
    assert result.columns == {
        "ID": "lead_id", "Seen": "created_at", "Fax": "", "Money": "amount", "Note": "Note",
    }  # fmt: skip
    assert (result.key, result.rows, len(result.problems)) == ("lead_id", 2, 0)


def test_identical_rows_merge_into_the_first() -> None:
    result = checked(LEADS, ("ID", "Note"), ("1", "a"), ("2", "b"), ("1", "a"))
    assert result.frame["row"].to_list() == [2, 3]
    assert (result.rows, len(result.problems)) == (3, 0)


def test_rows_that_differ_are_all_left_out_and_named() -> None:
    result = checked(LEADS, ("ID", "Note"), ("1", "a"), ("2", "b"), (" 1 ", "c"), ("1", "a"))
    assert result.frame["lead_id"].to_list() == ["2"]
    assert told(result.problems) == [(row, "ID", "rows-differ", "row") for row in (2, 4, 5)]
    assert result.problems[0].facts == {"key": "1", "rows": "4, 5"}


@pytest.mark.parametrize(
    ("repeats", "row"),
    [("last by Changed", 3), ("first by changed", 2), ("last by Rank", 2), ("first by Rank", 3)],
)
def test_the_mapping_may_choose_among_rows_that_differ(repeats: str, row: int) -> None:
    result = checked(
        f'repeats = "{repeats}"\n' + LEADS,
        ("ID", "Changed", "Rank"),
        ("1", "30.09.2026", "10"),
        ("1", "01.10.2026", "9"),
    )
    assert result.frame["row"].to_list() == [row]
    assert not result.problems


def test_of_equals_the_later_row_is_the_last() -> None:
    rows = [("ID", "Note", "On"), ("1", "a", "2026-10-01"), ("1", "b", "2026-10-01")]
    for repeats, row in (("last", 3), ("first", 2)):
        result = checked(f'repeats = "{repeats} by On"\n' + LEADS, *rows)
        assert result.frame["row"].to_list() == [row]


@pytest.mark.parametrize("repeats", ["last", "first"])
def test_a_row_without_a_value_to_choose_by_gives_way_to_one_that_has_it(repeats: str) -> None:
    rows = [
        ("1", "", "a"),
        ("1", "2026-10-01", "b"),
        ("1", "-", "c"),
        ("2", "", "d"),
        ("2", "", "e"),
    ]
    result = checked(
        f'repeats = "{repeats} by Modified"\n' + LEADS, ("ID", "Modified", "Note"), *rows
    )
    of_equals = "e" if repeats == "last" else "d"
    assert result.frame["own:Note"].to_list() == ["b", of_equals]
    assert not result.problems


def test_rows_that_differ_under_a_key_that_the_mapping_gives_name_no_column() -> None:
    text = 'kind = "leads"\n[columns]\n[constants]\nlead_id = "L-1"'
    result = checked(text, ("Note", "More"), ("a", "x"), ("b", "x"))
    assert told(result.problems) == [(row, "lead_id", "rows-differ", "row") for row in (2, 3)]
    assert result.problems[0].facts == {"key": "", "rows": "3"}


def test_only_deals_with_a_column_of_domains_join_by_them() -> None:
    deal, site = '"Deal" = "opportunity_id"', '"Site" = ""'
    text = 'kind = "leads"\naccount_domain = "Site"\n[columns]\n'
    result = checked(text + deal, ("Deal", "Site"), ("D1", "acme.example"))
    assert result.frame["own:Site"].to_list() == ["acme.example"]
    assert result.mapping.account_domain == "Site"
    with pytest.raises(Problem, match="domain-column-missing"):
        checked(f"{text}{deal}\n{site}", ("Deal", "Site"), ("D1", "acme.example"))
    for wrong in (
        text + '"Deal" = "lead_id"',
        text.replace("leads", "customers") + '"Deal" = "account"',
    ):
        with pytest.raises(Problem, match="domain-joins-deals"):
            checked(wrong, ("Deal", "Site"), ("D1", "acme.example"))


def test_a_mapping_gives_the_columns_of_months_to_fields_of_campaigns() -> None:
    mapping = """kind = "campaigns"
[columns]
"Name" = "campaign"
"2026-10" = "spend"
"2026-10 (2)" = "clicks"
"2026-11" = "spend"
"""
    names = ("Name", "2026-10", "2026-10", "2026-11")
    result = checked(mapping, names, ("A", "5", "50", "6"), ("B", "", "9", ""))
    assert result.frame.select("campaign", "start", "spend", "clicks").rows() == [
        ("A", date(2026, 10, 1), 5.0, 50.0),
        ("B", date(2026, 10, 1), None, 9.0),
        ("A", date(2026, 11, 1), 6.0, None),
    ]
    for wrong in (mapping.replace("campaigns", "leads"), mapping.replace('"2026-11"', '"Later"')):
        with pytest.raises(Problem, match=r"mapping-(two-columns|unknown-field)"):
            parse_mapping(wrong)


def test_two_columns_of_one_month_for_one_field_are_refused() -> None:
    columns = '"KPI" = "figure"\n"2026-10" = "value"\n"2026-10 (2)" = "value"\n'
    with pytest.raises(Problem, match="mapping-two-columns"):
        checked(
            f'kind = "figures"\n[columns]\n{columns}',
            ("KPI", "2026-10", "2026-10"),
            ("A", "5", "6"),
        )


def test_repeats_by_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(Problem, match="repeats-column-missing"):
        checked('repeats = "last by Nothing"\n' + LEADS, ("ID", "Note"), ("1", "a"))


def test_email_keys_are_compared_in_lower_case() -> None:
    result = checked(
        'kind = "leads"\n[columns]\nMail = "email"',
        ("Mail", "Note"),
        ("Ann@X.com", "a"),
        ("ann@x.com", "a"),
        ("bob@x.com", "b"),
    )
    assert result.key == "email"
    assert result.frame["email"].to_list() == ["Ann@X.com", "bob@x.com"]


def test_a_row_without_its_key_is_left_out() -> None:
    result = checked(LEADS, ("ID", "Note"), ("", "a"), ("2", "b"), ("-", "c"))
    assert told(result.problems) == [(2, "ID", "no-key", "row"), (4, "ID", "no-key", "row")]
    assert result.rows == 3


def test_leads_without_any_key_column_are_all_kept() -> None:
    result = checked(
        'kind = "leads"\n[columns]\nSource = "source"', ("Source", "B"), ("Web", "1"), ("Web", "1")
    )
    assert (result.key, result.frame.height) == (None, 2)


def test_a_cell_that_cannot_be_read_is_blank_and_its_row_stays() -> None:
    result = checked(
        LEADS + 'Seen = "created_at"\nMoney = "amount"\nWon = "outcome"',
        ("ID", "Seen", "Money", "Won", "Note"),
        ("1", "31.02.2026", "< 10%", "maybe", ErrorText("#REF!")),
        ("2", "25.02.2026", "$5", "Closed Won", "x"),
        ("3", "26.02.2026", ErrorText("#N/A"), "LOST", "x"),
    )
    assert told(result.problems) == [
        (2, "Seen", "unreadable-date", "cell"),
        (2, "Money", "unreadable-number", "cell"),
        (2, "Won", "unknown-value", "cell"),
        (3, "Money", "other-currency", "cell"),
        (4, "Money", "error-cell", "cell"),
    ]
    assert result.frame["outcome"].to_list() == [None, "won", "lost"]
    assert result.frame["amount"].null_count() == 3


def test_a_formula_without_a_result_is_a_problem_in_every_column_that_is_not_ignored() -> None:
    lost = FormulaText.of("B2+1")
    result = checked(
        LEADS + 'Seen = "created_at"\nMoney = "amount"\nPart = "region"\nFax = ""',
        ("ID", "Seen", "Money", "Part", "Note", "Fax"),
        ("1", lost, lost, lost, lost, lost),
        ("2", "", 5.0, "EMEA", "x", ""),
    )
    assert told(result.problems) == [
        (2, column, "formula-without-result", "cell")
        for column in ("Seen", "Money", "Part", "Note")
    ]
    assert {each.facts["value"] for each in result.problems} == {"=B2+1"}
    assert result.frame.select("created_at", "amount", "region", "own:Note").rows() == [
        (None, None, None, None),
        (None, 5, "EMEA", "x"),
    ]


def test_a_key_that_cannot_be_read_is_what_is_wrong_with_its_row() -> None:
    result = checked(
        LEADS, ("ID", "Note"), (FormulaText.of("B2"), "a"), (ErrorText("#N/A"), "b"), ("3", "c")
    )
    assert told(result.problems) == [
        (2, "ID", "formula-without-result", "row"),
        (3, "ID", "error-cell", "row"),
    ]
    assert result.frame["lead_id"].to_list() == ["3"]
    by_email = checked(
        'kind = "activities"\n[columns]\nLead = "lead_id"\nMail = "email"\nWhen = "at"',
        ("Lead", "Mail", "When"),
        ("", ErrorText("#REF!"), "2026-10-03 09:00"),
        ("", "", "2026-10-03 09:00"),
    )
    assert told(by_email.problems) == [
        (2, "Mail", "error-cell", "row"),
        (3, "Lead", "no-key", "row"),
    ]


def test_rows_are_not_chosen_by_the_text_of_a_formula() -> None:
    result = checked(
        'repeats = "last by Changed"\n' + LEADS,
        ("ID", "Changed"),
        ("1", "2026-10-01"),
        ("1", FormulaText.of("B2+1")),
    )
    assert result.frame["row"].to_list() == [2]


def test_an_error_that_the_mapping_calls_blank_is_no_problem() -> None:
    result = checked(
        'blank = ["#N/A"]\n' + LEADS + 'Money = "amount"',
        ("ID", "Money"),
        ("1", ErrorText("#N/A")),
    )
    assert not result.problems


def test_placeholders_are_blank_and_a_list_of_ones_own_replaces_them() -> None:
    rows = [("ID", "Source", "Note"), ("1", "Select", " -- "), ("2", "none", "x")]
    usual = checked(LEADS + 'Source = "source"', *rows).frame
    assert (usual["source"].to_list(), usual["own:Note"].to_list()) == ([None, "none"], [None, "x"])
    own = checked('blank = ["NONE"]\n' + LEADS + 'Source = "source"', *rows).frame
    assert own["source"].to_list() == ["Select", None]


def test_stages_and_mapped_values_mean_keys() -> None:
    result = checked(
        LEADS + 'State = "stage"\n[values.stage]\n"Working - Contacted" = "sal"\nJunk = ""',
        ("ID", "State"),
        ("1", "working - contacted"),
        ("2", "marketing qualified lead"),
        ("3", "Nurture"),
        ("4", "Junk"),
    )
    assert result.frame["stage"].to_list() == ["sal", "mql", "Nurture", None]


def test_meanings_that_no_cell_has_change_nothing() -> None:
    result = checked(
        LEADS + 'State = "stage"\n[values.stage]\nJunk = ""', ("ID", "State"), ("1", "MQL")
    )
    assert result.frame["stage"].to_list() == ["mql"]


def test_constants_are_read_by_their_kind() -> None:
    constants = (
        "score = 12.5\ncreated_at = 2026-10-03T09:00:00\nclosed_at = 2026-10-04\nsource = true"
    )
    result = checked(LEADS + "[constants]\n" + constants, ("ID", "B"), ("1", "a"))
    assert result.frame.select("score", "source", "closed_at.day").rows() == [
        (12.5, "true", date(2026, 10, 4))
    ]
    assert result.frame["created_at"].to_list() == [datetime(2026, 10, 3, 7, tzinfo=UTC)]


def test_figures_need_no_unit() -> None:
    result = checked(
        'kind = "figures"\n[columns]\nFigure = "figure"\nPeriod = "period"\nValue = "value"',
        ("Figure", "Period", "Value"),
        ("a", "2026-10", "95 %"),
        ("b", "2026-10", "95"),
    )
    assert result.frame["value"].to_list() == [0.95, 95]


def test_constants_hold_for_every_row() -> None:
    result = checked(
        LEADS + '[constants]\noutcome = "won"\nclosed_at = 2026-10-03',
        ("ID", "Note"),
        ("1", "a"),
        ("2", "b"),
    )
    assert result.frame["outcome"].to_list() == ["won", "won"]
    assert result.frame["closed_at.day"].to_list() == [date(2026, 10, 3)] * 2
    with pytest.raises(Problem, match="constant-unreadable"):
        checked(LEADS + '[constants]\noutcome = "maybe"', ("ID", "B"), ("1", "a"))


def test_decisions_are_known_in_the_words_of_sales_and_a_maybe_is_a_problem() -> None:
    words = ["Returned to Marketing", "Returned to marketing", "Rejected by Sales",
             "Accepted by Sales", "accepted", "maybe"]  # fmt: skip
    rows = [(str(number), word) for number, word in enumerate(words)]
    result = checked(LEADS + 'decision = "decision"', ("ID", "decision"), *rows)
    assert result.frame["decision"].to_list() == ["returned"] * 3 + ["accepted"] * 2 + [None]
    assert told(result.problems) == [(7, "decision", "unknown-value", "cell")]


def test_unknown_words_are_counted_and_each_has_a_group_of_its_own() -> None:
    words = ["maybe", "later", "maybe", "won", "maybe", "?"]
    rows = [(str(number), word) for number, word in enumerate(words)]
    problems = checked(LEADS + 'Won = "outcome"', ("ID", "Won"), *rows).problems
    assert problems.unknown_words() == [
        UnknownWord("Won", "outcome", "maybe", 3),
        UnknownWord("Won", "outcome", "later", 1),
    ]
    groups = problems.groups()
    assert [(group.count, group.word) for group in groups] == [(3, "maybe"), (1, "later")]
    assert [each.row for each in problems.of_group(groups[0])] == [2, 4, 6]


def test_a_column_of_many_unknown_words_has_one_group() -> None:
    rows = [(str(number), f"word {number}") for number in range(31)]
    problems = checked(LEADS + 'Won = "outcome"', ("ID", "Won"), *rows).problems
    assert [(group.count, group.word) for group in problems.groups()] == [(31, "")]
    assert len(problems.of_group(problems.groups()[0])) == 31


def test_titles_totals_repeated_headers_and_small_print_are_no_rows() -> None:
    result = checked(
        LEADS + 'Source = "source"\nAmount = "amount"',
        ("Leads of the quarter",),
        ("ID", "Source", "Amount"),
        ("1", "Web", "5"),
        ("ID", "Source", "Amount"),
        ("2", "Web", "6"),
        ("Grand Totals (2 records)", "", "11"),
        ("", "Summe", "11"),
        ("Confidential Information - Do Not Distribute",),
        ("Copyright © 2000-2026 example.com, inc.",),
    )
    assert result.frame["row"].to_list() == [3, 5]
    assert (result.rows, len(result.problems)) == (2, 0)
    assert dict(result.left_out) == {
        1: "above-header", 4: "repeated-header", 6: "total", 7: "total", 8: "footer", 9: "footer",
    }  # fmt: skip


def test_a_lead_with_nothing_but_its_key_is_data() -> None:
    result = checked(LEADS, ("ID", "A", "B"), ("1", "x", "y"), ("Q-2", "", ""))
    assert result.rows == 2


def test_activities_are_their_own_key() -> None:
    result = checked(
        'kind = "activities"\n[columns]\nLead = "lead_id"\nMail = "email"\nWhen = "at"',
        ("Lead", "Mail", "When"),
        ("1", "", "2026-10-03 09:00"),
        ("1", "", "2026-10-03 09:00"),
        ("", "a@x.com", "2026-10-03 09:00"),
        ("", "", "2026-10-03 09:00"),
    )
    assert result.frame["row"].to_list() == [2, 4]
    assert told(result.problems) == [(5, "Lead", "no-key", "row")]


CAMPAIGNS = 'kind = "campaigns"\n[columns]\nName = "campaign"\nSpend = "spend"\n'


def test_a_campaign_row_has_a_period() -> None:
    result = checked(
        CAMPAIGNS + 'Month = "period"',
        ("Name", "Month", "Spend"),
        ("A", "2026-10", "5"),
        ("A", "Nov 2026", "6"),
        ("B", "", "7"),
        ("C", datetime(2026, 10, 1), "8"),
    )
    assert result.frame.select("campaign", "start", "end").rows() == [
        ("A", date(2026, 10, 1), date(2026, 10, 31)),
        ("A", date(2026, 11, 1), date(2026, 11, 30)),
        ("C", date(2026, 10, 1), date(2026, 10, 31)),
    ]
    assert told(result.problems) == [(4, "Month", "no-period", "row")]


@pytest.mark.parametrize(
    ("kind", "columns", "missing"),
    [
        ("figures", 'Name = "figure"\nMonth = "period"', "value"),
        ("figures", 'Name = "value"\nMonth = "period"', "figure"),
        ("activities", 'Name = "lead_id"', "at"),
        ("activities", 'Month = "at"', "lead_id or email"),
        ("campaigns", 'Month = "period"', "campaign"),
        ("customers", 'Month = "since"', "account"),
    ],
)
def test_a_file_without_a_column_that_its_kind_needs_is_refused(
    kind: str, columns: str, missing: str
) -> None:
    with pytest.raises(Problem) as caught:
        checked(f'kind = "{kind}"\n[columns]\n{columns}', ("Name", "Month"), ("5", "2026-10"))
    assert caught.value.code == "key-column-missing"
    assert caught.value.facts == {"kind": kind, "fields": missing}


def test_campaigns_without_any_period_are_refused() -> None:
    with pytest.raises(Problem, match="period-column-missing"):
        checked(CAMPAIGNS, ("Name", "Spend"), ("A", "5"))


def test_figures_in_per_cent_are_divided_by_a_hundred() -> None:
    result = checked(
        'kind = "figures"\n[columns]\nFigure = "figure"\nPeriod = "period"\nValue = "value"\n'
        'Unit = "unit"',
        ("Figure", "Period", "Value", "Unit"),
        ("a", "2026-10", "95 %", ""),
        ("b", "2026-10", 95.0, "%"),
        ("c", "2026-10", "95%", "%"),
        ("d", "2026-10", 95.0, "EUR"),
        ("e", "2026-10", Percent(0.95), "%"),
        ("f", "2026-10", Percent(0.95), ""),
        ("g", "2026-10", WithSign(95.0), "pour cent"),
        ("h", "2026-10", "(5%)", "%"),
    )
    assert result.frame["value"].to_list() == [0.95, 0.95, 0.95, 95, 0.95, 0.95, 0.95, -0.05]


def test_a_number_shown_as_a_per_cent_reads_like_the_same_text() -> None:
    result = checked(
        'decimal = ","\n' + LEADS + 'Score = "score"',
        ("ID", "Score", "Probability"),
        ("1", "12,5%", "12.5%"),
        ("2", Percent(0.125), Percent(0.125)),
    )
    assert result.frame["score"].to_list() == [12.5, 12.5]
    assert result.frame["own:Probability"].to_list() == ["12.5%", "12.5%"]


def test_customers_have_days() -> None:
    result = checked(
        'kind = "customers"\n[columns]\nName = "account"\nSince = "since"',
        ("Name", "Since"),
        ("Acme", "2026-10-03 23:30"),
    )
    assert result.frame.schema["since"] == pl.Date
    assert result.frame["since"].to_list() == [date(2026, 10, 3)]


def test_a_stage_that_nobody_agreed_on_is_a_warning_at_the_header() -> None:
    result = checked(LEADS + 'Demo = "entered.demo"', ("ID", "Demo"), ("1", "2026-10-03"))
    warning = result.warnings[0]
    assert (warning.row, warning.column, warning.code) == (1, "Demo", "stage-not-agreed")
    assert result.frame["entered.demo.day"].to_list() == [date(2026, 10, 3)]


def test_a_currency_that_the_header_names_and_nobody_agreed_on_is_a_warning() -> None:
    result = checked(LEADS + '"Amount (USD)" = "amount"', ("ID", "Amount (USD)"), ("1", "5"))
    assert [(each.code, each.facts) for each in result.warnings] == [
        ("header-currency", {"found": "USD", "currency": "EUR"})
    ]


def test_problems_are_a_sequence_that_is_counted_by_its_rows() -> None:
    rows = [(str(number), "x", "y") for number in range(3)]
    problems = checked(
        LEADS + 'Seen = "created_at"\nMoney = "amount"', ("ID", "Seen", "Money"), *rows
    ).problems
    assert [each.row for each in problems[1:3]] == [2, 3]
    assert (problems[-1].row, problems[-1].code) == (4, "unreadable-number")
    assert (problems.count_rows(), problems.count_rows("cell"), problems.count_rows("row")) == (
        3, 3, 0,
    )  # fmt: skip


def test_a_mapping_has_to_be_complete_before_a_sheet_is_checked() -> None:
    raw = RawSheet("Report", 1, frame_of([(1, ["ID"])]))
    with pytest.raises(ValueError, match="not complete"):
        check(raw, Mapping(), CONTEXT)


def test_a_sheet_with_no_row_of_data_is_refused() -> None:
    with pytest.raises(Problem, match="sheet-without-rows"):
        checked(LEADS, ("ID", "Source"), ("Total", ""))
