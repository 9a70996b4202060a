"""Time stamps: an authority says that a signature existed at a moment (RFC 3161)."""

from __future__ import annotations

import urllib.error
import urllib.request
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from alignment_desktop.documents.signing.network import answer_to
from alignment_desktop.domain.problems import Problem
from alignment_desktop.domain.progress import Cancelled, Monitor, Silent
from alignment_desktop.values import dataclass

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper

_LARGEST = 1_000_000
_PATIENCE = 15.0
_OUT_OF_STEP = timedelta(minutes=5)
"""So much the clocks of an authority and of this computer may differ."""


@dataclass(frozen=True)
class TimeStampAuthority:
    """Who is asked for time stamps.

    Attributes:
        address: An address that begins with `http://` or `https://`.
        patience: For so many seconds it is waited for.
    """

    address: str
    patience: float = _PATIENCE

    def __post_init__(self) -> None:
        if not self.address.startswith(("http://", "https://")):
            raise Problem("timestamp-address", address=self.address)

    def ask(self, request: bytes, monitor: Monitor) -> bytes:
        """What it answers.

        Args:
            request: The question.
            monitor: Hears that it is waited for, and may end that.

        Raises:
            Problem: `timestamp-unreachable`, `timestamp-unusable`.
            Cancelled: Where the monitor asks to stop.
        """
        asked = urllib.request.Request(  # only the schemes of the constructor
            self.address,
            request,
            {
                "Content-Type": "application/timestamp-query",
                "Accept": "application/timestamp-reply",
            },
        )
        try:
            content = answer_to(asked, _LARGEST, self.patience, monitor, "stamping")
        except urllib.error.HTTPError:
            raise Problem("timestamp-unusable", address=self.address) from None
        except (OSError, HTTPException, ValueError) as error:
            detail = str(getattr(error, "reason", "") or error) or type(error).__name__
            raise Problem("timestamp-unreachable", address=self.address, detail=detail) from None
        if len(content) > _LARGEST:
            raise Problem("timestamp-unusable", address=self.address)
        return content


def stamper(
    authority: TimeStampAuthority, at: datetime, monitor: Monitor | None = None
) -> TimeStamper:
    """The authority as the signing library asks it.

    Args:
        authority: The authority.
        at: The time of this computer's clock; a time stamp far from it is refused with
            `timestamp-clock-behind` or `timestamp-clock-ahead`, as one of the two is wrong.
        monitor: Hears that it is waited for, and may end that.
    """
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper

    watch = monitor or Silent()

    class Asked(TimeStamper):
        @override
        async def async_request_tsa_response(self, req: Any) -> Any:
            # Nothing else runs in this loop that would have to go on meanwhile.
            content = authority.ask(req.dump(), watch)
            answer = tsp.TimeStampResp.load(content)
            _require_same_time(answer, authority, at)
            return answer

        @override
        async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
            try:
                return await super().async_timestamp(message_digest, md_algorithm)
            except (Problem, Cancelled):
                raise
            except Exception as error:
                # The library says in many ways that an answer is no time stamp, or refuses one.
                raise Problem("timestamp-unusable", address=authority.address) from error

    return Asked()  # type: ignore[no-untyped-call]


def _require_same_time(answer: Any, authority: TimeStampAuthority, at: datetime) -> None:
    """Refuses a time stamp that tells another time than this computer's clock.

    Raises:
        Problem: `timestamp-clock-behind`, `timestamp-clock-ahead`.
    """
    if answer["status"]["status"].native not in ("granted", "granted_with_mods"):
        return  # the library refuses it
    stamped = answer["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    theirs = stamped["gen_time"].native
    if abs(theirs - at) > _OUT_OF_STEP:
        code = "timestamp-clock-behind" if at < theirs else "timestamp-clock-ahead"
        raise Problem(code, address=authority.address, now=at, theirs=theirs)
