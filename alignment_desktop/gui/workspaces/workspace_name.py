"""What a workspace is called in the window."""

from __future__ import annotations

from pathlib import Path


def workspace_name(address: str) -> str:
    """A file's name without its ending; a server's last word."""
    if address.startswith("postgresql"):
        return address.partition("?")[0].rstrip("/").rpartition("/")[2]
    return Path(address).stem
