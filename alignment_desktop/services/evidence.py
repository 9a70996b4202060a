"""The evidence of a workspace: its batches as frames, and what they say together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from alignment_desktop.domain.problems import Problem
from alignment_desktop.frames import LEAD_KEYS, Kind, own_column
from alignment_desktop.importing.mapping import Mapping, parse_mapping
from alignment_desktop.measurement import folding
from alignment_desktop.measurement.folding import Batch
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    import polars as pl

    from alignment_desktop.measurement import request
    from alignment_desktop.storage.evidence import BatchRow
    from alignment_desktop.storage.reader import Reader


@dataclass(frozen=True)
class Evidence:
    """Every batch that is not withdrawn, in the order of import.

    Attributes:
        batches: The batches.
        next_id: The number that the next batch will have.
    """

    batches: tuple[Batch, ...]
    next_id: int

    def of_kind(self, kind: Kind) -> list[Batch]:
        """The batches of one kind, in the order of import."""
        return [batch for batch in self.batches if batch.kind is kind]


def evidence_of(reader: Reader, batches: Collection[int] | None = None) -> Evidence:
    """The evidence as `reader` sees it.

    Args:
        reader: Reads it.
        batches: The numbers of the imports that count; those that are not undone where None.

    Raises:
        Problem: `evidence-damaged`, where stored bytes are not what they were;
            `import-vanished`, `import-counted-otherwise`, where the change log tells of others;
            `no-such-batch`, where one that is to count is gone.
    """
    rows = reader.sound_batches()
    for number in sorted(set(batches or ()) - {row.id for row in rows}):
        raise Problem("no-such-batch", batch=number)
    counted = tuple(_stored_batch(reader, row) for row in rows if counts(row, batches))
    return Evidence(counted, max((row.id for row in rows), default=0) + 1)


def counts(row: BatchRow, batches: Collection[int] | None = None) -> bool:
    """Whether an import is one of these; where None: whether it is not undone."""
    return not row.withdrawn if batches is None else row.id in batches


def folded(evidence: Evidence) -> request.Evidence:
    """What all batches say together, as measurement wants it."""
    from alignment_desktop.measurement import request  # an import measures nothing

    return request.Evidence(
        leads=folding.fold_leads(evidence.of_kind(Kind.LEADS)),
        activities=folding.fold_activities(evidence.of_kind(Kind.ACTIVITIES)),
        campaigns=folding.fold_campaigns(evidence.of_kind(Kind.CAMPAIGNS)),
        figures=folding.fold_figures(evidence.of_kind(Kind.FIGURES)),
        customers=folding.fold_customers(evidence.of_kind(Kind.CUSTOMERS)),
        zones=tuple(
            dict.fromkeys(
                batch.zone
                for kind in (Kind.LEADS, Kind.ACTIVITIES)
                for batch in evidence.of_kind(kind)
                if batch.zone
            )
        ),
    )


def _stored_batch(reader: Reader, row: BatchRow) -> Batch:
    try:
        kind, mapping = Kind(row.kind), parse_mapping(row.mapping)
    except (ValueError, Problem) as error:  # both were checked when they were stored
        raise Problem("evidence-damaged", batch=row.id) from error
    return replace(batch_of(row.id, kind, reader.frame(row.id), mapping), file=row.file)


def batch_of(number: int, kind: Kind, frame: pl.DataFrame, mapping: Mapping) -> Batch:
    """One batch as folding wants it: leads with the field by which the whole file is keyed."""
    key = next((name for name in LEAD_KEYS if name in frame.columns), None)
    return Batch(
        number,
        kind,
        frame,
        key_column=key if kind is Kind.LEADS else None,
        blank_erases=mapping.blank_erases,
        domain_column=_domain_column(frame, mapping),
        zone=mapping.timezone,
    )


def _domain_column(frame: pl.DataFrame, mapping: Mapping) -> str | None:
    """Where a frame keeps the column that the mapping names for joining by domain."""
    if mapping.account_domain is None:
        return None
    field = mapping.columns.get(mapping.account_domain, "")
    kept = (field, own_column(mapping.account_domain))
    return next((name for name in kept if name in frame.columns), None)
