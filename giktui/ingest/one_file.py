"""One file read for a command, within the same limits as the files of an import."""

from pathlib import Path

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.ingest.job import Found, Job
from giktui.ingest.limited import harmless, recognised_here
from giktui.readers import Recognition, bytes_of
from giktui.readers.encoding import plain_name


def reports_of_file(path: Path) -> list[Recognition]:
    """The reports in a file. Raises GiktuiError as `readers.read_reports` does, and for one that took too much."""
    job = Job(bytes_of(path), plain_name(path.name))
    found = recognised_here(job) if harmless(job) else _elsewhere(job)
    for name, why in found.refused:
        raise GiktuiError(_("{name}：{why}").format(name=name, why=why))
    if found.error:
        raise GiktuiError(found.error)
    return list(found.recognitions)


def _elsewhere(job: Job) -> Found:
    """Recognise the file in a process of its own."""
    from giktui.ingest.pool import Recogniser

    ((_tag, found),) = Recogniser[None](1).each([(None, job)])
    assert found is not None, "a job has an answer"
    return found
