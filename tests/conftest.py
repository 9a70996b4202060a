"""What every test can ask for: settings of the property tests, and the real files."""

from __future__ import annotations

import gc
import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from installer.stages import RULES

pytest_plugins = ["tests.database_fixtures", "tests.sample_fixtures"]

# A process with all of the program and its libraries in it makes few cycles, and is slow to search.
gc.set_threshold(50_000, 20, 50)

# Who runs the tests is nobody whom their workspaces know.
os.environ.pop("ALIGNMENT_PERSON", None)

settings.register_profile(
    # More where a fault needs luck to be found: said beside the test.
    "project",
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("project")


CHECKOUT = Path(__file__).parents[1]


def _takes_long(item: pytest.Item) -> bool:
    # Hypothesis marks its tests only later.
    made_up = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return bool(made_up) or item.get_closest_marker("slow") is not None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests of the rules, by which the test command tells them, and sorts all."""
    folders = [CHECKOUT / folder for folder in RULES]
    # Asked of each module, not of each test: five thousand times it would take a second.
    ours = {
        path: any(folder in path.parents for folder in folders)
        for path in {item.path for item in items}
    }
    for item in items:
        if ours[item.path]:
            item.add_marker("rules")
    # What takes long comes first: else one process would be left with some of it at the end.
    items.sort(key=lambda item: not _takes_long(item))


def pytest_collection_finish() -> None:
    """Leaves what the tests are made of out of every later search for cycles."""
    gc.freeze()


@pytest.fixture(scope="session")
def new_user_data(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Makes the next of many folders: pytest itself looks through all there are for each one."""
    folder, number = tmp_path_factory.mktemp("user-data"), itertools.count()

    def make() -> Path:
        made = folder / str(next(number))
        made.mkdir()
        return made

    return make


@pytest.fixture(autouse=True)
def user_data(new_user_data: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a test's programs remember things of their user: nothing of another test's."""
    folder = new_user_data()
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real spreadsheets; they are not part of the project."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("ALIGNMENT_REAL_DATA", beside))
    if not folder.is_dir():
        pytest.skip(f"the real spreadsheets are not here ({folder})")
    return folder
