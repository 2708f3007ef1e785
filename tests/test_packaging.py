"""The wheel, installed into an environment of its own away from the checkout, has everything it needs."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
Giktui = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist as a release is, with the build tools of this environment."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT], check=True, capture_output=True
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def giktui(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Giktui:
    """Runs the installed `giktui`, with the dependencies of this environment but not its giktui."""
    home = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home / "venv"], check=True)
    (packages,) = (home / "venv").glob("lib/python*/site-packages")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", packages, wheel], check=True
    )
    here = next(path for path in sys.path if path.endswith("site-packages"))
    (packages / "dependencies.pth").write_text(f"{here}\n", encoding="utf-8")

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [home / "venv" / "bin" / "python", "-m", "giktui", *map(str, arguments)],
            cwd=home,
            env={**os.environ, "GIKTUI_DB": str(home / "a.db"), "PYTHONIOENCODING": "utf-8", **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


def test_what_is_installed_is_the_wheel(giktui: Giktui) -> None:
    done = giktui("doctor", "--json")
    assert str(ROOT) not in done.stdout + done.stderr


def test_the_wheel_has_no_tests_and_no_caches(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if name.startswith("tests/") or "__pycache__" in name]
    for wanted in (
        "giktui/form/versions/2021.toml",
        "giktui/form/crosswalk/2019-2021.toml",
        "giktui/_db/",
        "giktui/_examples/",
        "locale/en/LC_MESSAGES/giktui.mo",
    ):
        assert [name for name in names if wanted in name], wanted


def test_forms_migrations_and_examples_work_away_from_the_checkout(giktui: Giktui) -> None:
    done = giktui("demo", "--db", "demo.db")
    assert done.returncode == 0, done.stderr
    assert "XY-FORCE-documents" in done.stdout
    assert giktui("list", "--db", "demo.db").stdout.count("澄湖县人民政府") == 3
    for format in ("text", "html", "docx", "xlsx"):
        assert giktui("export", "2025", "--db", "demo.db", "-o", f"a.{format}", "--format", format).returncode == 0
        assert giktui("check", f"a.{format}").returncode in (0, 1)


def test_the_english_catalogue_is_there(giktui: Giktui) -> None:
    with (ROOT / "giktui/locale/en/LC_MESSAGES/giktui.po").open("rb") as source:
        catalogue = read_po(source, locale="en")
    message = catalogue.get("错误")
    done = giktui("check", "--explain", "T3-BAL", GIKTUI_LANG="en")
    assert done.returncode == 0
    assert "Table III" in done.stdout
    assert str((message and message.string) or "错误") in done.stdout.splitlines()[0]
