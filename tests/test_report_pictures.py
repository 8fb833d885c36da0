"""Pictures of the number report: what they show is in the result, and every letter has a sign (TV-10)."""

import logging
import re
import warnings
from dataclasses import replace
from struct import unpack

import pytest

from chat.texts import load_texts
from reports.drawing import draw
from reports.pictures import UNITS, WIDTH, grades, units, way
from reports.table import Share
from rules.figures import Figures
from tests.tra_vinh import SHARES, row, tra_vinh

TEXTS = load_texts()


def test_the_seeds_picture_shows_its_shares() -> None:
    """70,26 / 25,95 / 3,79 / 0 (scenario 25), and how many came how far."""
    assert [str(share) for _, share in grades(TEXTS, tra_vinh())] == list(SHARES)
    told = [(name, share.part, str(share)) for name, share in way(TEXTS, tra_vinh())]
    assert told[0] == ("Đăng ký", 47_297, "100,00 %")
    assert told[-1] == ("Đã công nhận, ghi nhận", 44_018, "93,07 %")


def test_of_many_units_those_furthest_behind_are_shown_in_the_order_of_the_list() -> None:
    many = [row(f"U{n:02d}", f"Đơn vị {n}", Figures(members=100, registered=100 - n), 1) for n in range(30)]
    shown = units(replace(tra_vinh(), rows=tuple(many)))
    assert len(shown) == UNITS
    assert [share.part for _, share in shown] == list(range(90, 70, -1))
    empty = [row("U", "Đơn vị", Figures(), 0)]
    assert units(replace(tra_vinh(), rows=tuple(empty))) == []


def test_a_picture_is_as_wide_as_a_phone_and_the_same_each_time() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a letter that the font does not have
        made = draw("report-png", tra_vinh().json(), "ban").content
    assert made.startswith(b"\x89PNG")
    width, height = unpack(">II", made[16:24])
    assert width == WIDTH
    assert WIDTH < height < 2.2 * WIDTH
    assert draw("report-png", tra_vinh().json(), "ban").content == made


@pytest.mark.parametrize("name", ["Đoàn xã Ỷ Ưỡng Ẵ Ễ Ợ Ỹ ỵ đ", "Đơn vị " * 20])
def test_any_name_can_be_drawn(name: str, caplog: pytest.LogCaptureFixture) -> None:
    result = replace(tra_vinh(), whole=replace(tra_vinh().whole, name=name))
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")
        made = draw("report-svg", result.json(), "ban").content
    assert made.lstrip().startswith(b"<?xml")
    assert not re.search(rb"<script|\bon\w+=", made)
    assert caplog.records == []


def test_a_unit_of_which_nothing_is_known_has_a_picture_all_the_same() -> None:
    nobody = row("12A1", "Chi đoàn 12A1", Figures(members=3, unregistered=3), 1)
    result = replace(tra_vinh(), whole=nobody, rows=(nobody,), branches=(nobody,))
    assert grades(TEXTS, result) == []
    assert way(TEXTS, result)[0] == ("Đăng ký", Share(0, 3))
    assert draw("report-png", result.json(), "ban").content.startswith(b"\x89PNG")
