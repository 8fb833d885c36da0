"""The number report in words, out of its frozen result: what a screen, a letter and a picture's caption say."""

from collections.abc import Sequence

from chat.dates import say_day
from chat.texts import Texts, Value
from reports.result import Fault, Live, Row
from reports.table import COLUMNS, GRADES, REASONS, Count, sum_of_grades
from rules.figures import Figures, as_percent, grouped


def summary(texts: Texts, result: Live) -> str:
    """The whole of it, a line for each figure that says something."""
    figures = result.whole.figures
    return texts(
        "figures-whole",
        day=say_day(result.day, texts),
        branches=result.whole.branches,
        grades=_grades(texts, figures),
        without=_unclassified(texts, figures),
        **_cells(figures),
        left=figures.not_assessed,
        apart=figures.unregistered_rated,
    )


def line(texts: Texts, row: Row) -> str:
    """One unit in a list of them."""
    shares = [texts(f"figures-short-{grade}", share=_cells(row.figures)[f"{grade}_share"]) for grade in GRADES]
    grades = texts("figures-row-grades", grades=", ".join(shares)) if row.figures.classified else ""
    return texts("figures-row", unit=f"{row.code} {row.name}", grades=grades, **_cells(row.figures))


def compared(texts: Texts, now: Live, before: Live) -> str:
    """Two results side by side: what it was, what it is, and by how much each count went up or down."""
    lines = []
    for column in COLUMNS:
        then, today = column.of(before.whole.figures), column.of(now.whole.figures)
        if isinstance(then, Count) and isinstance(today, Count) and not (then.number or today.number):
            continue
        change = ""
        if isinstance(then, Count) and isinstance(today, Count):
            change = texts("figures-change", change=_change(today.number - then.number))
        name = texts(f"report-column-{column.name}")
        lines.append(texts("figures-compared", name=name, before=str(then), now=str(today), change=change))
    return "\n".join(lines)


def said(texts: Texts, found: Sequence[Fault]) -> str:
    """What does not add up, with its numbers."""
    return "\n".join(_fault(texts, fault) for fault in found)


def _fault(texts: Texts, fault: Fault) -> str:
    if fault.code == "sum-askew":
        (name, told), (_, made) = fault.numbers.items()
        figure = texts(f"figures-name-{name.replace('_', '-')}")
        return texts("figures-fault-sum-askew", unit=fault.unit, figure=figure, told=told, made=made)
    return texts(f"figures-fault-{fault.code}", unit=fault.unit, **fault.numbers)


def _grades(texts: Texts, figures: Figures) -> str:
    if not figures.classified:
        return texts("figures-none-classified")
    told = _cells(figures)
    rows = [texts(f"figures-{grade}", count=told[grade], share=told[f"{grade}_share"]) for grade in GRADES]
    return texts(
        "figures-classified",
        count=told["classified"],
        grades="\n".join(rows),
        sum=as_percent(sum_of_grades(figures)),
    )


def _unclassified(texts: Texts, figures: Figures) -> str:
    """With the reasons, so that the arithmetic closes for whoever reads it (TV-08)."""
    if not figures.unclassified:
        return ""
    reasons = [
        texts(f"figures-{reason.replace('_', '-')}", count=getattr(figures, reason))
        for reason in REASONS
        if getattr(figures, reason)
    ]
    return texts("figures-unclassified", count=figures.unclassified, reasons="; ".join(reasons))


def _change(by: int) -> str:
    return f"{'+' if by > 0 else '–' if by < 0 else ''}{grouped(abs(by))}"


def _cells(figures: Figures) -> dict[str, Value]:
    return {column.name: str(column.of(figures)) for column in COLUMNS}
