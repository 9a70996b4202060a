"""From a file to a batch: prepare shows what an import would do, accepting it makes it so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Monitor, Progress, Silent
from alignment_desktop.frames import Kind
from alignment_desktop.importing.cell_problems import CellProblems
from alignment_desktop.importing.checking import Checked, check
from alignment_desktop.importing.context import ImportContext
from alignment_desktop.importing.header_names import header_names
from alignment_desktop.importing.locating import Located, complete
from alignment_desktop.importing.mapping import (
    Mapping,
    mapping_text,
    parse_mapping,
    parse_profile,
)
from alignment_desktop.importing.placing import ColumnVerdict
from alignment_desktop.importing.recognise import Recognised, recognise, recognise_rest
from alignment_desktop.importing.text_form import FOUND, TextForm
from alignment_desktop.importing.workbook import RawWorkbook, read_workbook
from alignment_desktop.measurement.as_of import AsOf
from alignment_desktop.measurement.folding import Counts, compare, identified
from alignment_desktop.services.evidence import Evidence, batch_of, evidence_of
from alignment_desktop.services.import_warnings import (
    figure_warnings,
    further_sheets,
    later_than_import,
    lead_warnings,
    other_than_profile,
)
from alignment_desktop.services.imported_batches import identify_importer
from alignment_desktop.services.mended_rows import ROWS_SHEET, mapping_within
from alignment_desktop.storage.found_problems import FoundGroup
from alignment_desktop.storage.parts import EVIDENCE
from alignment_desktop.storage.rows import Entry
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from alignment_desktop.domain.agreement import Agreement
    from alignment_desktop.services.workspace import Workspace
    from alignment_desktop.storage.evidence import BatchRow
    from alignment_desktop.storage.reader import Reader


@dataclass(frozen=True)
class ImportRequest:
    """Which sheet of which file is to be imported, and how it is to be read.

    Attributes:
        path: The file.
        kind: What the sheet holds; recognised where None.
        sheet: Its name, or its number as text; the best fitting where None.
        profile: A remembered mapping; with `mapping` the name under which that is remembered.
        mapping: A mapping text.
        mapping_file: What the mapping text is called in messages.
        data_as_of: The moment or day that the data speak of, as written; the mapping's where None.
        again: Whether bytes that are here already are imported once more.
        label: The agreement whose calendar, currency and stages hold; the newest where None.
    """

    path: Path
    kind: Kind | None = None
    sheet: str | None = None
    profile: str | None = None
    mapping: str | None = None
    mapping_file: str = ""
    data_as_of: str | None = None
    again: bool = False
    label: str | None = None


@dataclass(frozen=True)
class Prepared:
    """One sheet, read and checked, with what it would change; nothing is stored yet.

    Attributes:
        workbook: The raw file.
        sheet: The sheet's name; empty for delimited text.
        checked: The typed rows, with problems and warnings of the sheet itself.
        order_warnings: Warnings that only show beside what is there already.
        counts: New, changed and unchanged keys.
        profile: The name under which the mapping is to be remembered.
        recognised: What each column was taken for, how surely and why; empty where nothing was
            to be recognised.
    """

    workbook: RawWorkbook
    sheet: str
    checked: Checked
    order_warnings: CellProblems
    counts: Counts
    profile: str | None = None
    recognised: tuple[ColumnVerdict, ...] = ()

    @property
    def warnings(self) -> CellProblems:
        """Every warning, in the order of the rows."""
        return self.checked.warnings.with_more(self.order_warnings)


@dataclass(frozen=True)
class AcceptImport:
    """Store a prepared import as a batch."""

    prepared: Prepared
    monitor: Monitor = Silent()  # a silent monitor has no state

    def run(self, workspace: Workspace, by: Actor, at: datetime) -> int:
        """Store it; the batch's number.

        Raises:
            Problem: Where it cannot be stored; nothing is, then.
            Cancelled: Where the monitor asks to stop; nothing is stored then either.
        """
        prepared, checked = self.prepared, self.prepared.checked
        mapping, warnings = checked.mapping, prepared.warnings
        with workspace.store.change(Entry("import", by, at)) as writer:
            identify_importer(workspace, writer)
            if prepared.profile is not None:
                reusable = _reusable(checked.as_read, prepared.workbook)
                writer.put_profile(prepared.profile, mapping_text(reusable))
            return writer.add_batch(
                file=prepared.workbook.file_name,
                sheet=prepared.sheet,
                sha256=prepared.workbook.sha256,
                kind=checked.kind.value,
                rows=checked.rows,
                data_as_of=mapping.data_as_of.isoformat() if mapping.data_as_of else None,
                mapping=mapping_text(mapping),
                columns=dict(checked.columns),
                problems=_counted(checked.problems),
                warnings=_counted(warnings),
                frame=checked.frame,
                found=checked.problems.with_more(warnings).frame,
                monitor=self.monitor,
            )


def found_in(workspace: Workspace, batch: BatchRow) -> CellProblems:
    """Cell by cell what was wrong with an imported sheet, warnings too.

    Raises:
        Problem: `no-such-batch`, `evidence-damaged`.
    """
    with workspace.store.read() as reader:
        return CellProblems(batch.sheet, [reader.found(batch.id)])


@dataclass(frozen=True)
class Proposal:
    """How one sheet of a file would be read; nothing is typed yet.

    Attributes:
        workbook: The raw file.
        located: The sheet, its header row, and a complete mapping.
        label: The agreement whose calendar, currency and stages hold; the newest where None.
        again: Whether bytes that are here already are imported once more.
        used: The remembered mapping that was found to fit, where one was used.
        remember: The name under which the mapping is to be remembered.
        recognised: What each column was taken for, how surely and why.
        others: Names of the further sheets that could be imported as well.
        nearly: The remembered mapping that was used though the file lacks columns of it.
        lacking: Those columns, with their fields.
    """

    workbook: RawWorkbook
    located: Located
    label: str | None = None
    again: bool = False
    used: str | None = None
    remember: str | None = None
    recognised: tuple[ColumnVerdict, ...] = ()
    others: tuple[str, ...] = ()
    nearly: str = ""
    lacking: dict[str, str] = field(default_factory=dict)


def prepare(
    workspace: Workspace,
    request: ImportRequest,
    monitor: Monitor | None = None,
    at: datetime | None = None,
) -> Prepared:
    """Read, map and check one sheet, and compare it with what is there.

    Args:
        workspace: Where it would be imported.
        request: What the user asks for.
        monitor: Hears how far it is, and may end it.
        at: The present moment, so that what the data speak of can be held against it.

    Raises:
        Problem: Where the file cannot be read, or its sheet not be understood.
        Cancelled: Where the monitor asks to stop.
    """
    monitor = monitor or Silent()
    with workspace.store.read() as reader:
        # What is wrong with a mapping text is said before a large file is read.
        mapping = _mapping(reader, request)
    form = mapping.form if mapping else FOUND
    with ThreadPoolExecutor(1) as beside:
        # The file is read by another process, so this one has time to read its dictionary.
        beside.submit(header_names)
        workbook = read_workbook(request.path, form=form, monitor=monitor)
    monitor.report(Progress(0, 0, "checking"))
    proposal = propose(workspace, workbook, request)
    again = read_as_stated(proposal.workbook, proposal.located.mapping.form, monitor)
    if again is not None:
        proposal = propose(workspace, again, request)
    return check_proposal(workspace, proposal, monitor, at)


def read_as_stated(workbook: RawWorkbook, form: TextForm, monitor: Monitor) -> RawWorkbook | None:
    """The file read as its text is said to be written; None where it was read so.

    Which mapping is meant may only be known by the columns of the file, so that it was read once.

    Raises:
        Problem: Where the file cannot be read.
        Cancelled: Where the monitor asks to stop.
    """
    if workbook.encoding is None or form == workbook.stated:
        return None
    same = form.encoding in (None, workbook.encoding) and form.delimiter in (
        None,
        workbook.delimiter,
    )
    # That a guess was right is only known to a file that is read by it.
    confirmed = form.encoding is not None and workbook.guessed_encoding is not None
    if same and workbook.stated == FOUND and not confirmed:
        return None
    return read_workbook(Path(workbook.path), form=form, monitor=monitor)


def propose(
    workspace: Workspace,
    workbook: RawWorkbook,
    request: ImportRequest,
    *,
    remembered: bool = True,
) -> Proposal:
    """How a file that was read would be imported: by its profile or mapping, else recognised.

    Args:
        workspace: Where the mappings are remembered.
        workbook: The raw file.
        request: What the user asks for.
        remembered: Whether a remembered mapping that nobody named is used where it fits.

    Raises:
        Problem: Where the mapping does not fit the file, or its sheet is not recognised.
    """
    agreement = workspace.draft(request.label).agreement
    context = context_of(agreement)
    with workspace.store.read() as reader:
        mapping = _mapping(reader, request)
        profiles = {name: parse_profile(text) for name, text in reader.profiles().items()}
    if mapping is None and request.sheet in (None, ROWS_SHEET):
        mapping = mapping_within(workbook)
    used = request.profile if request.mapping is None else None
    recognised: Recognised | None = None
    if mapping is None:
        recognised = recognise(
            workbook,
            context,
            kind=request.kind,
            sheet=_sheet(request.sheet),
            profiles=profiles if remembered else {},
        )
        mapping, used = recognised.mapping, recognised.profile
    elif mapping.recognise:
        recognised = recognise_rest(workbook, mapping, context)
        mapping = recognised.mapping
    located = complete(workbook, mapping, context)
    if request.data_as_of is not None:
        as_of = AsOf.of(request.data_as_of, agreement.timezone)
        mapping = replace(located.mapping, data_as_of=as_of.day or as_of.moment)
        located = replace(located, mapping=mapping)
    return Proposal(
        workbook=workbook,
        located=located,
        label=request.label,
        again=request.again,
        used=used,
        remember=request.profile if request.mapping is not None else None,
        recognised=recognised.verdicts if recognised is not None else (),
        others=recognised.others if recognised is not None else (),
        nearly=recognised.nearly if recognised is not None else "",
        lacking=recognised.lacking if recognised is not None else {},
    )


def check_proposal(
    workspace: Workspace,
    proposal: Proposal,
    monitor: Monitor | None = None,
    at: datetime | None = None,
) -> Prepared:
    """Type and check a sheet as proposed, and compare it with what is there.

    Args:
        workspace: Where it would be imported.
        proposal: How it is read.
        monitor: Hears how far it is, and may end it.
        at: As for `prepare`.

    Raises:
        Problem: Where the sheet cannot be read so, or is here already.
        Cancelled: Where the monitor asks to stop.
    """
    monitor = monitor or Silent()
    agreement = workspace.draft(proposal.label).agreement
    located, workbook = proposal.located, proposal.workbook
    checked = check(located.sheet, located.mapping, context_of(agreement), monitor)
    monitor.report(Progress(0, 0, "comparing"))
    workspace.require_sound(EVIDENCE)
    with workspace.store.read() as reader:
        if not proposal.again:
            _refuse_known(reader, workbook, located.sheet.name, checked.kind)
        evidence = evidence_of(reader)
    counts, order_warnings = _compared(agreement, evidence, located.sheet.name, checked, monitor)
    later = later_than_import(located.sheet.name, checked.mapping, agreement.timezone, at)
    return Prepared(
        workbook=workbook,
        sheet=located.sheet.name,
        checked=checked,
        order_warnings=later.with_more(order_warnings).with_more(
            further_sheets(located, proposal.others).with_more(
                other_than_profile(located, proposal.nearly, proposal.lacking)
            )
        ),
        counts=counts,
        profile=proposal.remember,
        recognised=proposal.recognised,
    )


def context_of(agreement: Agreement) -> ImportContext:
    """What reading a file needs to know of the agreement."""
    header = agreement.header
    return ImportContext(
        zone=agreement.timezone,
        currency=header.currency,
        fiscal_year_start=header.fiscal_year_start,
        stages={key: (stage.name, stage.abbreviation) for key, stage in agreement.stages.items()},
        reasons={key: reason.name for key, reason in agreement.reasons.items()},
        label=agreement.label,
        start=header.period.start,
        end=header.period.end,
    )


def _sheet(text: str | None) -> str | int | None:
    # No workbook has sheets by the billion, and Python reads no number of thousands of digits.
    return int(text) if text is not None and len(text) < 10 and text.isdecimal() else text


def _mapping(reader: Reader, request: ImportRequest) -> Mapping | None:
    """The mapping that the request names, with the request's own words over the mapping's."""
    if request.mapping is not None:
        try:
            mapping = parse_mapping(request.mapping)
        except Problem as problem:
            raise problem.with_facts(file=request.mapping_file) from None
    elif request.profile is not None:
        profiles = reader.profiles()
        if request.profile not in profiles:
            known = ", ".join(f"“{name}”" for name in profiles)
            code = "unknown-profile" if profiles else "no-profiles"
            raise Problem(code, value=request.profile, known=known)
        mapping = parse_profile(profiles[request.profile])
    else:
        return None
    if request.kind is not None:
        mapping = replace(mapping, kind=request.kind)
    if request.sheet is not None:
        mapping = replace(mapping, sheet=_sheet(request.sheet))
    return mapping


def _refuse_known(reader: Reader, workbook: RawWorkbook, sheet: str, kind: Kind) -> None:
    for row in reader.batches():
        same = (row.sha256, row.sheet, row.kind) == (workbook.sha256, sheet, kind.value)
        if same and not row.withdrawn:
            raise Problem("already-imported", batch=row.id, file=row.file, kind=row.kind)


def _compared(
    agreement: Agreement, evidence: Evidence, sheet: str, checked: Checked, monitor: Monitor
) -> tuple[Counts, CellProblems]:
    """What the sheet adds to what is there, and what is doubtful beside it and the agreement."""
    batch = batch_of(evidence.next_id, checked.kind, checked.frame, checked.mapping)
    before = evidence.of_kind(checked.kind)
    every = [*before, batch]
    # Counting and both kinds of warning ask the same of every row that was ever imported.
    found = identified(every) if checked.kind is Kind.LEADS else None
    counts = compare(before, batch, found)
    monitor.report(Progress(0, 0, "comparing"))
    if checked.kind is Kind.FIGURES:
        return counts, figure_warnings(sheet, checked, agreement)
    if found is None:
        return counts, CellProblems(sheet)
    headers = {field: header for header, field in checked.columns.items() if field}
    return counts, lead_warnings(sheet, every, found, agreement, headers, monitor)


def _reusable(mapping: Mapping, workbook: RawWorkbook) -> Mapping:
    """The mapping without what belongs to this one file.

    With all that was taken from the file: its columns, how its dates and numbers are written, and
    its code page, so that next month's file is read like this one though it tells less.
    """
    encoding = mapping.encoding or workbook.guessed_encoding
    return replace(mapping, data_as_of=None, header_row=None, encoding=encoding, recognise=False)


def _counted(found: CellProblems) -> list[FoundGroup]:
    """Problems by kind, as a batch carries them."""
    return [
        FoundGroup(group.count, group.first.column, group.first.code, group.first.facts)
        for group in found.groups()
    ]
