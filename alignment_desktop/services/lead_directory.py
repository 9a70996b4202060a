"""Every lead by what it may be looked for: its key and ids, its name, account and address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from alignment_desktop.frames import LEAD_KEY, Kind
from alignment_desktop.measurement.folding import fold_leads
from alignment_desktop.services.evidence import evidence_of
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.services.workspace import Workspace

_FIELDS = ("name", "account", "email", "opportunity_id")
_ALL, _RANK = "…all", "…rank"


@dataclass(frozen=True, slots=True)
class FoundLead:
    """A lead that was looked for.

    Attributes:
        lead_id: What it is known by.
        name: Its name; empty where it has none.
        account: Its account; likewise.
        email: Its address; likewise.
    """

    lead_id: str
    name: str
    account: str
    email: str


class LeadDirectory:
    """Finds leads by parts of their words.

    Args:
        leads: Folded leads.
    """

    def __init__(self, leads: pl.DataFrame) -> None:
        there = set(leads.columns)
        self._leads = leads.select(
            pl.col(LEAD_KEY),
            *(
                (pl.col(name) if name in there else pl.lit(None, pl.String))
                .fill_null("")
                .alias(name)
                for name in _FIELDS
            ),
        ).with_columns(
            pl.concat_str(LEAD_KEY, *_FIELDS, separator=" ").str.to_lowercase().alias(_ALL)
        )

    def find(self, words: str, most: int = 8) -> tuple[FoundLead, ...]:
        """The leads that have all of some words, the likeliest first.

        That is the one of just that key, then those whose key, then those whose name begins so.

        Args:
            words: What is looked for, in whatever case.
            most: So many at most.
        """
        wanted = words.strip().lower()
        if not wanted:
            return ()
        met = pl.lit(True)
        for word in wanted.split():
            met &= pl.col(_ALL).str.contains(word, literal=True)
        key, name = pl.col(LEAD_KEY).str.to_lowercase(), pl.col("name").str.to_lowercase()
        rank = (
            pl.when(key == wanted)
            .then(0)
            .when(key.str.starts_with(wanted))
            .then(1)
            .when(name.str.starts_with(wanted))
            .then(2)
            .otherwise(3)
        )
        found = self._leads.filter(met).with_columns(rank.alias(_RANK)).sort(_RANK, LEAD_KEY)
        rows = found.select(LEAD_KEY, "name", "account", "email").head(most)
        return tuple(FoundLead(*row) for row in rows.iter_rows())


def lead_directory(workspace: Workspace) -> LeadDirectory:
    """The leads of all imports that are not undone.

    Raises:
        Problem: As `evidence_of`.
    """
    with workspace.store.read() as reader:
        leads = evidence_of(reader).of_kind(Kind.LEADS)
    return LeadDirectory(fold_leads(leads).frame)
