"""Files that were laid out lately: the same document is not laid out twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alignment_desktop.documents.agreement_values import AgreementDocument
    from alignment_desktop.services.exporting import Exported

_KEPT = 4
"""So many: the newest version and the draft, and what they are compared with."""


class LaidOut:
    """Keeps the last few files with all that each was made of.

    To lay an agreement out takes a second, and it is shown again each time its page is visited or
    a colleague changes something else. The same document gives the same bytes, so that one that
    is the same in every value needs not be laid out again.
    """

    def __init__(self) -> None:
        self._files: dict[str, Exported] = {}
        self._turn = threading.Lock()

    def file_of(
        self, document: AgreementDocument, lay_out: Callable[[AgreementDocument], Exported]
    ) -> Exported:
        """The file of a document, laid out where that was not done lately.

        Args:
            document: All that the file shows.
            lay_out: Makes the file.

        Raises:
            Problem: As `lay_out`; nothing is kept then.
        """
        # Written out, not compared: values that are equal may be printed differently, and so may
        # the same clauses in another order.
        key = repr(document)
        with self._turn:
            found = self._files.pop(key, None)
        # Outside of the lock: another page does not wait for it.
        found = found or lay_out(document)
        with self._turn:
            self._files[key] = found
            while len(self._files) > _KEPT:
                del self._files[next(iter(self._files))]
        return found
