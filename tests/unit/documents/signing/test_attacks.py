"""Whatever is done to a signed file, it is refused for what was done to it."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.signatures import UNSIGNED
from alignment_desktop.phrasing.problems import sentence
from tests.unit.documents.signing.attacks import ATTACKS, Attack
from tests.unit.documents.signing.signed_samples import verdict_on


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


def test_the_attacks_are_many_and_of_all_kinds() -> None:
    assert len(ATTACKS) >= 60
    assert len({attack.code for attack in ATTACKS.values()}) >= 30
