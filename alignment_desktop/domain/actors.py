"""Who did a thing: a person, for a party, with a program."""

from __future__ import annotations

from alignment_desktop import __version__
from alignment_desktop.values import dataclass

COMMAND = f"alignment {__version__} (command)"
WINDOW = f"alignment {__version__} (window)"
"""What a log calls the two programs with which a workspace is changed."""
_FACILITATED = ", facilitator)"
WINDOW_FACILITATED = WINDOW.removesuffix(")") + _FACILITATED
"""What it calls the window where the facilitator enters the yes of somebody who says it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did a thing, as every entry of the change log names it.

    Attributes:
        person: The key of a person clause; None where nobody is named.
        party: `sales` or `marketing`; None where the actor speaks for neither.
        program: Which program was used, such as `alignment 0.1.0 (window)`.
    """

    person: str | None
    party: str | None
    program: str

    @property
    def facilitated(self) -> bool:
        """Whether the facilitator entered what the person said."""
        return self.program.endswith(_FACILITATED)
