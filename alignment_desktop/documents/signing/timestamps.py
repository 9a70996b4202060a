"""Time stamps: an authority says that a signature existed at a moment (RFC 3161)."""

from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from alignment_desktop.domain.problems import Problem

if TYPE_CHECKING:
    from pyhanko.sign.timestamps import TimeStamper

_LARGEST = 1_000_000
_PATIENCE = 15.0


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

    def ask(self, request: bytes) -> bytes:
        """What it answers.

        Raises:
            Problem: `timestamp-unreachable`, `timestamp-unusable`.
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
            with urllib.request.urlopen(asked, timeout=self.patience) as answer:
                content = bytes(answer.read(_LARGEST + 1))
        except urllib.error.HTTPError:
            raise Problem("timestamp-unusable", address=self.address) from None
        except (OSError, HTTPException, ValueError) as error:
            detail = str(getattr(error, "reason", "") or error) or type(error).__name__
            raise Problem("timestamp-unreachable", address=self.address, detail=detail) from None
        if len(content) > _LARGEST:
            raise Problem("timestamp-unusable", address=self.address)
        return content


def stamper(authority: TimeStampAuthority) -> TimeStamper:
    """The authority as the signing library asks it."""
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper

    class Asked(TimeStamper):
        @override
        async def async_request_tsa_response(self, req: Any) -> Any:
            content = await asyncio.to_thread(authority.ask, req.dump())
            return tsp.TimeStampResp.load(content)

        @override
        async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
            try:
                return await super().async_timestamp(message_digest, md_algorithm)
            except Problem:
                raise
            except Exception as error:
                # The library says in many ways that an answer is no time stamp, or refuses one.
                raise Problem("timestamp-unusable", address=authority.address) from error

    return Asked()  # type: ignore[no-untyped-call]
