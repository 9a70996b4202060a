"""Signing in the window: identities, marks, the signing sheet, and what a signed file proves."""
