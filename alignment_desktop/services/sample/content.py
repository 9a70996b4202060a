"""The sample: a full agreement, and two quarters of results as the spreadsheets people export.

All of it is invented and comes from a seed, so that everybody sees the same figures. What is in it
and which slips are planted stands in `resources/templates/README.md`.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from alignment_desktop.domain.agreement_text import read_text
from alignment_desktop.domain.calendar import Calendar
from alignment_desktop.frames import Kind
from alignment_desktop.paths import resource_path
from alignment_desktop.services.sample.leads import sample_leads
from alignment_desktop.services.sample.office import Office
from alignment_desktop.services.sample.people import FIRST_DAY, KNOWN_UNTIL, LAST_DAY, SampleLead
from alignment_desktop.services.sample.sheets import (
    Row,
    activity_rows,
    campaign_rows,
    customer_rows,
    figure_rows,
    lead_rows,
)
from alignment_desktop.services.sample.xlsx import write_xlsx
from alignment_desktop.values import dataclass

SEED = 20261001
DATA_AS_OF = KNOWN_UNTIL.replace(tzinfo=ZoneInfo("Europe/Berlin"))
"""The moment at which the invented exports were made."""
RESULTS_FROM, RESULTS_TO = FIRST_DAY, LAST_DAY
"""First and last day of the two quarters of results."""

_FOLDER = "templates/sample"


@dataclass(frozen=True, slots=True)
class SampleFile:
    """One file of results, and how it is to be imported.

    Attributes:
        name: The file's name in the folder it was written to.
        kind: What its rows are.
        mapping_text: The mapping with which it is read.
    """

    name: str
    kind: Kind
    mapping_text: str


def sample_agreement_text() -> str:
    """The agreement of the sample, as text."""
    return resource_path(f"{_FOLDER}/agreement.en.toml").read_text(encoding="utf-8")


def sample_histories(seed: int = SEED) -> list[SampleLead]:
    """What truly happened to each lead, before the exports; in order of creation."""
    # Closings are planned ahead and may lie past the last day.
    office = Office(_calendar(), FIRST_DAY - timedelta(days=7), date(2027, 6, 30))
    return sample_leads(seed, office)


def write_sample(folder: Path, *, seed: int = SEED) -> tuple[SampleFile, ...]:
    """Write the five files of results into `folder`.

    The same seed gives the same bytes.

    Returns:
        The files, in the order in which they are to be imported.
    """
    leads = sample_histories(seed)
    _write_workbook(folder / "leads.xlsx", "Lead report", lead_rows(leads, seed))
    _write_text(folder / "activities.csv", activity_rows(leads, seed))
    _write_workbook(folder / "campaigns.xlsx", "Campaigns", campaign_rows(leads, seed))
    _write_workbook(folder / "figures.xlsx", "Figures", figure_rows())
    _write_text(folder / "customers.csv", customer_rows(leads, seed))
    return (
        _file("leads.xlsx", Kind.LEADS),
        _file("activities.csv", Kind.ACTIVITIES),
        _file("campaigns.xlsx", Kind.CAMPAIGNS),
        _file("figures.xlsx", Kind.FIGURES),
        _file("customers.csv", Kind.CUSTOMERS),
    )


def _file(name: str, kind: Kind) -> SampleFile:
    mapping = resource_path(f"{_FOLDER}/{kind}.mapping.toml").read_text(encoding="utf-8")
    return SampleFile(name, kind, mapping)


def _calendar() -> Calendar:
    clauses = read_text(sample_agreement_text(), file="agreement.en.toml").clauses
    return next(clause for clause in clauses.values() if isinstance(clause, Calendar))


def _write_text(path: Path, rows: list[Row]) -> None:
    """Delimited text as a German Excel saves it: semicolons, and a mark at its beginning."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)


def _write_workbook(path: Path, title: str, rows: list[Row]) -> None:
    write_xlsx(path, title, rows, DATA_AS_OF)
