"""What needs LibreOffice itself, and fails without it: `make papers`, apart from the suite."""

from reports.drawing import draw
from tests.tra_vinh import tra_vinh


def test_the_real_program_makes_a_pdf() -> None:
    made = draw("report-pdf", tra_vinh().json(), "ban")
    assert made.name.endswith(".pdf")
    assert made.content.startswith(b"%PDF-")
