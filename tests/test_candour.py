"""Questions and never verdicts: vague actions, everybody alike, decisions in a row (domain.md 5.3, N11, N17)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from rules.candour import Row, Share, alike, all_done, in_haste, is_vague, one_grade, unclear
from tests.conftest import Figure
from tests.player import Chat
from tests.school import AN, BINH, CUONG, DUNG, HOA, HUY, add_unit, appoint, school_at
from tests.world import START

LABELLED = Path(__file__).parent / "data" / "actions.tsv"
"""Sentences as members write them. The rule was made with the seen ones in view; the unseen ones came afterwards."""


def labelled(part: str) -> Iterator[tuple[bool, str]]:
    for line in LABELLED.read_text("utf-8").splitlines():
        of, label, sentence = line.split("\t")
        if part in (of, "all"):
            yield label == "vague", sentence


@pytest.mark.parametrize("part", ["seen", "unseen", "all"])
def test_what_is_called_vague_is_vague(part: str, figure: Figure) -> None:
    """N11: of the sentences that get a hint at least nine in ten deserve it."""
    sentences = list(labelled(part))
    hinted = [vague for vague, sentence in sentences if is_vague(sentence)]
    right, wanted = sum(hinted), sum(vague for vague, _ in sentences)
    precision, recall = right / len(hinted), right / wanted
    figure(f"{len(sentences)} sentences, precision {precision:.2f}, recall {recall:.2f}")
    assert precision >= 0.9


def test_there_are_enough_sentences_of_both_kinds() -> None:
    sentences = list(labelled("all"))
    assert len({sentence for _, sentence in sentences}) == len(sentences) >= 120
    assert 0.4 < sum(vague for vague, _ in sentences) / len(sentences) < 0.6


@pytest.mark.parametrize("sentence", ["doc 3 cuon sach", "Đọc 3 cuốn sách", "ĐỌC 3 CUỐN SÁCH"])
def test_it_reads_with_and_without_diacritics(sentence: str) -> None:
    assert not is_vague(sentence)


@pytest.mark.parametrize(
    ("count", "whole", "asked"),
    [
        (4, 4, None),  # too few to wonder
        (1, 5, None),
        (2, 8, Share(2, 8)),
        (1, 4, None),
        (12, 40, Share(12, 40)),
        (9, 40, None),
        (0, 40, None),
    ],
)
def test_identical_lines_are_asked_about_from_every_fourth_form_on(count: int, whole: int, asked: Share | None) -> None:
    assert alike(count, whole) == asked


@pytest.mark.parametrize(
    ("vague", "clear", "asked"), [(4, 0, None), (5, 0, Share(5, 5)), (2, 6, Share(2, 8)), (1, 7, None), (0, 9, None)]
)
def test_vague_actions_are_asked_about_from_every_fourth_on(vague: int, clear: int, asked: Share | None) -> None:
    assert unclear(["Đọc sách"] * vague + ["Đọc 3 cuốn sách"] * clear) == asked


@pytest.mark.parametrize(
    ("members", "asked"),
    [
        ([(3, 3)] * 5, Share(5, 5)),
        ([(3, 3)] * 4, None),
        ([(3, 3)] * 9 + [(2, 3)], None),
        ([(3, 3)] * 5 + [(0, 0)], Share(5, 5)),  # who registered nothing did not do everything
        ([(0, 0)] * 6, None),
    ],
)
def test_everybody_at_a_hundred_per_cent_is_a_question(members: Sequence[tuple[int, int]], asked: Share | None) -> None:
    assert all_done(members) == asked


@pytest.mark.parametrize(
    ("grades", "asked"),
    [(["tot"] * 5, "tot"), (["tot"] * 4, None), (["tot"] * 9 + ["xuat-sac"], None), ([], None)],
)
def test_one_grade_for_all_is_a_question(grades: Sequence[str], asked: str | None) -> None:
    assert one_grade(grades) == asked


@pytest.mark.parametrize(
    ("gaps", "asked"),
    [
        ([0, 0, 0, 0], Row(5, 0)),  # with one word
        ([9, 9, 9, 9], Row(5, 9)),
        ([10, 10, 10, 10], None),
        ([3, 3, 3], None),  # four decisions say nothing
        ([2, 2, 600, 3], Row(5, 2)),  # a pause in between
        ([2, 60, 60, 60], None),
    ],
)
def test_decisions_within_seconds_are_a_question(gaps: Sequence[int], asked: Row | None) -> None:
    times = [START]
    for gap in gaps:
        times.append(times[-1] + timedelta(seconds=gap))
    assert in_haste(list(reversed(times))) == asked


async def grades(chat: Chat, outcome: str) -> None:
    """Five members of the branch are rated alike, every line done."""
    async with school_at(chat.stage.url) as school:
        member, cycle = await school.member(AN), await school.cycle()
        of = {"unit": member.unit, "cycle": cycle.id}
        await school.does(
            "INSERT INTO rating_round (cycle_id, unit_id, state, mode, scattered, consulted, heads, day, minutes,"
            " opened_at, opened_by, rev) VALUES (:cycle, :unit, 'closed', 'collective', '', '', 9, '2027-05-10', '',"
            " '2027-05-10T01:00:00Z', :by, 0)",
            by=member.person,
            **of,
        )
        for number, roll in enumerate((BINH, CUONG, DUNG, AN, HOA), 1):
            await school.does(
                "INSERT INTO rating (round_id, cycle_id, unit_id, person_id, standing, state, computed, outcome, why,"
                " differs, remarks, trace, returned, rev)"
                " VALUES (1, :cycle, :unit, :person, 'rated', 'decided', :outcome, :outcome, '', '', '', '', '', 0)",
                person=await school.person(roll),
                outcome=outcome,
                **of,
            )
            line = "INSERT INTO rating_line (rating_id, criterion, level, remark) VALUES (:rating, '1.2', 'done', '')"
            await school.does(line, rating=number)


async def test_a_branch_is_asked_and_never_judged(chat: Chat) -> None:
    """Six forms in the same words, confirmed with one word; nothing of it is held up."""
    binh = chat.other("binh")
    await binh.says("/luuy")
    binh.sees("Điều nên xem lại 2027 · Chi đoàn 12A1", "Chưa thấy điều gì cần hỏi lại")
    await chat.stage.everybody_sends(chat, 6)
    await binh.says("/duyetnhieu")
    await binh.picks("Tất cả phiếu đang chờ")
    await binh.picks("Tiếp: xem lại")
    await binh.picks("Xác nhận 6 phiếu")
    binh.sees("Đã xác nhận 6 phiếu")
    await binh.says("lưu ý")
    binh.sees("là câu hỏi để ban chấp hành tự xem lại, không phải kết luận")
    binh.sees("6/6 phiếu có mục giống hệt một phiếu khác. Có phải cả chi đoàn cùng làm việc này không?")
    binh.sees("Lê Thị Bình xác nhận 6 phiếu, phần lớn cùng một lúc. Từng phiếu đã được đọc chưa?")
    binh.sees_not("không có số lượng", "được xếp cùng một mức")
    await chat.says("/luuy 12A1")
    chat.sees("dành cho ban chấp hành")
    chat.sees_not("Bình")


async def test_the_level_above_sees_which_units_have_questions(chat: Chat) -> None:
    await grades(chat, "xuat-sac")
    async with school_at(chat.stage.url) as school:
        top = await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")
        assert isinstance(top, int)
        await appoint(school, await school.person(HUY), top)
        await add_unit(school, "12A2", top)
    huy = chat.other("huy")
    await huy.says("/luuy")
    huy.sees("12A1 Chi đoàn 12A1 · 2 câu hỏi")
    await huy.picks("12A1")
    huy.sees("Cả 5 đoàn viên đều hoàn thành mọi mục", "được xếp cùng một mức (hoàn thành xuất sắc)")
    await huy.picks("Đơn vị khác")
    await huy.picks("12A2")
    huy.sees("Chưa thấy điều gì cần hỏi lại")
