"""Brings the English catalogue up to date with the source: `python giktui/locale/update.py`.

Messages the source no longer has go, new ones come in untranslated and are printed, the rest stay as they are; the
compiled catalogue beside it is made anew, so that a checkout speaks the English it has.
"""

import ast
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

_PACKAGE = Path(__file__).parents[1]
CATALOGUE = Path(__file__).parent / "en" / "LC_MESSAGES" / "giktui.po"
_HEADER = b"""msgid ""
msgstr ""
"Project-Id-Version: giktui\\n"
"Language: en\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def messages_in_source() -> Catalog:
    """Every message the source gives to `_`, inside of f-strings too, with the files it stands in.

    Raises ValueError for a message that is not a plain string: one made at run time is in no catalogue.
    """
    found = Catalog(locale="en")
    for path in sorted(_PACKAGE.rglob("*.py")):
        name = path.relative_to(_PACKAGE.parent).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                match node.args:
                    case [ast.Constant(value=str(message))]:
                        found.add(message, locations=[(name, node.lineno)])
                    case _:
                        raise ValueError(f"{name}:{node.lineno}: not a plain string: {ast.unparse(node)}")
    return found


def read_catalogue() -> Catalog:
    """The catalogue as it stands."""
    with CATALOGUE.open("rb") as source:
        return read_po(source, locale="en")


def main() -> int:
    """Write both catalogues; 1 if a message is left to translate."""
    catalogue = read_catalogue()
    catalogue.update(messages_in_source(), no_fuzzy_matching=True)
    text = BytesIO()
    write_po(text, catalogue, width=0, omit_header=True, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
    CATALOGUE.write_bytes(_HEADER + text.getvalue().strip(b"\n") + b"\n")
    with CATALOGUE.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, catalogue)
    left = [str(message.id) for message in catalogue if message.id and not message.string]
    print(*left, sep="\n", end="\n" if left else "")
    return int(bool(left))


if __name__ == "__main__":
    sys.exit(main())
