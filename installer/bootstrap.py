"""Sets a checkout up with nothing but a plain Python, then starts the program or tests it.

    python3 installer/bootstrap.py run              the window; the sample where there is no display
    python3 installer/bootstrap.py run measure W    any command of the program
    python3 installer/bootstrap.py test             lint, types, import contracts and all tests
    python3 installer/bootstrap.py test tests/unit  the same, but of the tests only these
    python3 installer/bootstrap.py setup            the set-up alone

Everything is put into the folder .venv of the checkout; remove that folder to begin afresh.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 13)


def refusal_of_python(version: tuple[int, int]) -> str | None:
    """The sentence that refuses this Python and says which to install; None where it will do."""
    if OLDEST <= version <= NEWEST:
        return None
    found = f"{version[0]}.{version[1]}"
    return (
        f"Alignment Desktop needs Python 3.11, 3.12 or 3.13, and this is Python {found}: "
        "install Python 3.13 and start the same line with it."
    )


def main(arguments: Sequence[str]) -> int:
    """Does what the words say and returns the exit status: 2 where nothing could be done."""
    task, *words = arguments or ["--help"]
    if task not in {"run", "test", "setup"}:
        print(__doc__)
        return 0 if task in {"--help", "-h"} else 2
    refusal = refusal_of_python((sys.version_info[0], sys.version_info[1]))
    if refusal:
        print(refusal, file=sys.stderr)
        return 2

    # Only now: a Python that is refused might not even be able to read the rest.
    sys.path.insert(0, str(TOP))
    from installer.stop import Stop, say

    try:
        return _do(task, words[1:] if words[:1] == ["--"] else words)
    except Stop as stop:
        say(str(stop))
        return stop.status
    except KeyboardInterrupt:
        say("Stopped.")
        return 130


def _do(task: str, words: Sequence[str]) -> int:
    from installer.environment import Environment, Role, ensure_environment
    from installer.launching import lacks_display, run
    from installer.stages import test
    from installer.system_packages import ensure_system

    role: Role = "test" if task == "test" else "run"
    environment = Environment(TOP)
    ensure_system(role, window=role == "test" or not lacks_display(sys.platform, os.environ))
    ensure_environment(environment, role)
    if task == "setup":
        return 0
    return run(environment, words) if task == "run" else test(environment, words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
