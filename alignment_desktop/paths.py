"""Where things lie: the program's resources, and the user's own folders."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_path(name: str) -> Path:
    """A file that comes with the program, such as `resource_path("templates/saas.toml")`.

    In an installed copy resources lie inside the package; in a checkout beside it.
    """
    inside = _PACKAGE / "resources"
    return (inside if inside.is_dir() else _PACKAGE.parent / "resources") / name


def user_data_folder() -> Path:
    """The folder for what the program remembers of this user; made where it is missing."""
    import platformdirs

    folder = Path(platformdirs.user_data_dir("Alignment Desktop", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
