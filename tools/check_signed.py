"""Lets independent readers look at signed PDFs: `check_signed.py FILE.pdf …`.

Each file is shown to those of pdfsig, qpdf, mutool and veraPDF that this computer has. They check
the mathematics of signatures and the form of the file, not what was added to it afterwards: several
manipulated files are valid to them, which `alignment verify` refuses.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools import check_archival

_READERS: Mapping[str, tuple[str, ...]] = {
    "pdfsig": ("-nocert",),
    "qpdf": ("--check",),
    "mutool": ("sign", "-v"),
}
_FOUND = {
    "pdfsig": ("Signature Validation", "Total document signed", "Not total", "Field Name"),
    "qpdf": ("No syntax", "WARNING", "ERROR"),
    "mutool": ("signature", "Signature", "digest", "changed"),
}


def main(words: Sequence[str]) -> int:
    """Prints what each reader says; 1 where one of them finds a fault."""
    files = [Path(word) for word in words]
    faults = 0
    for name, options in _READERS.items():
        if shutil.which(name) is None:
            print(f"{name}: not on this computer")
            continue
        for file in files:
            done = subprocess.run(
                [name, *options, str(file)], capture_output=True, text=True, check=False
            )
            faults += done.returncode != 0 or "Signature is Invalid" in done.stdout
            print(f"{name} {file.name}: exit status {done.returncode}")
            for line in (done.stdout + done.stderr).splitlines():
                if any(each in line for each in _FOUND[name]):
                    print(f"    {line.strip(' -')}")
    lacking = check_archival.missing()
    if lacking:
        print(f"veraPDF: not asked, as this computer lacks {lacking}")
    else:
        kept, text = check_archival.verdict(files)
        faults += not kept
        print(f"veraPDF: {text.strip()}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
