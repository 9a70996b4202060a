"""The commands about signed files: sign, file, decline, certificate."""

from __future__ import annotations

import argparse
import os
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import (
    Commands,
    actor,
    add_agreement,
    add_command,
    add_person,
    now,
    opened,
)
from alignment_desktop.cli.output import DONE, complain, show, show_json, wording
from alignment_desktop.cli.passphrases import (
    AUTHORITY_PASSPHRASE,
    add_authority_passphrase,
    add_passphrase,
    authority_passphrase,
    is_given,
    passphrase,
)
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import SIGNERS
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import period_text
from alignment_desktop.phrasing.signing import state_text
from alignment_desktop.values import dataclass
from alignment_desktop.words.language import user_language

if TYPE_CHECKING:
    from alignment_desktop.documents.signing.certificates import Identity
    from alignment_desktop.documents.signing.marks import Mark
    from alignment_desktop.documents.signing.timestamps import TimeStampAuthority
    from alignment_desktop.domain.signatures import Verification
    from alignment_desktop.domain.signing_state import SigningState
    from alignment_desktop.services.signing import SignedFile

TIMESTAMP = "ALIGNMENT_TIMESTAMP"
"""The variable that names the time stamp authority, where no word does."""

_TYPED, _NONE = "typed", "none"
_SOON = timedelta(days=60)


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    its = wording().help
    text = its.sign.about()
    sign = commands.add_parser("sign", help=text, description=text)
    sign.add_argument("file", metavar="FILE.pdf", type=Path)
    sign.add_argument("--party", choices=SIGNERS, required=True)
    sign.add_argument("--identity", metavar="ID.p12", type=Path, required=True)
    sign.add_argument("--workspace", metavar="W", help=its.sign.workspace())
    sign.add_argument("-o", dest="output", metavar="OUT.pdf", type=Path, help=its.sign.output())
    sign.add_argument("--mark", default=_TYPED, metavar="typed|none|IMAGE", help=its.sign.mark())
    text = its.sign.timestamp(variable=TIMESTAMP)
    sign.add_argument("--timestamp", metavar="URL", help=text)
    add_passphrase(sign)
    add_person(sign)
    sign.add_argument("--json", action="store_true", help=its.shared.json())
    sign.set_defaults(run=_sign)

    file = add_command(commands, "file", _file, its.file.about())
    file.add_argument("signed", metavar="SIGNED.pdf", type=Path)
    add_person(file)

    decline = add_command(commands, "decline", _decline, its.decline.about())
    decline.add_argument("--party", choices=SIGNERS, required=True)
    decline.add_argument("--why", default="", metavar="WHY", help=its.decline.why())
    decline.add_argument("--review", metavar="P", help=its.shared.review())
    add_person(decline)
    add_agreement(decline)

    certificate = add_command(commands, "certificate", _certificate, its.certificate.about())
    certificate.add_argument("-o", dest="output", metavar="OUT.pdf", type=Path, required=True)
    certificate.add_argument("--version", type=int, metavar="N", help=its.certificate.version())
    certificate.add_argument("--review", metavar="P", help=its.shared.review())
    certificate.add_argument("--paper", type=str.lower, choices=("a4", "letter"), default="a4")
    certificate.add_argument("--seal", action="store_true", help=its.certificate.seal())
    add_authority_passphrase(certificate)
    text = its.sign.timestamp(variable=TIMESTAMP)
    certificate.add_argument("--timestamp", metavar="URL", help=text)
    add_agreement(certificate)


@dataclass(frozen=True)
class _Asked:
    """What is signed with what."""

    content: bytes
    identity: Identity
    mark: Mark
    authority: TimeStampAuthority | None


