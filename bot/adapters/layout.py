"""Options in rows, as buttons stand on a narrow screen: long labels one below the other, short ones side by side."""

from collections.abc import Iterable

from chat.message import Option

IN_A_ROW = 4


def rows(options: Iterable[Option], width: int, *, alone: bool = False) -> list[list[Option]]:
    """`width` signs fit side by side. What steers stands apart; `alone`: everything else has a row of its own."""
    laid: list[list[Option]] = []
    for option in options:
        row = laid[-1] if laid else []
        apart = not row or row[-1].steers != option.steers or (alone and not option.steers)
        if apart or len(row) == IN_A_ROW or not _fit([*row, option], width):
            laid.append([option])
        else:
            row.append(option)
    return laid


def _fit(row: list[Option], width: int) -> bool:
    """Buttons side by side are equally wide, whatever they say."""
    return max(len(option.label) for option in row) * len(row) <= width
