"""What the tables of agreements hold and who changes them, as values that need no database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """Who changes what, and when.

    Attributes:
        action: The command's verb, such as `apply`.
        author: `sales`, `marketing`, `facilitator`, or empty where nobody is named.
        at: The moment, aware.
        agreement: The agreement that the change is about, if it is about one.
    """

    action: str
    author: str
    at: datetime
    agreement: int | None = None


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement.

    Attributes:
        id: 1, 2, 3 … in the order in which the workspace's agreements were made.
        label: Unique in the workspace.
        period_start: First day of its period.
        made: Later made is greater; no two are equal.
        untouched: Whether it is still as the new workspace brought it.
    """

    id: int
    label: str
    period_start: date
    made: int
    untouched: bool


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause; the header is of kind `agreement`, the attribution of kind `attribution`.

    Attributes:
        kind: As the text writes it.
        key: Empty for header and attribution.
        position: Order within the agreement.
        body: Its fields, as JSON values.
        revision: The change that gave it this body.
    """

    kind: str
    key: str
    position: int
    body: dict[str, Any]
    revision: int

    @property
    def id(self) -> tuple[str, str]:
        """Its kind and key."""
        return self.kind, self.key


@dataclass(frozen=True, slots=True)
class ClauseText:
    """What a clause shall say.

    Attributes:
        kind: As the text writes it.
        key: Empty for header and attribution.
        position: Order within the agreement.
        body: Its fields, as JSON values.
    """

    kind: str
    key: str
    position: int
    body: dict[str, Any]

    @property
    def id(self) -> tuple[str, str]:
        """Its kind and key."""
        return self.kind, self.key


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One party's yes to a clause as it is now.

    Attributes:
        kind: The clause's kind.
        key: The clause's key.
        party: Who said yes.
        revision: The clause's revision.
        at: When, in UTC.
    """

    kind: str
    key: str
    party: str
    revision: int
    at: datetime
