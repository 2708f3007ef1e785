"""Readers: a file becomes Documents, a Document becomes Recognitions. A new kind of file is one line in KINDS.

Importing this package loads no reader: each is imported when the first file of its kind comes.
"""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.readers.document import Document
from giktui.readers.encoding import plain_name
from giktui.readers.limits import Limits
from giktui.readers.recognition import Doubt, Reading, Recognition, Run
from giktui.readers.registry import KINDS, Kind, kind_of

__all__ = [
    "KINDS", "Document", "Doubt", "Kind", "Limits", "Reading", "Recognition", "Refuse", "Run",
    "bytes_of", "read", "read_bytes", "read_reports", "read_rows", "recognise", "reports_in",
]  # fmt: skip

Refuse = Callable[[str, GiktuiError], None]
"""Takes the name of a file inside an archive and why it was refused, so that one bad file does not stop the others."""


def read(path: Path, *, limits: Limits = Limits(), refuse: Refuse | None = None) -> list[Document]:  # noqa: B008
    """The documents in a file, by its content and then its name; an archive gives several.

    Raises GiktuiError for a file that cannot be opened, is too big or of a kind that is not read.
    """
    return read_bytes(bytes_of(path, limits), plain_name(path.name), limits=limits, refuse=refuse)


def read_bytes(
    data: bytes,
    name: str,
    *,
    limits: Limits = Limits(),  # noqa: B008
    refuse: Refuse | None = None,
) -> list[Document]:
    """As `read`, for bytes already at hand; `name` decides where the content does not.

    An interchange JSON is a report and no document: GiktuiError (use `reports_in`).
    """
    return [found for found in _contents(data, name, limits, refuse, 0) if isinstance(found, Document)]


def read_rows(data: bytes, name: str, *, limits: Limits = Limits()) -> list[Document]:  # noqa: B008
    """As `read_bytes`, for a file that is a list and no report: every line as it stands, nothing joined or left out."""
    return [found for found in _contents(data, name, limits, None, 0, rows=True) if isinstance(found, Document)]


def recognise(
    document: Document, *, agency: str | None = None, year: int | None = None, form: str | None = None
) -> list[Recognition]:
    """The reports in a document. `agency`, `year` and `form` override what its title and tables say.

    Raises GiktuiError that says what was looked for, when the document holds nothing of a report.
    """
    from giktui.readers.recogniser import recognise as recognise_document
    from giktui.readers.traditional import as_written, is_traditional

    recognise_it = partial(recognise_document, agency=agency, year=year, form=form)
    if document.guessed:
        from giktui.readers.guesses import settled

        return settled(document, recognise_it)
    return as_written(document, recognise_it) if is_traditional(document) else recognise_it(document)


def read_reports(
    path: Path,
    *,
    agency: str | None = None,
    year: int | None = None,
    form: str | None = None,
    limits: Limits = Limits(),  # noqa: B008
    refuse: Refuse | None = None,
) -> list[Recognition]:
    """The reports in a file: read and recognised. Raises GiktuiError as `read` and `recognise` do.

    With `refuse`, a file inside an archive that cannot be read is handed to it and the others go on.
    """
    data = bytes_of(path, limits)
    return reports_in(data, plain_name(path.name), agency=agency, year=year, form=form, limits=limits, refuse=refuse)


def reports_in(
    data: bytes,
    name: str,
    *,
    agency: str | None = None,
    year: int | None = None,
    form: str | None = None,
    limits: Limits = Limits(),  # noqa: B008
    refuse: Refuse | None = None,
) -> list[Recognition]:
    """As `read_reports`, for bytes already at hand."""
    found: list[Recognition] = []
    for content in _contents(data, name, limits, refuse, 0):
        if isinstance(content, Recognition):
            found.append(content)
            continue
        try:
            found.extend(recognise(content, agency=agency, year=year, form=form))
        except GiktuiError as error:
            if refuse is None or content.name == name:
                raise
            refuse(content.name, error)
    return found


def bytes_of(path: Path, limits: Limits = Limits()) -> bytes:  # noqa: B008
    """A file's bytes. Raises GiktuiError for a folder, a file that cannot be read or is above `limits.size`."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > limits.size:
                raise _too_big(plain_name(str(path)), limits)
            data = file.read(size + 1)
            if len(data) > size:  # a pipe, or a file that grows
                data += file.read(limits.size + 1 - len(data))
    except FileNotFoundError as error:
        raise GiktuiError(_("没有 {path} 这个文件。请检查路径。").format(path=plain_name(str(path)))) from error
    except OSError as error:
        if os.path.isdir(path) and not isinstance(error, PermissionError):  # noqa: PTH112
            raise GiktuiError(
                _("{path} 是文件夹，不是文件。请写明文件夹里的文件。").format(path=plain_name(str(path)))
            ) from error
        raise GiktuiError(
            _("读不了 {path}：{why}").format(path=plain_name(str(path)), why=error.strerror or error)
        ) from error
    if len(data) > limits.size:
        raise _too_big(plain_name(str(path)), limits)
    return data


def _contents(
    data: bytes, name: str, limits: Limits, refuse: Refuse | None, depth: int, *, rows: bool = False
) -> Iterator[Document | Recognition]:
    """What is in a file, one after the other: of an archive no more is held than the file that is being read."""
    if len(data) > limits.size:
        raise _too_big(name, limits)
    if not data.strip():
        raise GiktuiError(_("{name} 是空文件。请重新下载，或另存后再试。").format(name=name))
    if depth > limits.nesting:
        raise GiktuiError(_("{name}：压缩包里套压缩包超过 {n} 层，不再展开。").format(name=name, n=limits.nesting))
    kind = kind_of(data, name)
    made = kind.load(rows=rows)(data, name, limits)
    if kind.gives != "files":
        yield from list(made)
        return
    for member, content in made:
        try:
            if isinstance(content, GiktuiError):
                raise content
            yield from _contents(content, member, limits, refuse, depth + 1, rows=rows)
        except GiktuiError as error:
            if refuse is None:
                raise
            refuse(member, error)


def _too_big(name: str, limits: Limits) -> GiktuiError:
    return GiktuiError(
        _("{name} 超过 {size} MB，不像一份年报，没有读取。").format(name=name, size=limits.size // 1024**2)
    )
