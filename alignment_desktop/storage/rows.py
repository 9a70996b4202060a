"""What the tables of agreements hold and who changes them, as values that need no database."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from alignment_desktop.domain.actors import Actor
from alignment_desktop.storage.stored_values import json_of
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """Who changes what, and when.

    Attributes:
        action: The command's verb, such as `apply`.
        actor: Who makes the change.
        at: The moment, aware.
        agreement: The agreement that the change is about, if it is about one.
        why: The reason that was given; may be empty.
    """

    action: str
    actor: Actor
    at: datetime
    agreement: int | None = None
    why: str = ""


def words_hash(kind: str, key: str, body_text: str) -> str:
    """The hash of a clause's words, in hexadecimal: of its kind, key and body as it is stored."""
    return hashlib.sha256(f"{kind}\0{key}\0{body_text}".encode()).hexdigest()


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


@dataclass(frozen=True)
class ClauseRow:
    """One clause; the header is of kind `agreement`, the attribution of kind `attribution`.

    Attributes:
        kind: As the text writes it.
        key: Empty for header and attribution.
        position: Order within the agreement.
        text: Its fields as they are stored.
        revision: The change that gave it these words.
    """

    kind: str
    key: str
    position: int
    text: str
    revision: int

    @cached_property
    def body(self) -> dict[str, Any]:
        """Its fields, as JSON values; read when they are first asked for.

        Raises:
            Problem: `workspace-corrupt`, where they are none.
        """
        body: dict[str, Any] = json_of(self.text, dict)
        return body

    @cached_property
    def words(self) -> str:
        """The hash of its kind, key and body, to which consents are tied."""
        return words_hash(self.kind, self.key, self.text)

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


class ConsentRow(NamedTuple):
    """One party's yes to a clause as it is now; a tuple, as thousands are made at a time.

    Attributes:
        kind: The clause's kind.
        key: The clause's key.
        party: Who said yes.
        revision: The clause's revision.
        at: When, in UTC.
        words: The hash of the words that were agreed to; see `ClauseRow`.
        person: The key of who gave it; None where nobody is named.
    """

    kind: str
    key: str
    party: str
    revision: int
    at: datetime
    words: str
    person: str | None
