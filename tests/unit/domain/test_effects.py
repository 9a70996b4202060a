"""What lasts is noted as it happens, and an interrupt never comes in the middle of it."""

from __future__ import annotations

import pytest

from alignment_desktop.domain.effects import lasting, note_taken_back, note_unsure, recorded


def test_what_came_to_last_is_noted_by_its_place() -> None:
    with recorded() as effects:
        assert effects.places == set()
        with lasting("plan.align"):
            pass
        with lasting("plan.pdf"):
            pass
        assert effects.places == {"plan.align", "plan.pdf"}


def test_a_step_that_failed_is_not_noted_but_what_was_before_stays() -> None:
    def fail() -> None:
        with lasting("plan.pdf"):
            raise OSError

    with recorded() as effects:
        with lasting("plan.align"):
            pass
        with pytest.raises(OSError):  # noqa: PT011
            fail()
        assert effects.places == {"plan.align"}


def test_a_step_whose_end_nobody_knows_counts_as_done() -> None:
    with recorded() as effects:
        note_unsure("plan.align")
        assert effects.places == {"plan.align"}


def test_what_was_taken_back_does_not_last() -> None:
    with recorded() as effects:
        with lasting("plan.align"):
            pass
        note_taken_back("plan.align")
        assert effects.places == set()


def test_outside_a_command_nothing_is_noted() -> None:
    with lasting("plan.align"):
        pass
    note_unsure("plan.align")
    note_taken_back("plan.align")
    with recorded() as effects:
        assert effects.places == set()


def test_an_interrupt_in_the_middle_of_a_step_waits_for_its_end() -> None:
    steps: list[str] = []

    def work() -> None:
        with lasting("plan.align"):
            effects.interrupt()
            steps.append("whole")
        steps.append("after")

    with recorded() as effects:
        with pytest.raises(KeyboardInterrupt):
            work()
        assert steps == ["whole"]
        assert effects.places == {"plan.align"}
        with pytest.raises(KeyboardInterrupt):
            effects.interrupt()


def test_a_second_interrupt_does_not_wait_and_the_step_counts_as_done() -> None:
    def work() -> None:
        with lasting("plan.align"):
            effects.interrupt()
            effects.interrupt()

    with recorded() as effects:
        with pytest.raises(KeyboardInterrupt):
            work()
        assert effects.places == {"plan.align"}
