"""Figures from evidence: frames in, frames out, nothing read from clock or disk."""
