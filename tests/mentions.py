"""Clauses that others name, for tests of how they come to name another one."""

from __future__ import annotations

MQL, SAL = ("stage", "mql"), ("stage", "sal")
NAMED = """
[[stage]]
key = "mql"
[[calendar]]
key = "north"
timezone = "Europe/Oslo"
[[calendar]]
key = "south"
timezone = "Europe/Rome"
[[reason]]
key = "early"
clause = "stage.mql"
"""
