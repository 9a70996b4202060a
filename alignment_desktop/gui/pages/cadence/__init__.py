"""The picture of the cadence page: meetings, business hours, days that differ, people."""
