"""Reading a file and recognising the reports in it: a job, which any process can do, and its answer."""

import copyreg
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.ingest.kept_file import StoredDocument, as_kept
from giktui.readers import Limits, Recognition, Run
from giktui.readers.document import Place

for _kind in (Place, Run):  # named tuples pickled as such take twice as long, and a file has dozens
    copyreg.pickle(_kind, lambda value, kind=_kind: (kind, (*value,)))  # type: ignore[misc]


class Job(NamedTuple):
    """A file's bytes, and what is known of the reports in it beforehand."""

    data: bytes
    name: str
    agency: str | None = None
    year: int | None = None
    form: str | None = None
    limits: Limits = Limits()
    keep: bool = False
    """Whether the answer is to have the file as the store keeps it."""


class Found(NamedTuple):
    """The reports found in a file; files inside an archive that were refused, with why; or why the file itself was."""

    recognitions: tuple[Recognition, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    error: str = ""
    document: StoredDocument | None = None


def recognised(job: Job) -> Found:
    """Read and recognise one file; what is wrong with it is in the answer."""
    from giktui.readers import reports_in

    refused: list[tuple[str, str]] = []
    try:
        found = reports_in(
            job.data,
            job.name,
            agency=job.agency,
            year=job.year,
            form=job.form,
            limits=job.limits,
            refuse=lambda name, error: refused.append((name, str(error))),
        )
    except GiktuiError as error:
        return Found(refused=tuple(refused), error=str(error))
    except Exception as error:  # a slip of a reader costs this file, not those after it
        return Found(refused=tuple(refused), error=slip(job, error))
    kind = found[0].kind if len(found) == 1 else PurePath(job.name).suffix.lstrip(".").lower()
    document = as_kept(job.name, kind, job.data) if job.keep else None
    return Found(tuple(_overridden(one, job) for one in found), tuple(refused), document=document)


def slip(job: Job, error: Exception) -> str:
    """What to say of a file over which a reader ended as no reader should."""
    if isinstance(error, MemoryError):
        return _("{name} 展开后过大，没有读取。").format(name=job.name)
    said = _("读取 {name} 时程序出错（{error}），没有读出内容。请换一种格式另存后再导入。")
    return said.format(name=job.name, error=type(error).__name__)


def _overridden(one: Recognition, job: Job) -> Recognition:
    """The interchange form is not recognised, so that what is known beforehand has to be entered here."""
    if not (job.agency or job.year):
        return one
    report = replace(one.report, agency=job.agency or one.report.agency, year=job.year or one.report.year)
    return one._replace(report=report)