def _sign(arguments: argparse.Namespace) -> int:
    from alignment_desktop.documents.output_files import OutputFile, check_output
    from alignment_desktop.services.document_files import require_pdf
    from alignment_desktop.services.signing import SignVersion, sign_file

    place = _place(arguments)
    reads = [arguments.file, arguments.identity]
    check_output(place, ".pdf", reads=reads)
    require_pdf(arguments.file)
    with ExitStack() as open_things:
        workspace = None
        if arguments.workspace is not None:
            workspace = open_things.enter_context(opened(arguments))
        asked = _asked(arguments)
        output = open_things.enter_context(OutputFile(place, ".pdf", reads=reads))

        def keep(content: bytes) -> None:
            with output.filling() as temporary:
                temporary.write_bytes(content)

        if workspace is None:
            made = sign_file(
                asked.content,
                arguments.party,
                asked.identity,
                mark=asked.mark,
                at=now(),
                authority=asked.authority,
            )
            keep(made.content)
        else:
            command = SignVersion(
                asked.content,
                arguments.party,
                asked.identity,
                asked.mark,
                asked.authority,
                keep=keep,
            )
            made = workspace.execute(command, by=actor(arguments), at=now())
        output.take_place()
    _told(arguments, place, made)
    for remark in made.remarks:
        complain(remark)
    ends = asked.identity.certificate.ends
    if ends - now() < _SOON:
        complain(Problem("identity-expires-soon", name=asked.identity.certificate.name, ends=ends))
    return DONE


def _place(arguments: argparse.Namespace) -> Path:
    """Where the signed file goes: beside the other, unless something is there already."""
    if arguments.output is not None:
        return Path(arguments.output)
    file = arguments.file
    if not file.name:
        raise Problem("document-no-file", file=str(file))
    place = Path(file.with_name(f"{file.stem}-{arguments.party}.pdf"))
    if place.exists() or place.is_symlink():
        raise Problem("output-exists", file=str(place))
    return place


def _asked(arguments: argparse.Namespace) -> _Asked:
    from alignment_desktop.documents.signing.certificates import opened as opened_identity
    from alignment_desktop.documents.signing.verifying import LARGEST
    from alignment_desktop.services.document_files import SMALL, read_document

    content = read_document(arguments.file, LARGEST)
    file = str(arguments.identity)
    stored = read_document(arguments.identity, SMALL)
    secret = passphrase(arguments, wording().output.ask_passphrase(file=file))
    identity = opened_identity(stored, secret, file)
    stamps = _stamps(arguments)
    return _Asked(content, identity, _mark(arguments.mark, identity), stamps)


def _stamps(arguments: argparse.Namespace) -> TimeStampAuthority | None:
    """Who is asked for time stamps; None: nobody."""
    from alignment_desktop.documents.signing.timestamps import TimeStampAuthority

    address = arguments.timestamp or os.environ.get(TIMESTAMP) or _NONE
    return None if address == _NONE else TimeStampAuthority(address)


def _mark(word: str, identity: Identity) -> Mark:
    from alignment_desktop.documents.signing.marks import Mark, require_picture
    from alignment_desktop.services.document_files import SMALL, read_document

    if word == _TYPED:
        return Mark(typed=identity.certificate.name)
    if word == _NONE:
        return Mark()
    image = read_document(Path(word), SMALL)
    try:
        require_picture(image)
    except Problem as problem:
        raise problem.with_facts(file=word) from None
    return Mark(image=image)


def _told(arguments: argparse.Namespace, place: Path, made: SignedFile) -> None:
    found = made.verification
    if arguments.json:
        last = found.signatures[-1]
        show_json(
            {
                "file": str(place),
                "sha256": made.sha256,
                "verdict": found.verdict,
                "party": arguments.party,
                "name": last.name,
                "time": None if last.time is None else last.time.isoformat(),
                "time_source": last.time_source,
                "level": last.level,
                **_signed_thing(made.state),
                "state": None if made.state is None else made.state.state,
                "waiting_for": _waiting_for(found),
            }
        )
        return
    its, words = wording().output, user_language()
    party = choice_text(arguments.party, words)
    show(its.signed(party=party, name=found.signatures[-1].name, file=place))
    show(its.sha256(sha256=made.sha256))
    if made.state is not None:
        show(state_text(made.state, words))
    elif (waiting := _waiting_for(found)) is not None:
        show(its.signs_next(party=choice_text(waiting, words)))


