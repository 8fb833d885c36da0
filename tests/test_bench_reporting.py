"""The bench of the number report: a small province, asked for in chat on both databases, and drawn."""

from pathlib import Path

from bench import reporter, reporting
from bench.province import end_of_the_year

MEMBERS = 60


async def test_a_province_at_the_end_of_its_year_is_told_and_drawn(empty: str, tmp_path: Path) -> None:
    await end_of_the_year(MEMBERS)(tmp_path, empty)
    figures = await reporter.asked(empty, tmp_path)
    assert (figures["members"], figures["units"], figures["faults"]) == (MEMBERS, 14, [])
    assert 0 < figures["classified"] <= MEMBERS * 98 // 100 + 1
    drawn = reporter.drawn(tmp_path, "report-csv")
    assert drawn["bytes"] > 0
    slow = {**figures, "answers": [0.1, 0.4, 0.5]}
    runs = {"SQLite": [slow], **{kind: [{**drawn, "seconds": 2.0, "peak_mib": 400.0}] for kind in reporting.PAPERS}}
    lines = list(reporting.table(runs, MEMBERS))
    assert "| SQLite: an answer | 0.3 s | 0.40 s | **missed** |" in lines
    assert "| report-docx: drawn | 5 s | 2.00 s | met |" in lines
    assert "| report-xlsx: memory | 300 MiB | 400.00 MiB | **missed** |" in lines
    assert not any("report-xlsx" in line for line in list(reporting.table(runs, 1_000_000))[-2:])
