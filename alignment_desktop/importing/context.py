"""What reading a file needs to know of the agreement, and no more."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from dataclasses import field
from datetime import date

from alignment_desktop.importing.stage_names import concept_of, is_called
from alignment_desktop.values import dataclass


@dataclass(frozen=True, slots=True)
class ImportContext:
    """The agreement's share in reading a file.

    Attributes:
        zone: Name of the agreement calendar's time zone; local times of a file are in it where
            the mapping names no other.
        currency: The agreement's currency code, or empty where it has none.
        fiscal_year_start: Month (1 to 12) in which the fiscal year begins.
        stages: Stage key to (name, abbreviation); the abbreviation may be empty.
        reasons: Key to name of the reasons for returning a lead or losing a deal.
        label: The agreement's label, which is also the label of its whole period.
        start: First day of the agreement's period.
        end: Last day of the agreement's period, included.
    """

    zone: str = "UTC"
    currency: str = ""
    fiscal_year_start: int = 1
    stages: Dictionary[str, tuple[str, str]] = field(default_factory=dict)
    reasons: Dictionary[str, str] = field(default_factory=dict)
    label: str = ""
    start: date | None = None
    end: date | None = None

    def stage_key(self, text: str) -> str | None:
        """The key of the stage that `text` names by key, name or abbreviation.

        Without case, and however these are spaced: `marketingqualifiedlead` is one. What stages
        are called in other languages is for a user to say.
        """
        wanted = text.strip().casefold()
        for key, names in self.stages.items():
            if wanted in {key.casefold(), *(name.casefold() for name in names if name)}:
                return key
        for key, names in self.stages.items():
            if is_called(text, key, names):
                return key
        return None

    def stage_of(self, concept: str) -> str | None:
        """The key of the one stage that is `mql`, `sal` or `sql`, whatever language says so."""
        found = [
            key
            for key, names in self.stages.items()
            if concept in (key, *(concept_of(name) for name in names if name))
        ]
        return found[0] if len(found) == 1 else None

    def reason_key(self, text: str) -> str | None:
        """The key of the reason that `text` names by key or name, without case."""
        wanted = text.strip().casefold()
        for key, name in self.reasons.items():
            if wanted in (key.casefold(), name.casefold()):
                return key
        return None
