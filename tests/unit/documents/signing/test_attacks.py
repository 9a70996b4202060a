"""Whatever is done to a signed file, it is refused for what was done to it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pypdfium2
import pytest

from alignment_desktop.domain.signatures import UNSIGNED
from alignment_desktop.phrasing.problems import sentence
from tests.unit.documents.signing.attacks import ATTACKS, Attack
from tests.unit.documents.signing.signed_samples import verdict_on

for module in sorted(Path(__file__).parent.glob("attacks_*.py")):
    import_module(f"tests.unit.documents.signing.{module.stem}")


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_is_refused_for_what_it_is(attack: Attack) -> None:
    content = attack.make()
    assert content != attack.original()
    found = verdict_on(content)
    codes = [reason.code for reason in found.reasons]
    assert found.verdict == attack.verdict, codes
    if attack.verdict != UNSIGNED:
        assert attack.code in codes
    for reason in found.reasons:
        assert not sentence(reason).startswith(reason.code)


@pytest.mark.parametrize(
    "name",
    [
        "a_page_is_replaced",
        "the_content_of_a_page_is_replaced",
        "a_note_covers_a_page",
        "the_outlines_of_letters_are_replaced",
        "a_signed_field_shows_another_name",
        "proof_comes_with_another_page",
    ],
)
def test_what_is_refused_would_have_been_shown(name: str) -> None:
    attack = ATTACKS[name]
    assert first_page(attack.make()) != first_page(attack.original())


def first_page(content: bytes) -> bytes:
    """What a reader shows of it."""
    document = pypdfium2.PdfDocument(content)
    try:
        document.init_forms()
        return bytes(document[0].render(scale=0.5, may_draw_forms=True).to_numpy().tobytes())
    finally:
        document.close()


def test_the_attacks_are_many_and_of_all_kinds() -> None:
    assert len(ATTACKS) >= 60
    assert len({attack.code for attack in ATTACKS.values()}) >= 30
