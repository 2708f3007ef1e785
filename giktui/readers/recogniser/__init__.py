"""A document becomes the reports in it: found by titles, section heads and the labels of the tables."""

from giktui.readers.recogniser.pipeline import FIRST_YEAR, recognise

__all__ = ["FIRST_YEAR", "recognise"]
