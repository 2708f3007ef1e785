"""What is imported though it is no file of the user's: bytes that were fetched."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes from an address, or why there are none; what is known of the reports in them beforehand.

    `published` is the day that the page leading to it names (2025-01-24). `present` says that it was not asked for
    again: what it gave is stored.
    """

    address: str
    name: str
    data: bytes = b""
    published: str = ""
    agency: str | None = None
    year: int | None = None
    error: str = ""
    present: bool = False
