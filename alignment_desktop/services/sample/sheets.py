"""The invented leads as the exports that people really get: titles, totals, odd dates, slips."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from alignment_desktop.services.sample.people import (
    CAMPAIGNS,
    FIRST_DAY,
    KNOWN_UNTIL,
    SampleLead,
)
from alignment_desktop.services.sample.xlsx import Cell

Row = list[Cell]

_STATUS = {
    "raw-lead": "New",
    "inquiry": "Open - Inquiry",
    "aql": "Open - Automation Qualified",
    "mql": "Open - Marketing Qualified",
    "sal": "Working - Accepted",
    "sql": "Working - Qualified",
    "opportunity": "Converted - Opportunity",
    "customer": "Converted - Customer",
    "recycled": "Nurture",
    "disqualified": "Closed - Disqualified",
    "lost": "Closed - Lost",
}
_DECISIONS = {"accepted": "Accepted", "returned": "Returned to Marketing", "": None}
_OUTCOMES = {"won": "Closed Won", "lost": "Closed Lost", "": "-"}
_SPELLINGS = {
    "Google": ("Google", "Google", "Google", "google ", "GOOGLE"),
    "LinkedIn": ("LinkedIn", "LinkedIn", "LinkedIn", "Linkedin", "linkedin"),
    "Trade fair": ("Trade fair", "Trade fair", "Trade Fair", "trade fair "),
}

DUPLICATES = 6
"""Rows of the leads' file that stand there twice, word for word."""
OLDER_COPIES = 5
"""Rows that stand there twice, once as they were before the last change."""
WITHOUT_KEY = 2
IMPOSSIBLE_DATES = 2
UNREADABLE_AMOUNTS = 3
DOLLARS = 1
TOUCHED_BEFORE = 3
"""Leads with a first touch before their hand-over."""
DAY_ONLY = 4
"""Leads whose first touch was written down as a day without a time."""
NO_PERSON = 2
"""Rows of the activities' file with neither lead nor e-mail."""


class Column(NamedTuple):
    """A column of the leads' file: its name, and what it shows of a lead."""

    name: str
    cell: Callable[[SampleLead, Random], Cell]


def german(moment: datetime | None) -> str | None:
    """A moment as German exports write it."""
    return None if moment is None else f"{moment:%d.%m.%Y %H:%M}"


def money(amount: float) -> str:
    """An amount as German spreadsheets write it: `46.200,00 €`."""
    return f"{amount:,.2f} €".translate(str.maketrans(",.", ".,"))


def _either(moment: datetime | None, rng: Random) -> Cell:
    """Half of such columns is text once two people with other settings have saved the file."""
    return moment if rng.random() < 0.6 else german(moment)


def _entered(stage: str) -> Callable[[SampleLead, Random], Cell]:
    return lambda lead, rng: lead.entered.get(stage)


def _segment(lead: SampleLead) -> str:
    if lead.employees >= 1_000:
        return "Enterprise"
    return "Mid-market" if lead.employees >= 100 else "Small business"


def _modified(lead: SampleLead) -> datetime:
    known = (*lead.entered.values(), lead.first_touch, lead.decided, lead.renurtured, lead.closed)
    return max(moment for moment in known if moment is not None)


