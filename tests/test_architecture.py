"""The laws of the house that no import contract can state: no circle among the modules, no SQL outside the store."""

import ast
import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import giktui
from giktui.form import FORM_IDS, load_form

PACKAGE = Path(giktui.__file__).parent
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|VIEW|INDEX)|PRAGMA)\b"
)


def modules() -> Mapping[str, Path]:
    """Every module of the package by its name."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = ("giktui", *path.relative_to(PACKAGE).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The modules of the package that a module names in an import, wherever it stands and for whatever it is needed."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                if whole in known or node.module in known:
                    yield whole if whole in known else node.module


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports inside functions and those for the type checker count: a circle is one, whenever it is walked."""
    known = modules()
    graph = {name: set(imported(path, known)) - {name} for name, path in known.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" imports ".join(reversed(error.args[1]))) from error


def test_no_code_names_a_cell() -> None:
    """What a rule is about stands in the form's file (`[spoken_of]`): a new version of the form is a file."""
    names = re.compile(rf"-?({'|'.join(table.id for id in FORM_IDS for table in load_form(id).tables)})\.")
    for name, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not names.match(node.value), f"{name}, line {node.lineno}: {node.value[:60]}"


def test_the_map_in_contributing_has_every_district() -> None:
    text = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text("utf-8")
    districts = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.glob("*.py"))} - {"locale"}
    districts |= {path.name for path in PACKAGE.glob("*.py") if not path.name.startswith("__")}
    assert [name for name in sorted(districts) if f"{name}`" not in text and f"{name}/`" not in text] == []


def test_sql_stands_in_the_store_alone() -> None:
    """Of the lake, too: what it asks DuckDB goes through Ibis or stands in its own modules."""
    for name, path in modules().items():
        if name.startswith(("giktui.store", "giktui.lake")):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not SQL.search(node.value), f"{name}, line {node.lineno}: {node.value[:60]}"
