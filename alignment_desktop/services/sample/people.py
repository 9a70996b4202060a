"""The invented people and companies of the sample: who they are, how they score and qualify."""

from __future__ import annotations

import math
from dataclasses import field
from datetime import date, datetime, timedelta
from random import Random

from alignment_desktop.values import dataclass

FIRST_DAY = date(2026, 7, 1)
LAST_DAY = date(2026, 12, 31)
KNOWN_UNTIL = datetime(2027, 1, 4, 9, 0)  # noqa: DTZ001 - wall clock of the Berlin office
HOW_MANY = 3_800
LEAVE = (date(2026, 11, 9), date(2026, 11, 27))
ON_LEAVE = "Jonas Weber"

_MONTHS = {7: 0.95, 8: 0.6, 9: 1.05, 10: 1.15, 11: 1.22, 12: 1.18}
_HOURS = (0, 0, 0, 0, 0, 1, 3, 6, 11, 16, 17, 15, 11, 13, 15, 14, 11, 7, 4, 3, 3, 2, 1, 1)
_REGIONS = {"EMEA": 0.5, "North America": 0.38, "APAC": 0.12}
_SELLERS = {
    "EMEA": ("Anna Kovacs", ON_LEAVE, "Sofia Marino"),
    "North America": ("Grace Miller", "Luis Ortega"),
    "APAC": ("Kenji Mori",),
}
_INDUSTRIES = {
    "Machinery": 0.3,
    "Medical devices": 0.17,
    "Energy": 0.15,
    "Building technology": 0.13,
    "Logistics": 0.11,
    "Retail": 0.08,
    "Software": 0.06,
}
OUR_INDUSTRIES = ("Machinery", "Medical devices", "Energy", "Building technology")
_LEVELS = {"Clerk": 0.24, "Manager": 0.22, "Head": 0.27, "Director": 0.18, "Executive": 0.09}
_DECIDERS = ("Head", "Director", "Executive")


def _words(text: str) -> list[str]:
    return text.split()


_FIRST = _words(
    "Lena Paul Mia Jan Clara Felix Emma Noah Olivia Liam Ava Ethan Sophie Hugo Marta Diego "
    "Ines Marco Yuki Aiko Wei Priya Arjun Freya Lars Nina Oskar Eva Tomas Julia"
)
_LAST = _words(
    "Schmidt Fischer Wagner Becker Hoffmann Koch Richter Wolf Neumann Braun Smith Johnson "
    "Brown Davis Wilson Moore Clark Lewis Rossi Bianchi Garcia Lopez Dubois Laurent Novak "
    "Horvat Jensen Berg Tanaka Sato Chen Patel Singh Nguyen"
)
_NAMED = ("Fabrikam", "Contoso", "Tailspin", "Adatum", "Litware", "Proseware", "Trey", "Wingtip")
_STEMS = _words(
    "Alpen Nord Rhein Elbe Havel Baltic Delta Summit Granite Harbor Prairie Cedar Orchid "
    "Lotus Pacific Vista Terra Ferro Hydro Vento Lumen Medi Thermo Kern Stahl Robo Preci "
    "Opti Servo Mecha"
)
_TRADES = _words(
    "tech werk motion systems drives pumps control energy cool lift press tools medical flow"
)
_FORMS = {
    "EMEA": ("GmbH", "AG", "SE", "Ltd", "S.p.A."),
    "North America": ("Inc", "Corp", "LLC"),
    "APAC": ("K.K.", "Pte Ltd"),
}

# Campaign: source, program, weight, first and last day.
CAMPAIGNS: dict[str, tuple[str, str, float, date, date]] = {
    "Service webinars": ("Webinar", "Demand", 1.6, FIRST_DAY, date(2026, 12, 18)),
    "Fifty accounts": ("Direct mail", "Accounts", 1.1, date(2026, 10, 5), date(2026, 12, 18)),
    "Search: service software": ("Google", "Demand", 2.4, FIRST_DAY, LAST_DAY),
    "Field service days": ("Trade fair", "Events", 1.5, date(2026, 9, 14), date(2026, 11, 20)),
    "Maintenance guide": ("LinkedIn", "Content", 1.8, FIRST_DAY, LAST_DAY),
    "Year-end offer": ("E-mail", "Demand", 1.0, date(2026, 11, 16), date(2026, 12, 18)),
    "Summer road show": ("Trade fair", "Events", 0.9, FIRST_DAY, date(2026, 8, 14)),
}
PRIORITY = ("Service webinars", "Fifty accounts", "Field service days")
_NO_CAMPAIGN = {"Website": 0.9, "Referral": 0.5, "Cold call": 0.4}


@dataclass(slots=True)
class SampleLead:
    """One lead as it truly was, before the export makes a mess of it; moments are Berlin's."""

    number: int
    created: datetime
    account: str
    region: str
    industry: str
    employees: int
    name: str
    email: str
    level: str
    source: str
    campaign: str
    program: str
    owner: str = ""
    grade: str = ""
    score: int = 0
    contact_request: bool = False
    pricing_visits: int = 0
    webinars: int = 0
    downloads: int = 0
    entered: dict[str, datetime] = field(default_factory=dict)
    handed_over: datetime | None = None
    first_touch: datetime | None = None
    decision: str = ""
    decided: datetime | None = None
    return_reason: str = ""
    recycled: datetime | None = None
    renurtured: datetime | None = None
    feedback: datetime | None = None
    amount: int | None = None
    closed: datetime | None = None
    outcome: str = ""
    lost_reason: str = ""
    revenue: int | None = None
    touches: list[tuple[datetime, str, str]] = field(default_factory=list)
    """Sales activities: when, kind, result."""

    @property
    def lead_id(self) -> str:
        """The number that the CRM shows."""
        return f"L-{self.number}"

    @property
    def stage(self) -> str:
        """Key of the stage that the lead is in now."""
        if self.outcome:
            return "customer" if self.outcome == "won" else "lost"
        if self.decision == "returned":
            return "disqualified" if "disqualified" in self.entered else "recycled"
        return max(self.entered, key=lambda stage: self.entered[stage])