LEAD_COLUMNS = (
    Column("Lead ID", lambda lead, rng: lead.lead_id),
    Column("Lead Owner", lambda lead, rng: lead.owner or "-"),
    Column("Company / Account", lambda lead, rng: lead.account),
    Column("Name", lambda lead, rng: lead.name),
    Column("Email", lambda lead, rng: lead.email.upper() if rng.random() < 0.02 else lead.email),
    Column("Job level", lambda lead, rng: lead.level),
    Column(
        "Lead Source", lambda lead, rng: rng.choice(_SPELLINGS.get(lead.source, (lead.source,)))
    ),
    Column("Primary Campaign", lambda lead, rng: lead.campaign or None),
    Column("Program", lambda lead, rng: lead.program or None),
    Column("Segment", lambda lead, rng: _segment(lead)),
    Column("Region", lambda lead, rng: lead.region),
    Column("Industry", lambda lead, rng: lead.industry),
    Column("Employees", lambda lead, rng: lead.employees),
    Column("Rating", lambda lead, rng: lead.grade or rng.choice((None, "-"))),
    Column("Lead Score", lambda lead, rng: lead.score),
    Column("Contact request", lambda lead, rng: "Yes" if lead.contact_request else "No"),
    Column("Pricing visits", lambda lead, rng: lead.pricing_visits),
    Column("Webinars", lambda lead, rng: lead.webinars),
    Column("Downloads", lambda lead, rng: lead.downloads),
    Column("Lead Status", lambda lead, rng: _STATUS[lead.stage]),
    Column("Created Date", lambda lead, rng: lead.created),
    Column("Captured On", lambda lead, rng: lead.created.date()),
    Column("Inquiry Date", _entered("inquiry")),
    Column("AQL Date", _entered("aql")),
    Column("MQL Date", lambda lead, rng: german(lead.entered.get("mql"))),
    Column("Handed Over", lambda lead, rng: lead.handed_over),
    Column("First Touch", lambda lead, rng: german(lead.first_touch)),
    Column("Decision", lambda lead, rng: _DECISIONS[lead.decision]),
    Column("Decision Date", lambda lead, rng: _either(lead.decided, rng)),
    Column("SAL Date", _entered("sal")),
    Column("SQL Date", _entered("sql")),
    Column("SQO Date", _entered("opportunity")),
    Column("Customer Date", _entered("customer")),
    Column("Disqualified Date", _entered("disqualified")),
    Column(
        "Return Reason",
        lambda lead, rng: lead.return_reason or ("Select" if lead.decision == "returned" else None),
    ),
    Column("Recycled Date", lambda lead, rng: german(lead.recycled)),
    Column("Re-nurtured Date", lambda lead, rng: german(lead.renurtured)),
    Column("Feedback Date", lambda lead, rng: _either(lead.feedback, rng)),
    Column("Opportunity ID", lambda lead, rng: f"O-{lead.number}" if lead.amount else None),
    Column("Opportunity Created", _entered("opportunity")),
    Column("Amount", lambda lead, rng: money(lead.amount) if lead.amount else None),
    Column("Close Date", lambda lead, rng: lead.closed),
    Column("Outcome", lambda lead, rng: _OUTCOMES[lead.outcome] if lead.amount else None),
    Column("Lost Reason", lambda lead, rng: lead.lost_reason or None),
    Column("Revenue", lambda lead, rng: lead.revenue),
    Column("Fax", lambda lead, rng: None),
    Column("Last Modified", lambda lead, rng: _modified(lead)),
)


def lead_rows(leads: list[SampleLead], seed: int) -> list[Row]:
    """The lead report: titles, names of the columns, rows, totals and small print."""
    rng = Random(f"lead report {seed}")
    rows = [_lead_row(lead, rng) for lead in leads]
    _plant_slips(rows, leads, rng)
    rows = _with_copies(rows, leads, rng)
    totals: Row = ["Grand Total", f"{len(rows)} records", *[None] * (len(LEAD_COLUMNS) - 2)]
    totals[_at("Amount")] = money(sum(lead.amount or 0 for lead in leads))
    totals[_at("Revenue")] = sum(lead.revenue or 0 for lead in leads)
    return [
        ["Leads with service levels"],
        ["As of 2027-01-04 09:00 · made by Tom Becker · sorted by creation"],
        ["Filtered by: Created Date from 01.07.2026 to 31.12.2026, all owners"],
        [],
        [column.name for column in LEAD_COLUMNS],
        *rows,
        totals,
        [],
        ["Confidential Information - Do Not Distribute"],
    ]


def _lead_row(lead: SampleLead, rng: Random) -> Row:
    return [column.cell(lead, rng) for column in LEAD_COLUMNS]


def _at(name: str) -> int:
    return next(place for place, column in enumerate(LEAD_COLUMNS) if column.name == name)


