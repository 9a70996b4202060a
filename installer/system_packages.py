"""Sees to what the program needs from the Linux underneath: Qt's libraries, venv, Xvfb."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from installer.environment import Role
from installer.stop import Stop, say

# What Qt's core, widgets and its X11 and offscreen platforms load, and who brings it on Debian.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_from_system(role: Role) -> dict[str, str]:
    """What this Linux lacks, as {what: the Debian package that brings it}."""
    missing = {library: package for library, package in QT_LIBRARIES.items() if not _loads(library)}
    if importlib.util.find_spec("ensurepip") is None:
        missing["ensurepip"] = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if role == "test" and shutil.which("Xvfb") is None:
        missing["Xvfb"] = "xvfb"
    return missing


def sentence_on_missing(missing: Mapping[str, str], *, apt: bool) -> str:
    """What a person without the rights to install reads: the one line that does it."""
    if not apt:
        return (
            f"This computer lacks {', '.join(missing)}: install what brings them with its "
            "package manager, then start again."
        )
    return (
        "This computer lacks some system packages; this line installs them, then start again:\n"
        f"sudo apt-get install --no-install-recommends {' '.join(sorted(set(missing.values())))}"
    )


def _install_with_apt(packages: Sequence[str]) -> bool:
    say(f"Installing system packages: {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    # An update may fail for one foreign source only; whether it sufficed, the install tells.
    subprocess.call(["apt-get", "update"], stdout=sys.stderr, env=environment)
    return subprocess.call(install, stdout=sys.stderr, env=environment) == 0


def ensure_system(role: Role, *, window: bool) -> None:
    """Sees to the system packages on Linux.

    Args:
        role: What is going to be done.
        window: Whether Qt is going to be loaded. Where it is not, its libraries are installed by
            whoever may, and nobody else is held up.

    Raises:
        Stop: Something is missing that this user may not install.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = missing_from_system(role)
    if not missing:
        return
    apt = shutil.which("apt-get") is not None
    if apt and os.geteuid() == 0:
        installed = _install_with_apt(sorted(set(missing.values())))
        importlib.invalidate_caches()
        missing = missing_from_system(role)
        if not installed and _needed(missing, window=window):
            raise Stop("apt-get could not install them: its own lines above say why.")
        apt = False
    needed = _needed(missing, window=window)
    if needed:
        raise Stop(sentence_on_missing(needed, apt=apt))


def _needed(missing: Mapping[str, str], *, window: bool) -> dict[str, str]:
    return {what: by for what, by in missing.items() if window or what not in QT_LIBRARIES}
