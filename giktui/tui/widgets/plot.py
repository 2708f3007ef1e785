"""Bars over the years, drawn by plotext without colours of its own, so that they are seen in any theme."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from textual_plotext import PlotextPlot

from giktui.tui.themes import SIXTEEN

if TYPE_CHECKING:
    from giktui.report import Number


class YearBars(PlotextPlot):
    """A bar a year. No Chinese goes into the plot: plotext counts characters, not terminal cells."""

    def on_mount(self) -> None:
        """Leave the colours to the app's theme."""
        self.theme = "clear"

    def draw(self, years: Sequence[int], values: "Sequence[Number | None]") -> None:
        """Show these values; a year without one has no bar."""
        plot = cast("Any", self.plt)
        plot.clear_data()
        plot.clear_figure()
        marker = "#" if self.app.theme == SIXTEEN.name else "sd"
        plot.bar([str(year) for year in years], [float(value or 0) for value in values], width=0.5, marker=marker)
        self.refresh()