def _plant_slips(rows: list[Row], leads: list[SampleLead], rng: Random) -> None:
    """Slips of the pen, each in a row of its own."""
    touched = [
        place
        for place, lead in enumerate(leads)
        if lead.first_touch and lead.amount is None and lead.grade in ("A", "B")
    ]
    priced = [place for place, lead in enumerate(leads) if lead.amount]
    slips = iter(rng.sample(touched, IMPOSSIBLE_DATES + TOUCHED_BEFORE + DAY_ONLY + 40))
    for _ in range(IMPOSSIBLE_DATES):
        rows[next(slips)][_at("First Touch")] = "31.11.2026 10:15"
    for _ in range(TOUCHED_BEFORE):
        place = next(slips)
        handed = leads[place].handed_over
        assert handed is not None
        rows[place][_at("First Touch")] = german(handed - timedelta(hours=rng.randrange(2, 30)))
    for _ in range(DAY_ONLY):
        place = next(slips)
        touch = leads[place].first_touch
        assert touch is not None
        rows[place][_at("First Touch")] = f"{touch:%d.%m.%Y}"
    for place in slips:
        # Hand-over then falls back to the day of qualification.
        rows[place][_at("Handed Over")] = None
    chosen = rng.sample(priced, UNREADABLE_AMOUNTS + DOLLARS)
    for place in chosen[DOLLARS:]:
        rows[place][_at("Amount")] = rng.choice(("to be discussed", "ca. zwanzigtausend", "???"))
    for place in chosen[:DOLLARS]:
        rows[place][_at("Amount")] = f"$ {leads[place].amount},00"


def _with_copies(rows: list[Row], leads: list[SampleLead], rng: Random) -> list[Row]:
    """The rows with some of them twice, and two that lost their number."""
    copies = [list(rows[place]) for place in rng.sample(range(len(rows)), DUPLICATES)]
    decided = [place for place, lead in enumerate(leads) if lead.decided and not lead.amount]
    older = rng.sample(decided, OLDER_COPIES)
    copies += [_lead_row(_undecided(leads[place]), rng) for place in older]
    keyless = rng.sample(range(len(rows)), WITHOUT_KEY)
    copies += [[None, *rows[place][1:]] for place in keyless]
    mixed = list(rows)
    for copy in copies:
        mixed.insert(rng.randrange(len(mixed)), copy)
    return mixed


def _undecided(lead: SampleLead) -> SampleLead:
    early = ("raw-lead", "inquiry", "aql", "mql")
    return replace(
        lead,
        entered={stage: lead.entered[stage] for stage in early if stage in lead.entered},
        first_touch=None,
        decision="",
        decided=None,
        return_reason="",
        recycled=None,
        renurtured=None,
    )


def activity_rows(leads: list[SampleLead], seed: int) -> list[Row]:
    """What sellers did and what people answered to campaigns, in order of time."""
    rng = Random(f"activities {seed}")
    rows = []
    for lead in leads:
        for moment, kind, result in lead.touches:
            lead_id = "" if rng.random() < 0.02 else lead.lead_id
            by = lead.owner or "Sales desk"
            rows.append((moment, [lead_id, lead.email, german(moment), kind, by, result, ""]))
        for moment, kind, campaign in _responses(lead, rng):
            row = [lead.lead_id, lead.email, german(moment), kind, "Marketing", "", campaign]
            rows.append((moment, row))
    rows.sort(key=lambda pair: pair[0])
    table: list[Row] = [list(row) for _, row in rows]
    for place in rng.sample(range(len(table)), NO_PERSON):
        table.insert(place, ["", "", *table[place][2:]])
    return [["Lead ID", "E-mail", "Date", "Type", "By", "Result", "Campaign"], *table]


def _responses(lead: SampleLead, rng: Random) -> Iterator[tuple[datetime, str, str]]:
    """Answers to campaigns, all before the lead was handed over."""
    if lead.campaign:
        before = lead.created - timedelta(minutes=rng.randrange(1, 20))
        yield before, "Campaign response", lead.campaign
    earlier = lead.created - timedelta(days=rng.randrange(2, 40), minutes=rng.randrange(900))
    running = [n for n, (_, _, _, a, b) in CAMPAIGNS.items() if a <= earlier.date() <= b]
    if running and rng.random() < 0.3:
        yield earlier, "Campaign response", rng.choice(running)


