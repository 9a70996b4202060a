"""The variables under which everything is started that the set-up starts."""

from __future__ import annotations

import os
from collections.abc import Mapping

# They bring in another Python's packages, or settings that were meant for another one. Without
# written bytecode each command compiles hundreds of modules anew, which takes half of its start.
FOREIGN = (
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONUSERBASE",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONOPTIMIZE",
    "__PYVENV_LAUNCHER__",
    "MYPYPATH",
)
# How pip reaches its packages is for the computer to say; what it installs is not.
PIP_MAY_BE_TOLD = {
    "PIP_CACHE_DIR",
    "PIP_CERT",
    "PIP_CLIENT_CERT",
    "PIP_CONFIG_FILE",
    "PIP_DEFAULT_TIMEOUT",
    "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS",
    "PIP_INDEX_URL",
    "PIP_KEYRING_PROVIDER",
    "PIP_NO_CACHE_DIR",
    "PIP_NO_INDEX",
    "PIP_PROXY",
    "PIP_RETRIES",
    "PIP_TIMEOUT",
    "PIP_TRUSTED_HOST",
    "PIP_USE_FEATURE",
}


def clean_surroundings(variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables for what is started from .venv: nothing of another Python leaks in.

    Args:
        variables: Those that there are; by default this process's.
    """
    kept = {
        name: value
        for name, value in (os.environ if variables is None else variables).items()
        if name not in FOREIGN
        and not name.startswith("PYTEST_")  # what pytest is told stands behind `test`
        and (name in PIP_MAY_BE_TOLD or not name.startswith("PIP_"))
    }
    # A pip whose settings say to install for the user refuses to work in .venv; and constraints
    # from the same settings could only contradict the lock files.
    return {**kept, "PYTHONNOUSERSITE": "1", "PIP_USER": "0", "PIP_CONSTRAINT": os.devnull}
