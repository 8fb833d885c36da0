"""How our workbooks are made and printed: no cell is taken for a formula, A4, as wide as the page."""

from typing import Any

FONT = "Times New Roman"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
A4 = 9  # by its number


def on_a4(sheet: Any, *, on_its_side: bool = True, pages: int = 0) -> None:
    """`pages`: one below the other at most; 0 for as many as it takes."""
    if on_its_side:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, pages)