_MONTHS = [date(2026, month, 1) for month in range(7, 13)]
_COST = {"Google": 71.0, "Webinar": 58.0, "Trade fair": 155.0, "LinkedIn": 49.0, "E-mail": 34.0}


def campaign_rows(leads: list[SampleLead], seed: int) -> list[Row]:
    """Each campaign's months as the marketing platform counts them, with a total."""
    rng = Random(f"campaigns {seed}")
    names = [
        *("Campaign", "Program", "Month", "Channel", "Spend", "Impressions", "Clicks", "Leads"),
        *("MQLs", "Opportunities", "Pipeline", "Customers", "Revenue"),
    ]
    rows: list[Row] = []
    spent = 0.0
    for name, (source, program, _, first, last) in CAMPAIGNS.items():
        for month in _MONTHS:
            if not (first.replace(day=1) <= month <= last):
                continue
            got = [x for x in leads if x.campaign == name and x.created.month == month.month]
            spend = round(len(got) * _COST.get(source, 120.0) * rng.uniform(0.85, 1.2), 2)
            spent += spend
            clicks = round(len(got) * rng.uniform(14, 26))
            rows.append(
                [
                    name,
                    program,
                    f"{month:%Y-%m}" if source != "Trade fair" else f"{month:%m/%Y}",
                    source,
                    money(spend) if source == "Google" else spend,
                    clicks * rng.randrange(40, 90) if source != "Trade fair" else "-",
                    clicks,
                    len(got),
                    sum("mql" in lead.entered for lead in got),
                    sum("opportunity" in lead.entered for lead in got),
                    sum(lead.amount or 0 for lead in got),
                    sum(lead.outcome == "won" for lead in got),
                    sum(lead.revenue or 0 for lead in got),
                ]
            )
    total: Row = ["Total", None, None, None, round(spent, 2)]
    return [["Campaign performance"], [], list(names), *rows, total]


def figure_rows() -> list[Row]:
    """A few figures that only revenue operations knows."""
    last, this = (date(2026, 7, 1), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 12, 31))
    return [
        ["Figure", "From", "To", "Segment", "Value", "Unit"],
        ["Pipeline coverage", *last, None, 3.1, None],
        ["Pipeline coverage", *this, None, 2.8, None],
        ["Pipeline coverage", *last, "Enterprise", 3.4, None],
        ["Pipeline coverage", *this, "Enterprise", 3.2, None],
        ["Net revenue retention", *last, None, 1.04, None],
        ["Net revenue retention", *this, None, 1.06, None],
        ["Marketing cost", *last, None, 131_000, "EUR"],
        ["Marketing cost", *this, None, 188_500, "EUR"],
    ]


def customer_rows(leads: list[SampleLead], seed: int) -> list[Row]:
    """Customers of many years, and those won in the two quarters."""
    rng = Random(f"customers {seed}")
    won = {lead.account: lead for lead in leads if lead.outcome == "won"}
    others = sorted({lead.account for lead in leads} - won.keys())
    rows: list[Row] = []
    for account in rng.sample(others, 60):
        since = FIRST_DAY - timedelta(days=rng.randrange(380, 3_200))
        revenue = rng.lognormvariate(10.4, 0.6)
        left = KNOWN_UNTIL.date() - timedelta(days=rng.randrange(10, 300))
        ended = f"{left:%d.%m.%Y}" if rng.random() < 0.12 else "-"
        cost = money(revenue * rng.uniform(0.45, 1.1))
        rows.append([account, f"{since:%d.%m.%Y}", ended, money(revenue), cost])
    for account, lead in won.items():
        revenue = lead.revenue or 0
        cost = money(revenue * rng.uniform(0.5, 0.9))
        rows.append([account, f"{lead.closed:%d.%m.%Y}", "-", money(revenue), cost])
    names: Row = ["Customer", "Customer since", "Left on", "Revenue", "Cost"]
    return [names, *sorted(rows, key=lambda row: str(row[0]))]
