"""A document that is shown again is not laid out again, and another one always is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from alignment_desktop.documents.agreement_values import AgreementDocument
from alignment_desktop.domain.agreement import Agreement
from alignment_desktop.domain.problems import Problem
from alignment_desktop.services.exporting import Exported
from alignment_desktop.services.laid_out import LaidOut
from alignment_desktop.services.workspace import Workspace
from tests.sample_fixtures import MADE_AT


class Printer:
    """Lays out, and keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[AgreementDocument] = []

    def __call__(self, document: AgreementDocument) -> Exported:
        self.given.append(document)
        return Exported(b"%d" % len(self.given), document.version, "")


@pytest.fixture(scope="module", name="document")
def document_fixture(agreement_original: Path) -> AgreementDocument:
    with Workspace.open(str(agreement_original)) as workspace:
        return AgreementDocument(workspace.draft().agreement, MADE_AT, version=1)


def test_the_same_document_is_laid_out_once(document: AgreementDocument) -> None:
    files, printer = LaidOut(), Printer()

    first = files.file_of(document, printer)
    again = files.file_of(replace(document), printer)

    assert again is first
    assert len(printer.given) == 1


def test_whatever_differs_is_laid_out_anew_even_where_it_counts_as_equal(
    document: AgreementDocument,
) -> None:
    files, printer = LaidOut(), Printer()
    agreement = document.agreement
    turned = Agreement(agreement.label, dict(reversed(list(agreement.clauses.items()))))
    assert turned == agreement
    others = [
        document,
        replace(document, agreement=turned),
        replace(document, paper="letter"),
        replace(document, logo=b"a picture"),
    ]

    found = [files.file_of(each, printer).content for each in others]

    assert printer.given == others
    assert len(set(found)) == len(others)


def test_only_the_last_few_are_kept(document: AgreementDocument) -> None:
    files, printer = LaidOut(), Printer()
    versions = [replace(document, version=number) for number in range(1, 6)]
    for each in versions:
        files.file_of(each, printer)

    files.file_of(versions[-1], printer)
    assert len(printer.given) == 5

    files.file_of(versions[0], printer)
    assert len(printer.given) == 6


def test_what_could_not_be_laid_out_is_tried_again(document: AgreementDocument) -> None:
    files, printer = LaidOut(), Printer()

    def refuse(_document: AgreementDocument) -> Exported:
        raise Problem("typeface-missing")

    with pytest.raises(Problem):
        files.file_of(document, refuse)

    assert files.file_of(document, printer).content == b"1"
