"""Compiles the Designer forms in ui/ into alignment_desktop/gui/forms; `--check` only compares."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
FORMS = TOP / "ui"
COMPILED = TOP / "alignment_desktop" / "gui" / "forms"
_PACKAGE = '"""The compiled forms; made by tools/build_forms.py, never edited."""\n'


def compiled(form: Path) -> str:
    """A form as Python, without the compiler's version, which would differ between machines.

    Raises:
        subprocess.CalledProcessError: Where the form cannot be compiled.
    """
    program = Path(sys.executable).with_name("pyside6-uic")
    command = [str(program), "--no-autoconnection", "--generator", "python", str(form)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    lines = [line for line in done.stdout.splitlines() if not line.startswith("## Created by")]
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def wanted() -> dict[Path, str]:
    """What should be in the folder of compiled forms, by path."""
    made = {COMPILED / "__init__.py": _PACKAGE}
    for form in sorted(FORMS.glob("*.ui")):
        made[COMPILED / f"{form.stem}.py"] = compiled(form)
    return made


def main(words: list[str]) -> int:
    """Writes the compiled forms, or says which are not true to theirs."""
    made = wanted()
    there = {path: path.read_text(encoding="utf-8") for path in COMPILED.glob("*.py")}
    stale = sorted(path for path in made.keys() | there if made.get(path) != there.get(path))
    if "--check" in words:
        for path in stale:
            print(f"{path.relative_to(TOP)} is not what its form says; run tools/build_forms.py")
        return 1 if stale else 0
    COMPILED.mkdir(exist_ok=True)
    for path in stale:
        if path in made:
            path.write_text(made[path], encoding="utf-8", newline="\n")
        else:
            path.unlink()
        print(path.relative_to(TOP))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
