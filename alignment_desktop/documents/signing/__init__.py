"""Signing documents, and saying what a signed one proves; all that knows certificates."""