def pick(rng: Random, weights: dict[str, float]) -> str:
    """One of the names, as often as its weight says."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def sample_people(rng: Random) -> list[SampleLead]:
    """Every lead up to its hand-over, in order of creation."""
    accounts = _accounts(rng)
    leads = []
    for number, created in enumerate(_creations(rng), start=20_001):
        lead = _person(rng, number, created, accounts)
        _score(rng, lead)
        _before_hand_over(rng, lead)
        leads.append(lead)
    return leads


def _creations(rng: Random) -> list[datetime]:
    days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    weights = [_MONTHS[day.month] * _day_weight(day) for day in days]
    moments = []
    for day in rng.choices(days, weights=weights, k=HOW_MANY):
        hour = rng.choices(range(24), weights=_HOURS)[0]
        midnight = datetime.combine(day, datetime.min.time())
        moments.append(midnight + timedelta(hours=hour, minutes=rng.randrange(60)))
    return sorted(moments)


def _day_weight(day: date) -> float:
    holidays = (date(2026, 10, 3), date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26))
    if day in holidays or day.weekday() >= 5:
        return 0.14
    late_december = 0.25 if day >= date(2026, 12, 21) else 1.0
    return late_december * (1.0, 1.15, 1.1, 1.05, 0.85)[day.weekday()]


def _accounts(rng: Random) -> list[tuple[str, str, str, int]]:
    """Name, region, industry and number of people of each company."""
    names = [*_NAMED, *rng.sample([s + t for s in _STEMS for t in _TRADES], 400)]
    accounts = []
    for name in names:
        region = pick(rng, _REGIONS)
        employees = min(42_000, max(8, round(rng.lognormvariate(math.log(330), 1.35))))
        full = f"{name} {rng.choice(_FORMS[region])}"
        accounts.append((full, region, pick(rng, _INDUSTRIES), employees))
    return accounts


def _person(
    rng: Random, number: int, created: datetime, accounts: list[tuple[str, str, str, int]]
) -> SampleLead:
    running = {
        name: weight
        for name, (_, _, weight, first, last) in CAMPAIGNS.items()
        if first <= created.date() <= last
    }
    chosen = pick(rng, running | _NO_CAMPAIGN)
    in_campaign = chosen in CAMPAIGNS
    if chosen == "Fifty accounts":
        accounts = [account for account in accounts if account[3] >= 1_000][:50]
    account, region, industry, employees = rng.choice(accounts)
    first, last = rng.choice(_FIRST), rng.choice(_LAST)
    private = rng.random() < 0.04
    host = "mail.example" if private else f"{account.split()[0].lower()}.example"
    return SampleLead(
        number=number,
        created=created,
        account=account,
        region=region,
        industry=industry,
        employees=employees,
        name=f"{first} {last}",
        email=f"{first}.{last}{number % 97}@{host}".lower(),
        level=pick(rng, _LEVELS),
        source=CAMPAIGNS[chosen][0] if in_campaign else chosen,
        campaign=chosen if in_campaign else "",
        program=CAMPAIGNS[chosen][1] if in_campaign else "",
        owner="" if region == "EMEA" and rng.random() < 0.13 else rng.choice(_SELLERS[region]),
    )


def _score(rng: Random, lead: SampleLead) -> None:
    """Grade and score as the agreement's own scoring rules give them."""
    fit = 30 if lead.industry in OUR_INDUSTRIES else 0
    fit += 30 if lead.employees >= 1_000 else 20 if lead.employees >= 100 else 0
    fit += 30 if lead.level in _DECIDERS else 0
    fit -= 30 if "@mail.example" in lead.email else 0
    grade = "A" if fit >= 80 else "B" if fit >= 50 else "C" if fit >= 30 else "D"
    lead.grade = "" if rng.random() < 0.03 else grade
    lead.contact_request = rng.random() < 0.67
    lead.pricing_visits = rng.choices((0, 1, 2, 3, 5), weights=(45, 25, 15, 10, 5))[0]
    webinar = lead.campaign == "Service webinars" or rng.random() < 0.1
    lead.webinars = rng.choice((1, 1, 2)) if webinar else 0
    lead.downloads = rng.choices((0, 1, 2, 3, 4), weights=(30, 30, 20, 12, 8))[0]
    lead.score = (
        40 * lead.contact_request
        + 25 * (lead.pricing_visits >= 1)
        + 20 * (lead.webinars >= 1)
        + 15 * (lead.downloads >= 2)
    )


def _before_hand_over(rng: Random, lead: SampleLead) -> None:
    moment = lead.created
    lead.entered["raw-lead"] = moment
    lead.entered["inquiry"] = moment = moment + timedelta(minutes=rng.randrange(1, 30))
    if rng.random() < 0.09:
        return
    moment += timedelta(minutes=rng.randrange(5, 400))
    lead.entered["aql"] = _known(moment)
    if lead.contact_request or lead.score >= 60:
        # Most ask for contact at once; some come back days later.
        wait = rng.randrange(5, 120) if rng.random() < 0.7 else rng.randrange(600, 11_000)
        moment += timedelta(minutes=wait)
        if moment < KNOWN_UNTIL:
            lead.entered["mql"] = moment
            lead.handed_over = moment + timedelta(minutes=rng.randrange(0, 12))


def _known(moment: datetime) -> datetime:
    return min(moment, KNOWN_UNTIL - timedelta(minutes=1))
