"""The store of what proves signatures later on: certificates, lists, answers, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from alignment_desktop.documents.signing.pdf_syntax import Reference
from alignment_desktop.documents.signing.refusals import Refused, changed
from alignment_desktop.documents.signing.revisions import SignedFile
from alignment_desktop.domain.problems import Problem

_DER = ("Certs", "CRLs", "OCSPs")


def stored_proofs(file: SignedFile) -> Iterator[tuple[str, bytes]]:
    """What the file keeps to prove signatures later: certificates, lists, answers (`CRLs` …)."""
    root = file.object(file.revisions[0].trailer["Root"].number, file.last)
    store = file.value(root.get("DSS"), file.last) if isinstance(root, dict) else None
    if not isinstance(store, dict):
        return
    for key in _DER:
        listed = file.value(store.get(key), file.last)
        for each in listed if isinstance(listed, list) else ():
            content = file.stream(each.number, file.last) if type(each) is Reference else None
            if content is not None and is_proof(key, content):
                yield key, content


def store_numbers(file: SignedFile, root: int, revision: int) -> set[int]:
    """The objects that hold the store, but for what it consists of.

    Args:
        file: The file.
        root: The number of its catalogue.
        revision: In which revision, from 0.
    """
    store = file.object(root, revision).get("DSS")
    found = set()
    if type(store) is Reference:
        found.add(store.number)
    store = file.value(store, revision)
    for key in (*_DER, "VRI") if isinstance(store, dict) else ():
        if type(store.get(key)) is Reference:
            found.add(store[key].number)
    return found


def store_faults(file: SignedFile, root: int, revision: int) -> Iterator[Refused]:
    """What the store holds that proves nothing.

    Args:
        file: The file.
        root: The number of its catalogue.
        revision: In which revision, from 0.
    """
    catalogue = file.object(root, revision)
    if not isinstance(catalogue, dict) or "DSS" not in catalogue:
        return
    store = file.value(catalogue["DSS"], revision)
    if not isinstance(store, dict) or store.keys() - {"Type", "VRI", *_DER}:
        yield changed(Problem("verify-validation-data"))
        return
    streams: list[tuple[str, Any]] = []
    for key in _DER:
        listed = file.value(store.get(key, []), revision)
        streams += [(key, each) for each in listed] if isinstance(listed, list) else [("", 0)]
    related = file.value(store.get("VRI", {}), revision)
    for each in related.values() if isinstance(related, dict) else [None]:
        one = file.value(each, revision)
        if not isinstance(one, dict) or one.keys() - {"Type", "TU", "Cert", "CRL", "OCSP"}:
            yield changed(Problem("verify-validation-data"))
            return
        for key in ("Cert", "CRL", "OCSP"):
            listed = file.value(one.get(key, []), revision)
            streams += [(f"{key}s", each) for each in listed]
    if not all(_is_stored(file, revision, key, each) for key, each in dict.fromkeys(streams)):
        yield changed(Problem("verify-validation-data"))


def _is_stored(file: SignedFile, revision: int, key: str, reference: Any) -> bool:
    if type(reference) is not Reference:
        return False
    content = file.stream(reference.number, revision)
    return content is not None and is_proof(key, content)


def is_proof(key: str, content: bytes) -> bool:
    """Whether bytes are what a key of the store of proofs says: a certificate, list, answer."""
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.x509 import ocsp

    read: Mapping[str, Callable[[bytes], Any]] = {
        "Certs": x509.load_der_x509_certificate,
        "CRLs": x509.load_der_x509_crl,
        "OCSPs": ocsp.load_der_ocsp_response,
    }
    try:
        read[key](content)
    except (ValueError, x509.InvalidVersion, UnsupportedAlgorithm):
        return False
    return True