def _signed_thing(state: SigningState | None) -> dict[str, object]:
    """The version that is signed, or the frozen review and its number."""
    return {"version": None} if state is None else _numbered(state.version, state.review)


def _numbered(number: int, review: str | None) -> dict[str, object]:
    if review is None:
        return {"version": number}
    return {"version": None, "review": review, "number": number}


def _waiting_for(found: Verification) -> str | None:
    from alignment_desktop.domain.signatures import next_signer

    return next_signer(found.expected, [each.party for each in found.signatures])


def _file(arguments: argparse.Namespace) -> int:
    from alignment_desktop.documents.signing.verifying import LARGEST
    from alignment_desktop.services.document_files import read_pdf
    from alignment_desktop.services.filing import FileSigned

    content = read_pdf(arguments.signed, LARGEST)
    with opened(arguments) as workspace:
        filed = workspace.execute(FileSigned(content), by=actor(arguments), at=now())
    state = filed.state
    if arguments.json:
        show_json(
            {
                **_signed_thing(state),
                "verdict": filed.verification.verdict,
                "label": filed.label,
                "sha256": filed.sha256,
                "state": state.state,
                "waiting_for": state.waiting_for,
            }
        )
    else:
        its = wording().output
        if filed.review is None:
            show(its.filed(version=filed.version, label=filed.label))
        else:
            review = period_text(filed.review, user_language(), year=True)
            show(its.filed_review(number=filed.version, review=review))
        show(state_text(state, user_language()))
    return DONE


def _decline(arguments: argparse.Namespace) -> int:
    from alignment_desktop.phrasing.signing import verdict_of
    from alignment_desktop.services.declining import DeclineVersion

    with opened(arguments) as workspace:
        command = DeclineVersion(
            arguments.party, arguments.why, arguments.agreement, arguments.review
        )
        state = workspace.execute(command, by=actor(arguments), at=now())
    if arguments.json:
        verdict = verdict_of(state)
        show_json({**_signed_thing(state), "verdict": verdict, "state": state.state})
    else:
        show(state_text(state, user_language()))
    return DONE


def _certificate(arguments: argparse.Namespace) -> int:
    from alignment_desktop.documents.output_files import check_output
    from alignment_desktop.services.completing import completion_certificate
    from alignment_desktop.services.exporting import save

    its = wording().output
    check_output(arguments.output, ".pdf")
    stamps = _stamps(arguments)
    with opened(arguments) as workspace:
        secret = None
        wanted = arguments.seal or is_given(
            arguments.authority_passphrase_file, AUTHORITY_PASSPHRASE
        )
        if wanted:
            secret = authority_passphrase(arguments, its.ask_authority_passphrase())
        made = completion_certificate(
            workspace,
            now=now(),
            label=arguments.agreement,
            number=arguments.version,
            review=arguments.review,
            authority_passphrase=secret,
            stamps=stamps,
            paper=arguments.paper,
        )
        save(made.content, arguments.output)
    if arguments.json:
        show_json(
            {
                **_numbered(made.version, made.review),
                "verdict": made.verdict,
                "state": made.state,
                "sealed": made.sealed,
                "file": str(arguments.output),
            }
        )
    else:
        if made.review is not None:
            review = period_text(made.review, user_language(), year=True)
            say = its.certificate_review_sealed if made.sealed else its.certificate_review_unsealed
            show(say(number=made.version, review=review, file=arguments.output))
        else:
            wrote = its.certificate_sealed if made.sealed else its.certificate_unsealed
            show(wrote(version=made.version, file=arguments.output))
    return DONE
