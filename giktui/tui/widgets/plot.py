"""Bars over the years, drawn by plotext in the accent of the theme."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from textual.color import Color
from textual_plotext import PlotextPlot

from giktui.tui.themes import SIXTEEN

if TYPE_CHECKING:
    from giktui.report import Number


class YearBars(PlotextPlot):
    """A bar a year. No Chinese goes into the plot: plotext counts characters, not terminal cells."""

    def on_mount(self) -> None:
        """Leave the other colours to the app's theme."""
        self.theme = "clear"

    def draw(self, years: Sequence[int], values: "Sequence[Number | None]") -> None:
        """Show these values; a year without one has no bar."""
        plot = cast("Any", self.plt)
        plot.clear_data()
        plot.clear_figure()
        plot.frame(False)
        top = max((float(value or 0) for value in values), default=0) or 1
        plot.yticks([0, top / 2, top], [f"{tick:g} " for tick in (0, top / 2, top)])  # a blank parts them from the bars
        marker = "#" if self.app.theme == SIXTEEN.name else "sd"
        plot.bar(
            [str(year) for year in years],
            [float(value or 0) for value in values],
            width=0.5,
            marker=marker,
            color=self._ink,
        )
        self.refresh()

    @property
    def _ink(self) -> object:
        """The theme's one accent, as plotext takes it."""
        return "cyan+" if self.app.theme == SIXTEEN.name else Color.parse(self.app.current_theme.primary).rgb
