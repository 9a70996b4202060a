"""Writes down which tables each revision makes, for the check of workspaces; `--check` compares."""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from alignment_desktop.storage import schema
from alignment_desktop.storage.addresses import Address
from alignment_desktop.storage.engine import make_engine, write_lock
from alignment_desktop.storage.schema_check import EXPECTED, sqlite_objects
from alignment_desktop.storage.schema_revisions import REVISIONS


def made_by(revision: str, folder: Path) -> list[list[str]]:
    """What the steps up to a revision make, in the order of kinds and names."""
    path = folder / f"{revision}.align"
    engine = make_engine(Address.parse(str(path)), mode="rwc")
    try:
        with engine.connect() as connection, write_lock(connection).begin():
            schema.migrate(connection, revision)
    finally:
        engine.dispose()
    with closing(sqlite3.connect(path)) as made:
        found = sqlite_objects(lambda statement: made.execute(statement))
        return sorted([each.kind, each.name, each.table, each.text] for each in found)


def wanted() -> str:
    """What should be in the file."""
    with tempfile.TemporaryDirectory() as folder:
        made = {revision: made_by(revision, Path(folder)) for revision in REVISIONS}
    return json.dumps(made, indent=1) + "\n"


def main(words: list[str]) -> int:
    """Writes the file, or says that it is not true to the migrations."""
    text = wanted()
    if EXPECTED.exists() and EXPECTED.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in words:
        print(f"{EXPECTED.name} is not what the migrations make; run tools/build_schemas.py")
        return 1
    EXPECTED.write_text(text, encoding="utf-8", newline="\n")
    print(EXPECTED)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
