"""A made-up third version of the form, put into a copy of the package: two files, nothing else touched."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
ID = "2027"
NEW_ROW, NEW_COLUMN = "unavailable_destroyed", "revised"

ROW = """
[[tables.applications.rows]]
id = "unavailable_destroyed"
label = "4.信息已依法销毁"
under = ["三、本年度办理结果", "（四）无法提供"]
english = "Lawfully destroyed"
counts = "信息已依照档案管理的规定销毁。"
english_counts = "The information was destroyed as the rules on archives allow."
english_under = ["III. Handled this year", "(4) Unavailable"]
also = ["信息已依法销毁"]

"""

COLUMN = """
[[tables.disclosure.columns]]
id = "revised"
label = "本年修订件数"
english = "Revised this year"
also = ["修订件数"]

"""

CROSSWALK = """
older = "2021"
newer = "2027"

[[same]]
cells = ["disclosure.*.*", "applications.*.*", "proceedings.*.*"]

[[incomparable]]
cells = ["applications.unavailable_destroyed.*"]
because = "2027年起单列"
english = "a row of its own since 2027"
"""


def versions(package: Path = ROOT / "giktui") -> tuple[str, str]:
    """The texts of the two files: one row more in table 三, one column more in table 二, one sum changed."""
    text = (package / "form" / "versions" / "2021.toml").read_text("utf-8")
    text = _once(text, 'id = "2021"\nfirst_year = 2021', f'id = "{ID}"\nfirst_year = {ID}')
    text = _before(text, '[[tables.applications.rows]]\nid = "unprocessed_petition"', ROW)
    text = _before(text, '[[tables.disclosure.columns]]\nid = "repealed"', COLUMN)
    text = text.replace(
        'columns = ["issued", "repealed", "in_force"]', 'columns = ["issued", "revised", "repealed", "in_force"]'
    )
    text = _once(text, 'says = "in_force ≥ issued − repealed"', 'says = "in_force ≥ issued + revised − repealed"')
    return text, CROSSWALK


def copy_with_third_form(folder: Path, *, silent: bool = False) -> None:
    """A copy of the package in `folder`, with the third form in it; `silent`: one whose file says only what is printed,
    so that measures and what texts speak of are those of the form before."""
    leave = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("giktui", "db", "examples"):
        shutil.copytree(ROOT / name, folder / name, ignore=leave)
    version, step = versions()
    form = folder / "giktui" / "form"
    if silent:
        version = version[: version.index("[[measures]]")].replace('states = ["fee"]\n', "")
    (form / "versions" / f"{ID}.toml").write_text(version, "utf-8")
    (form / "crosswalk" / f"2021-{ID}.toml").write_text(step, "utf-8")


def _once(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def _before(text: str, place: str, what: str) -> str:
    return _once(text, place, what.lstrip("\n") + place)
