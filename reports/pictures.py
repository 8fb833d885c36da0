"""The number report as a picture for a phone: grades, the way from the list to recognition, units side by side.

Drawn with matplotlib, which only the process that draws imports. Every bar carries its number, so that no colour has
to be told apart; the colours are those that most colour-blind people tell apart (Okabe and Ito, 2008).
"""

from collections.abc import Sequence
from io import BytesIO
from textwrap import shorten
from typing import Any

from chat.dates import say_day
from chat.texts import Texts
from reports.result import Result, Row
from reports.table import GRADES, Share
from rules.figures import grouped

WIDTH = 1080  # points of a phone of 360, three times as fine
DPI = 180
UNITS = 20  # bars that can still be read one below the other; a province has 14 units
NAME = 30  # characters of a unit's name
COLOURS = {"excellent": "#0072B2", "good": "#56B4E9", "fair": "#E69F00", "failed": "#D55E00"}
DONE, LEFT, INK = "#0072B2", "#E6EBF2", "#10243E"
TEXT, SMALL, TITLE = 12.0, 10.0, 14.0  # points: 12 are 10 on a phone held in the hand

Bar = tuple[str, Share]
"""What it is called, and how much of what it is."""


def picture(texts: Texts, result: Result) -> bytes:
    """PNG."""
    return _drawn(texts, result, "png")


def drawing(texts: Texts, result: Result) -> bytes:
    """The same as SVG, for a page: it stays sharp at any size."""
    return _drawn(texts, result, "svg")


def grades(texts: Texts, result: Result) -> Sequence[Bar]:
    figures = result.whole.figures
    return [
        (texts(f"report-column-{grade}"), Share(getattr(figures, grade), figures.classified))
        for grade in GRADES
        if figures.classified
    ]


def way(texts: Texts, result: Result) -> Sequence[Bar]:
    """From the list to recognition: how many are still there after each step."""
    figures = result.whole.figures
    assessed = figures.classified + figures.unclassified
    steps = {
        "registered": figures.registered,
        "confirmed": figures.confirmed,
        "assessed": assessed,
        "recognised": figures.recognised + figures.noted,
    }
    return [(texts(f"chart-step-{name}"), Share(count, figures.members)) for name, count in steps.items()]


def units(result: Result) -> Sequence[Bar]:
    """Who of each unit has registered; where there are many, those that are furthest behind."""
    rows = [row for row in result.rows if row.figures.members]
    behind = sorted(rows, key=_behind)[:UNITS] if len(rows) > UNITS else rows
    return [(shorten(row.name, NAME, placeholder="…"), _registered(row)) for row in sorted(behind, key=_code)]


def _registered(row: Row) -> Share:
    return Share(row.figures.registered, row.figures.members)


def _behind(row: Row) -> int:
    return _registered(row).hundredths or 0


def _code(row: Row) -> str:
    return row.code


def _drawn(texts: Texts, result: Result, kind: str) -> bytes:
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    panels = [
        (texts("chart-grades-head"), grades(texts, result), [COLOURS[grade] for grade in GRADES]),
        (texts("chart-way-head"), way(texts, result), [DONE] * 4),
    ]
    if len(result.rows) > 1:
        compared = units(result)
        panels.append((texts("chart-units-head"), compared, [DONE] * len(compared)))
    panels = [panel for panel in panels if panel[1]]
    heights = [1.1 + 0.62 * len(bars) for _, bars, _ in panels]
    with mpl.rc_context({"font.family": "DejaVu Sans", "svg.hashsalt": result.fingerprint, "svg.fonttype": "path"}):
        margins = ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.06)
        figure = Figure(figsize=(WIDTH / DPI, 1.5 + sum(heights)), dpi=DPI, layout=margins)
        title = texts("chart-title", unit=result.whole.name, year=str(result.year))
        figure.suptitle(title, fontsize=TITLE, fontweight="bold", color=INK)
        axes = figure.subplots(len(panels), 1, height_ratios=heights, squeeze=False)[:, 0]
        for panel, axis in zip(panels, axes, strict=True):
            _bars(axis, *panel)
        mark = texts("chart-mark", day=say_day(result.day, texts), fingerprint=result.fingerprint)
        figure.supxlabel(mark, fontsize=SMALL, color=INK)
        made = BytesIO()
        figure.savefig(made, format=kind, metadata={"Date": None} if kind == "svg" else {"Software": None})
    return made.getvalue()


def _bars(axis: Any, head: str, bars: Sequence[Bar], colours: Sequence[str]) -> None:
    """Name and numbers stand above each bar, in full width: nothing is turned, cut or told by colour alone."""
    axis.set_title(head, loc="left", fontsize=TEXT, fontweight="bold", color=INK)
    for at, ((name, share), colour) in enumerate(zip(bars, colours, strict=True)):
        part = (share.hundredths or 0) / 10_000
        axis.barh(at, 1, height=0.32, color=LEFT)
        axis.barh(at, part, height=0.32, color=colour)
        axis.text(0, at - 0.3, name, fontsize=TEXT, color=INK, va="bottom")
        told = f"{grouped(share.part)} · {share}"
        axis.text(1, at - 0.3, told, fontsize=TEXT, color=INK, va="bottom", ha="right")
    axis.set_xlim(0, 1)
    axis.set_ylim(len(bars) - 0.6, -0.8)
    axis.axis("off")
