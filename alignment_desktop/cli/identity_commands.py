"""The commands about who may sign: identity, authority."""

from __future__ import annotations

import argparse
import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from alignment_desktop.cli.arguments import (
    PERSON,
    Commands,
    add_command,
    now,
    opened,
    person_key,
)
from alignment_desktop.cli.output import DONE, show, show_json, wording
from alignment_desktop.cli.passphrases import (
    add_authority_passphrase,
    add_passphrase,
    authority_passphrase,
    passphrase,
)
from alignment_desktop.domain.actors import COMMAND, Actor
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.signatures import SIGNERS
from alignment_desktop.phrasing.choices import choice_text
from alignment_desktop.phrasing.days import day_text
from alignment_desktop.words.language import user_language

if TYPE_CHECKING:
    from datetime import datetime

    from alignment_desktop.documents.output_files import OutputFile
    from alignment_desktop.documents.signing.certificates import Certificate, Identity

_ENDING = ".p12"


def add_commands(commands: Commands) -> None:
    """Adds this group's commands."""
    its = wording().help
    text = its.identity.about()
    identity = commands.add_parser("identity", help=text, description=text)
    identity.add_argument("name", metavar="NAME", help=its.identity.name())
    identity.add_argument("--party", choices=SIGNERS, required=True)
    identity.add_argument("--workspace", metavar="W", help=its.identity.workspace())
    identity.add_argument("--person", metavar="KEY", help=its.identity.person())
    identity.add_argument("-o", dest="output", metavar="ID.p12", type=Path)
    identity.add_argument(
        "--certificate", metavar="FILE.pem|.p12", type=Path, help=its.identity.certificate()
    )
    add_passphrase(identity)
    add_authority_passphrase(identity)
    identity.add_argument("--json", action="store_true", help=its.shared.json())
    identity.set_defaults(run=_identity)

    authority = add_command(commands, "authority", _authority, its.authority.about())
    authority.add_argument("-o", dest="output", metavar="ROOT.pem", type=Path, required=True)


def _identity(arguments: argparse.Namespace) -> int:
    if arguments.person is not None and arguments.workspace is None:
        raise Problem("person-without-workspace", value=arguments.person)
    if arguments.certificate is not None:
        return _register(arguments)
    if arguments.output is None:
        raise Problem("identity-needs-output")
    return _make(arguments) if arguments.workspace is None else _issue(arguments)


def _make(arguments: argparse.Namespace) -> int:
    """An identity that nobody vouches for but itself."""
    from alignment_desktop.documents.output_files import OutputFile
    from alignment_desktop.documents.signing.certificates import make_identity

    with OutputFile(arguments.output, _ENDING, private=True) as output:
        made = make_identity(arguments.name, arguments.party, now())
        secret = passphrase(arguments, wording().output.ask_new_passphrase(), twice=True)
        _fill(output, made, secret)
        output.take_place()
    _told(arguments, made.certificate, made_here=True)
    return DONE


def _issue(arguments: argparse.Namespace) -> int:
    """An identity that the workspace's authority vouches for."""
    from alignment_desktop.documents.output_files import OutputFile
    from alignment_desktop.services.identities import IssueIdentity, signing_of

    its = wording().output
    key = person_key(arguments.person) if arguments.person else None
    with opened(arguments) as workspace, ExitStack() as outputs:
        output = outputs.enter_context(OutputFile(arguments.output, _ENDING, private=True))
        first = signing_of(workspace).authority is None
        question = its.ask_new_authority_passphrase() if first else its.ask_authority_passphrase()
        authority_secret = authority_passphrase(arguments, question, twice=first)
        secret = passphrase(arguments, its.ask_new_passphrase(), twice=True)
        command = IssueIdentity(
            arguments.name,
            arguments.party,
            key,
            authority_secret,
            lambda made: _fill(output, made, secret),
        )
        issued = workspace.execute(command, by=_actor(), at=now())
        output.take_place()
    if issued.authority_made and not arguments.json:
        show(its.authority_made(name=workspace.store.shown))
    replaced = [each.facts.fingerprint for each in issued.replaced]
    _told(arguments, issued.identity.certificate, made_here=True, issued=True, replaced=replaced)
    return DONE


