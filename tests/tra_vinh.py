"""The seed's own report as a frozen result: 47,297 members of Trà Vinh in 2021, of whom 44,018 were classified."""

from dataclasses import replace
from datetime import UTC, date, datetime

from reports.result import Result, Row
from rules.figures import Figures

WHOLE = Figures(
    members=47_297,
    registered=47_297,
    confirmed=47_297,
    excellent=30_925,
    good=11_424,
    fair=1_669,
    admitted_lately=3_279,
    recognised=44_018,
)
FIRST = Figures(
    members=5_000, registered=5_000, confirmed=5_000, excellent=3_000, good=1_500, fair=169, admitted_lately=331,
    recognised=4_669,
)  # fmt: skip
REST = Figures(*(getattr(WHOLE, name) - getattr(FIRST, name) for name in Figures.__dataclass_fields__))
SHARES = ("70,26 %", "25,95 %", "3,79 %", "0,00 %")


def row(code: str, name: str, figures: Figures, branches: int, within: str = "") -> Row:
    return Row(code, name, "doan-cap-tren", "dia-ban", within or code, branches, figures)


def tra_vinh(unit: str = "TINH", name: str = "Tỉnh Đoàn Trà Vinh") -> Result:
    """Two units, each as one branch."""
    rows = (row("U01", "Thành Đoàn Trà Vinh", FIRST, 1), row("U02", "=Huyện Đoàn Càng Long", REST, 1))
    return Result(
        Row(unit, name, "tinh-doan", "", unit, 2, WHOLE),
        "",
        2021,
        date(2021, 11, 22),
        datetime(2021, 11, 22, 1, 0, tzinfo=UTC),
        "Nguyễn Văn Tân",
        rows,
        rows,
    )


def shown() -> Result:
    """The same with the units' names as they are: one that begins like a formula is for tests alone."""
    rows = tuple(replace(unit, name=unit.name.removeprefix("=")) for unit in tra_vinh().rows)
    return replace(tra_vinh(), rows=rows, branches=rows)
