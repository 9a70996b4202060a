"""The command that says what a signed file proves."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import Commands, now, opened
from alignment_desktop.cli.output import DONE, LOOK, complain, show, show_json, wording
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import BOTH, DAMAGED, Verification
from alignment_desktop.phrasing.problems import sentence
from alignment_desktop.phrasing.signing import signer_text, verdict_text
from alignment_desktop.words.language import user_language

if TYPE_CHECKING:
    from alignment_desktop.documents.signing.certificates import Certificate
    from alignment_desktop.services.workspace import Workspace

_ENDING = ".toml"


def add_commands(commands: Commands) -> None:
    """Adds this group's command."""
    its = wording().help
    text = its.verify.about()
    verify = commands.add_parser("verify", help=text, description=text)
    verify.add_argument("file", metavar="FILE.pdf", type=Path)
    verify.add_argument("--workspace", metavar="W", help=its.verify.workspace())
    verify.add_argument(
        "--trust",
        metavar="CERT.pem",
        type=Path,
        action="append",
        default=[],
        help=its.verify.trust(),
    )
    verify.add_argument("--extract", metavar="OUT.toml", type=Path, help=its.verify.extract())
    verify.add_argument("--json", action="store_true", help=its.shared.json())
    verify.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> int:
    from alignment_desktop.documents.output_files import check_output
    from alignment_desktop.documents.signing.verifying import LARGEST
    from alignment_desktop.services.document_files import read_document, require_pdf
    from alignment_desktop.services.verifying import titles, verify_file

    if arguments.extract is not None:
        check_output(arguments.extract, _ENDING, reads=[arguments.file, *arguments.trust])
    require_pdf(arguments.file)
    trust = [each for file in arguments.trust for each in _trusted(file)]
    with ExitStack() as open_things:
        workspace: Workspace | None = None
        if arguments.workspace is not None:
            workspace = open_things.enter_context(opened(arguments))
        try:
            content = read_document(arguments.file, LARGEST)
        except Problem as problem:
            if problem.code != "document-too-large":
                raise
            found, content = Verification(DAMAGED, reasons=(problem,)), b""
        else:
            found = verify_file(content, workspace=workspace, trust=trust, now=now())
        known = {} if workspace is None else titles(workspace)
    untaken = _extract(arguments, content) if arguments.extract is not None else None
    if arguments.json:
        show_json(_as_json(found, known))
    else:
        _show(found, known)
    if untaken is not None:
        complain(untaken)
    return DONE if found.verdict == BOTH and untaken is None else LOOK


def _trusted(file: Path) -> list[Certificate]:
    from alignment_desktop.documents.signing.certificates import read_certificates
    from alignment_desktop.services.document_files import SMALL, read_document

    return read_certificates(read_document(file, SMALL), str(file))


def _extract(arguments: argparse.Namespace, content: bytes) -> Problem | None:
    """Writes the agreement that the file carries; why not, where it carries none."""
    from alignment_desktop.documents.output_files import replacing
    from alignment_desktop.documents.signing.verifying import attached_agreement

    text = attached_agreement(content)
    if text is None:
        return Problem("nothing-attached", file=str(arguments.file))
    with replacing(arguments.extract, _ENDING, reads=[arguments.file]) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    return None


def _as_json(found: Verification, known: dict[str, str]) -> dict[str, object]:
    return {
        "verdict": found.verdict,
        "signers": [
            {
                "party": each.party,
                "name": each.name,
                "title": known.get(each.fingerprint) or None,
                "time": None if each.time is None else each.time.isoformat(),
                "time_source": each.time_source,
                "fingerprint": each.fingerprint,
                "recognised": each.recognised,
                "level": each.level,
                "until": None if each.until is None else each.until.isoformat(),
            }
            for each in found.signatures
        ],
        "content_matches": found.content_matches,
        "reasons": [_told(each) for each in found.reasons],
        "remarks": [_told(each) for each in found.remarks],
    }


def _told(problem: Problem) -> dict[str, str]:
    return {"code": problem.code, "text": sentence(problem)}


def _show(found: Verification, known: dict[str, str]) -> None:
    its, words = wording().output, user_language()
    show(verdict_text(found, words))
    for reason in found.reasons:
        show(sentence(reason))
    for each in found.signatures:
        show(signer_text(each, known.get(each.fingerprint, ""), words))
        show("  " + its.fingerprint(fingerprint=each.fingerprint))
    if found.content_matches is not None:
        show(its.content_matches() if found.content_matches else its.content_differs())
    for remark in found.remarks:
        show(sentence(remark))
    if found.signatures:
        show(its.acrobat_unknown())
