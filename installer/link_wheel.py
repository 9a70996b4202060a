"""Writes the wheel that points .venv at the checkout, as an editable install does."""

from __future__ import annotations

import base64
import hashlib
import tomllib
import zipfile
from pathlib import Path
from typing import Any


def project_facts(top: Path) -> dict[str, Any]:
    """What the installed project is made from, out of pyproject.toml."""
    project = tomllib.loads((top / "pyproject.toml").read_text("utf-8"))["project"]
    kept = ("name", "version", "description", "requires-python", "dependencies", "scripts")
    return {key: project[key] for key in kept}


def write_link_wheel(top: Path, folder: Path) -> Path:
    """Writes a wheel that points at the checkout, so that pip makes the commands from it.

    An ordinary editable install would need the build back end, which is not among the packages
    that running the program needs.
    """
    project = project_facts(top)
    name, version = str(project["name"]).replace("-", "_"), str(project["version"])
    scripts, dependencies = project["scripts"], project["dependencies"]
    # How Python decodes a path in such a file depends on the system; this form is plain ASCII.
    link = str(top) if str(top).isascii() else f"import sys; sys.path.append({str(top)!a})"
    metadata = ["Metadata-Version: 2.1", f"Name: {project['name']}", f"Version: {version}"]
    metadata += [f"Summary: {project['description']}"]
    metadata += [f"Requires-Python: {project['requires-python']}"]
    metadata += [f"Requires-Dist: {dependency}" for dependency in dependencies]
    commands = ["[console_scripts]", *(f"{word} = {entry}" for word, entry in scripts.items())]
    info = f"{name}-{version}.dist-info"
    files = {
        f"_{name}_checkout.pth": [link],
        f"{info}/METADATA": metadata,
        f"{info}/WHEEL": ["Wheel-Version: 1.0", "Root-Is-Purelib: true", "Tag: py3-none-any"],
        f"{info}/entry_points.txt": commands,
    }
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    record = []
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, lines in files.items():
            content = "".join(f"{line}\n" for line in lines).encode()
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=")
            record.append(f"{path},sha256={digest.decode()},{len(content)}")
            archive.writestr(path, content)
        archive.writestr(f"{info}/RECORD", "\n".join([*record, f"{info}/RECORD,,", ""]))
    return wheel
