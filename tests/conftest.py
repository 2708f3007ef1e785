"""What every test gets: Chinese, a named actor, and folders of its own instead of the user's."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from giktui.i18n import language

os.environ["GIKTUI_LANG"] = "zh"  # help texts are made when a command's module is imported, maybe while collecting


@pytest.fixture(autouse=True)
def own_environment(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set up the environment so that no test reads or writes the database and settings of whoever runs it."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    monkeypatch.setenv("GIKTUI_LANG", "zh")
    monkeypatch.setenv("GIKTUI_ACTOR", "tester")
    monkeypatch.setenv("GIKTUI_DB", str(home / "giktui.db"))
    monkeypatch.delenv("GIKTUI_AGENCY", raising=False)
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    language.cache_clear()
    return home


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A function that changes the language of the interface for the rest of the test."""

    def change(to: str) -> None:
        monkeypatch.setenv("GIKTUI_LANG", to)
        language.cache_clear()

    return change


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked slow, unless marks are chosen with -m."""
    if config.getoption("-m"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two processes a processor: tests of screens and processes wait most of their time."""
    return 2 * (os.cpu_count() or 1)
