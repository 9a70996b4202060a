"""A review of a quarter in which nothing was promised, for tests to put in what they look for."""

from __future__ import annotations

from datetime import UTC, date, datetime

from alignment_desktop.documents.review_values import ReviewDocument
from alignment_desktop.domain.scoreboard import Board

EMPTY_REVIEW = ReviewDocument(
    board=Board(
        label="FY27 Q1",
        organisation="Northwind",
        currency="EUR",
        period=None,
        start=date(2026, 10, 1),
        end=date(2026, 12, 31),
        as_of="2027-01-04T09:00:00+00:00",
        segment=None,
        periods=(),
        segments=(),
        batches=1,
    ),
    returns=(),
    sources=(),
    withdrawn=0,
    leads=3800,
    version=1,
    content_hash="20e0bf71c0639c52" + "0" * 48,
    language="en",
    timezone="UTC",
    quarterly=True,
    made=datetime(2027, 1, 4, 9, 12, tzinfo=UTC),
)
