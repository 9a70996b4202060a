"""Alignment Desktop: one plan of sales and marketing, signed, and held against the results."""

__version__ = "0.1.0"
