"""The English catalogue says everything the source says, with the same fields; no Chinese is shown without it."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from giktui.locale.update import messages_in_source, read_catalogue

PACKAGE = Path(__file__).parents[1] / "giktui"
CHINESE = re.compile("[\u3400-\u9fff]")
MARKS = re.compile("[\u3001-\u301f\uff01-\uff5e]")

DATA = {
    "checks/agencies.py": "names of agencies, to tell their level",
    "checks/rules/completeness.py": "what a report says that says nothing, and the parts section I is to cover",
    "checks/rules/last_year.py": "digits and signs to pass over where texts are compared",
    "checks/rules/breakdowns.py": "the words of reports that say that a list is not whole",
    "checks/rules/citations.py": "how reports cite their basis",
    "checks/rules/hierarchy.py": "names of agencies, to find a government's office",
    "checks/rules/settled_by_text.py": "the words of reports that explain a difference",
    "checks/settings.py": "how a day is written",
    "store/analysis/checking.py": "the levels, as they are stored",
    "checks/narrative": "the words of reports that the text rules know",
    "checks/rules/text.py": "the words of reports that the text rules know",
    "checks/rules/text_year.py": "the words of reports that the text rules know",
    "checks/rules/fee.py": "the words of reports that say what was charged",
    "diff/facts.py": "the words of reports, for finding what they count",
    "store/connection/form_tables.py": "the names of views and their columns, Chinese in any language",
    "text/wrapping.py": "marks that do not begin or end a line",
    "cli/app/output.py": "what a terminal is tried with",
    "cli/app/terminal.py": "what a terminal is tried with",
    "text/cleaning.py": "signs a spreadsheet takes for a formula",
    "lake/writing.py": "the levels, as they are stored",
    "text/numerals.py": "the numerals of reports",
    "wording/shortened.py": "the marks behind a place",
    "readers": "the words of reports, for recognising them",
    "review": "a notice is written in Chinese whoever sends it",
    "register/cases.py": "the words of registers",
    "register/date_columns.py": "the heads of registers",
    "register/dates.py": "dates as registers have them",
    "register/head_lines.py": "the heads of registers",
    "register/heads.py": "signs in the heads of registers",
    "register/reading.py": "the words of registers",
    "register/results.py": "the words of registers and of the form",
    "register/sentence.py": "a report is written in Chinese whoever fills it in",
    "register/sheets.py": "the words of registers",
    "register/words.py": "the words of registers",
    "report.py": "the official title of a report",
    "store/agencies/merging.py": "what short forms of names leave out",
    "store/agencies/tree.py": "names and levels of agencies, as they are stored",
    "store/agencies/table.py": "the heads and words of a table of agencies",
    "store/analysis/twins.py": "what sentences end with",
    "store/review/corrections.py": "the unit of an amount",
    "store/review/replies.py": "what keeps the parts of an answer apart, and a year in a heading",
    "store/models.py": "the levels, as they are stored",
    "tui/screens/agencies/reform.py": "what may part the shares that are typed",
    "tui/widgets/entry_grid": "what may stand in a pasted table, and in a label to be shortened",
    "web/gathering.py": "the heads of a list of addresses",
    "web/page.py": "what links to reports are called",
    "writers": "a report is written in Chinese whoever reads it",
}
"""Where literals may be Chinese, and what they are: no words of the interface."""

PARTS_OF_LITERALS = {
    "cli/commands/demo.py": {" --section 二 --section 四"},
    "cli/commands/diff.py": {"%％ "},
    "cli/app/sides.py": {"、"},
    "wording/cells.py": {"、"},
    "wording/levels.py": {"省", "市", "县", "乡", "部门"},
    "tui/finding_words.py": {"：: "},
    "tui/screens/compare/screen.py": {"%％"},
    "tui/screens/requests/form.py": {"一二三四五六", "（", "）"},
    "tui/widgets/key_line.py": {"：", "（"},
}
"""Single literals that are no words either: arguments of a command shown, marks to split at or to take off."""


def fields(message: str) -> list[str]:
    """The fields of a message, each with its format."""
    return sorted(f"{name}:{format}" for _text, name, format, _conversion in string.Formatter().parse(message) if name)


def test_every_message_is_in_the_catalogue_and_no_other() -> None:
    source = {str(message.id) for message in messages_in_source() if message.id}
    catalogue = {str(message.id) for message in read_catalogue() if message.id}
    assert sorted(source - catalogue) == [], "run python giktui/locale/update.py and translate"
    assert sorted(catalogue - source) == [], "run python giktui/locale/update.py"


def test_every_message_is_translated() -> None:
    left = [message.id for message in read_catalogue() if message.id and (not message.string or message.fuzzy)]
    assert left == []


def test_translations_have_the_fields_of_their_messages() -> None:
    differing = [
        (message.id, message.string)
        for message in read_catalogue()
        if message.id and fields(str(message.id)) != fields(str(message.string))
    ]
    assert differing == []


def test_translations_are_punctuated_as_english_is() -> None:
    quoted = re.compile(r"年.*?。|separated by 、|…年\w+报告|上级, .*?别名|\(.*?、.*?\)")
    slips = [
        message.string
        for message in read_catalogue()
        if message.id and re.search(r"[，。：；、（）？！]|\.\.$|[^\S\n]\n", quoted.sub("", str(message.string)))
    ]
    assert slips == []


NEVER_ONE = (
    "all {n} cells", "{n} decimals", "{n} times", "{n} rules at once", "longer than {n} characters", "more than {n} ",
    "holds {n} reports", "table of {n} columns", "{n} bytes", "page {n} has",
)  # fmt: skip
"""Where what is counted is never one (limits, what is told only of several), or nothing is counted (pages)."""


def test_what_is_counted_reads_right_with_one() -> None:
    plural = re.compile(r"\{(?:n|files|changed|p|have|want)\} (?:[a-z]+ )?[a-z]{2,}s\b")
    wrong = [
        said
        for said in (str(message.string) for message in read_catalogue() if message.id)
        if plural.search(said) and not any(few in said for few in NEVER_ONE)
    ]
    assert wrong == [], "put the number behind: “files read: {n}”"


def loose_literals(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that are neither docstrings nor given to `_`, with their lines."""
    tree = ast.parse(path.read_text("utf-8"))
    aside = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            aside.update(id(argument) for argument in node.args)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside:
            yield node.lineno, node.value


def modules() -> list[str]:
    """The modules whose words are shown, by path."""
    names = (path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
    return sorted(name for name in names if not any(name == data or name.startswith(f"{data}/") for data in DATA))


@pytest.mark.parametrize("name", modules())
def test_no_chinese_is_shown_without_the_catalogue(name: str) -> None:
    loose = [
        (line, literal)
        for line, literal in loose_literals(PACKAGE / name)
        if (CHINESE.search(literal) or MARKS.search(literal))
        and not literal.startswith("giktui ")  # a command line shown as an example: names are names
        and literal not in PARTS_OF_LITERALS.get(name, ())
    ]
    assert loose == [], "give it to _, or say in DATA why it is not shown"


def test_what_is_set_aside_is_there() -> None:
    assert [data for data in (*DATA, *PARTS_OF_LITERALS) if not (PACKAGE / data).exists()] == []


def test_a_message_made_at_run_time_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "module.py").write_text('said = _(f"{n} 项")\n', encoding="utf-8")
    monkeypatch.setattr("giktui.locale.update._PACKAGE", tmp_path)
    with pytest.raises(ValueError, match="not a plain string"):
        messages_in_source()
