"""Files read for a command, within the same limits as those of an import."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.ingest.job import Found, Job, slip
from giktui.ingest.limited import TooLong, alarm, harmless, recognised_here, stopped
from giktui.readers import Limits, Recognition, bytes_of
from giktui.readers.encoding import plain_name

T = TypeVar("T")


def reports_of_file(path: Path) -> list[Recognition]:
    """The reports in a file. Raises GiktuiError as `readers.read_reports` does, and for one that took too much."""
    return list(reports_of(Job(bytes_of(path), plain_name(path.name))))


def reports_of_files(paths: Iterable[Path]) -> Iterator[tuple[Path, Sequence[Recognition]]]:
    """As `reports_of_file`, for several files, in as many processes as there are processors where that pays."""
    from giktui.ingest.pool import Recogniser, processors

    work = ((path, Job(bytes_of(path), plain_name(path.name))) for path in paths)
    for path, found in Recogniser[Path](processors()).each(work):
        assert found is not None, "a job has an answer"
        yield path, _recognitions(found)


def reports_of(job: Job) -> Sequence[Recognition]:
    """As `reports_of_file`, for bytes already at hand."""
    return _recognitions(recognised_here(job) if harmless(job) else _elsewhere(job))


def _recognitions(found: Found) -> Sequence[Recognition]:
    for name, why in found.refused:
        raise GiktuiError(_("{name}：{why}").format(name=name, why=why))
    if found.error:
        raise GiktuiError(found.error)
    return found.recognitions


def within_limits(read: Callable[..., T], data: bytes, name: str, limits: Limits) -> T:
    """What `read(data, name, limits=limits)` makes of a file that is no report: a list, a sheet of answers.

    A file that may take long is read in a process of its own: `read` is a function of a module, and what it gives can
    be pickled. Raises GiktuiError as it does, and for a file that took too much or a reader's slip.
    """
    job = Job(data, name, limits=limits)
    answer: T | _Refused | None
    if not harmless(job):
        from giktui.ingest.pool import apart

        answer = apart(_read, read, job, seconds=limits.reading)
        if answer is None:
            raise GiktuiError(stopped(job).error)
    else:
        try:
            with alarm(limits.reading):
                answer = _read(read, job)
        except TooLong:
            raise GiktuiError(stopped(job).error) from None
    if isinstance(answer, _Refused):
        raise GiktuiError(answer)
    return answer


class _Refused(str):
    """Why a file was not read: what another process answers in the place of what was read."""


def _read(read: Callable[..., T], job: Job) -> T | _Refused:
    try:
        return read(job.data, job.name, limits=job.limits)
    except GiktuiError as error:
        return _Refused(error)
    except Exception as error:
        return _Refused(slip(job, error))


def _elsewhere(job: Job) -> Found:
    """Recognise the file in a process of its own."""
    from giktui.ingest.pool import Recogniser

    ((_tag, found),) = Recogniser[None](1).each([(None, job)])
    assert found is not None, "a job has an answer"
    return found
