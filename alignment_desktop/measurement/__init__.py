"""Figures from evidence: frames in, frames out, nothing read from clock or disk."""

from alignment_desktop.measurement.business_time import BusinessCalendar

__all__ = ["BusinessCalendar"]