def _register(arguments: argparse.Namespace) -> int:
    """A certificate that somebody has already."""
    from alignment_desktop.services.document_files import SMALL, read_document
    from alignment_desktop.services.identities import RegisterCertificate

    if arguments.workspace is None or arguments.person is None:
        raise Problem("certificate-needs-person")
    if arguments.output is not None:
        raise Problem("certificate-without-output")
    content = read_document(arguments.certificate, SMALL)
    own = _certificate_in(arguments, content)
    key = person_key(arguments.person)
    with opened(arguments) as workspace:
        command = RegisterCertificate(key, arguments.party, own)
        facts = workspace.execute(command, by=_actor(), at=now())
    _told(arguments, own, replaced=list(facts.replaces))
    return DONE


def _certificate_in(arguments: argparse.Namespace, content: bytes) -> Certificate:
    from alignment_desktop.documents.signing import certificates

    name = str(arguments.certificate)
    if arguments.certificate.suffix.lower() in (_ENDING, ".pfx"):
        secret = passphrase(arguments, wording().output.ask_passphrase(file=name))
        return certificates.opened(content, secret, name).certificate
    return certificates.read_certificates(content, name)[0]


def _fill(output: OutputFile, made: Identity, secret: str) -> None:
    from alignment_desktop.documents.signing.certificates import sealed

    content = sealed(made, secret)
    with output.filling() as temporary:
        temporary.write_bytes(content)


def _actor() -> Actor:
    """Who does it: `--person` is the owner of the identity here."""
    return Actor(person_key(os.environ.get(PERSON) or "") or None, None, COMMAND)


def _told(
    arguments: argparse.Namespace,
    certificate: Certificate,
    *,
    made_here: bool = False,
    issued: bool = False,
    replaced: list[str] | None = None,
) -> None:
    if arguments.json:
        show_json(
            {
                "file": str(arguments.output) if made_here else None,
                "name": certificate.name,
                "party": arguments.party,
                "person": person_key(arguments.person) if arguments.person else None,
                "fingerprint": certificate.fingerprint,
                "until": certificate.ends.isoformat(),
                "issued": issued,
                "replaced": replaced or [],
            }
        )
        return
    its, words = wording().output, user_language()
    facts = {
        "name": certificate.name,
        "party": choice_text(arguments.party, words),
        "until": _until(certificate.ends),
    }
    if made_here:
        show(its.identity_made(file=arguments.output, **facts))
    else:
        show(its.identity_registered(**facts))
    show(its.fingerprint(fingerprint=certificate.fingerprint))
    if replaced:
        show(its.identity_replaced())


def _until(moment: datetime) -> str:
    return day_text(moment.date(), user_language())


def _authority(arguments: argparse.Namespace) -> int:
    from alignment_desktop.documents.output_files import replacing
    from alignment_desktop.services.identities import authority_certificate

    with opened(arguments) as workspace:
        root = authority_certificate(workspace)
        with replacing(arguments.output, ".pem") as temporary:
            temporary.write_text(root.pem, encoding="ascii", newline="\n")
    if arguments.json:
        show_json(
            {
                "file": str(arguments.output),
                "name": root.name,
                "fingerprint": root.fingerprint,
                "until": root.ends.isoformat(),
            }
        )
        return DONE
    its = wording().output
    show(its.root_written(name=root.name, file=arguments.output, until=_until(root.ends)))
    show(its.fingerprint(fingerprint=root.fingerprint))
    for step in (its.acrobat_open(), its.acrobat_import(), its.acrobat_trust()):
        show(step)
    return DONE
