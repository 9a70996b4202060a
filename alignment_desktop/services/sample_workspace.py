"""The sample workspace: a full agreement, agreed and frozen, with two quarters of results."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from alignment_desktop.domain.actors import Actor
from alignment_desktop.domain.clauses import PARTIES
from alignment_desktop.domain.progress import Monitor
from alignment_desktop.paths import temporary_folder
from alignment_desktop.services.agreeing import Agree, ApplyText, Freeze
from alignment_desktop.services.templates import Beginning, new_workspace
from alignment_desktop.services.workspace import Workspace


def new_sample(
    address: str,
    beginning: Beginning | None = None,
    *,
    by: Actor,
    at: datetime,
    monitor: Monitor,
) -> Workspace:
    """Make a workspace at `address` and fill it with the sample, by the ways that users go.

    Args:
        address: A path, or a `postgresql://` address.
        beginning: An agreement that stands beside the sample's; none where that is blank.
        by: Who makes it.
        at: The present moment.
        monitor: Is told how far it is.

    Raises:
        Problem: Where there is a workspace already, or none can be made there.
        Cancelled: Where the monitor asks to stop; a file is then gone again.
    """
    workspace = new_workspace(address, beginning or Beginning(), by=by, at=at)
    try:
        _fill(workspace, by, at, monitor)
    except BaseException:
        workspace.discard()
        raise
    return workspace


def _fill(workspace: Workspace, by: Actor, at: datetime, monitor: Monitor) -> None:
    from alignment_desktop.services.importing import AcceptImport, ImportRequest, prepare
    from alignment_desktop.services.sample import sample_agreement_text, write_sample

    label = workspace.execute(ApplyText(sample_agreement_text()), by=by, at=at).label
    for party in PARTIES:
        workspace.execute(Agree(party, None, label), by=replace(by, party=party), at=at)
    workspace.execute(Freeze(label=label), by=by, at=at)
    with temporary_folder() as folder:
        for file in write_sample(Path(folder)):
            request = ImportRequest(
                path=Path(folder) / file.name, kind=file.kind, mapping=file.mapping_text
            )
            workspace.execute(
                AcceptImport(prepare(workspace, request, monitor), monitor), by=by, at=at
            )
