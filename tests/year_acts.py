"""Everything that anybody does in a year, as canned commands with the answers they need, and an ordinary year."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.scenes import ACTION, HOW, SPORT
from tests.scenes_round import MEETING
from tests.year_machine import EVERYBODY, MEMBERS, UNDECIDED, Step, Words, Year

T = TypeVar("T")
ABOVE = ("dung", "hoa", "huy")  # the school's committee, members of the branch themselves; Huy sits in the province's
TWO = f"1.2 | {ACTION} | quý 1 | {HOW}\n4.1 | {SPORT} | cuối năm | cùng hai bạn trong tổ"
LENGTHY = "\n".join(
    f"{code} | {f'{ACTION}, rồi kể lại cho cả tổ nghe. ' * 6}| quý 1 | {HOW}"
    for code in ("1.1", "1.2", "1.3", "2.1", "3.1", "4.1")
)
ONE = "2.1 | Học thêm 1 kỹ năng mới mỗi tháng | cuối năm | cùng tổ học ở thư viện"

Who = Callable[[Year], Sequence[str]]
Talk = Callable[[Year, int], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Act:
    """Whose act it usually is, the talk, of which a number chooses what it is about, and what must be there for it."""

    usual: Who
    talk: Talk
    when: str

    def fits(self, year: Year) -> bool:
        return bool(year.rows.all(f"SELECT 1 FROM {self.when} LIMIT 1"))  # noqa: S608 - a constant of this module


def one_of(several: Sequence[T], n: int) -> T:
    return several[n % len(several)]


def _about(usual: Who, kind: str, where: str, command: str, *steps: Step) -> Act:
    def talk(year: Year, n: int) -> tuple[Any, ...]:
        return (command.format(one_of(year.codes(kind, where) or ("",), n)).strip(), *steps)

    return Act(usual, talk, f"{kind} WHERE {where}")


def _plain(usual: Who, *talk: Step, when: str = "person") -> Act:
    return Act(usual, lambda _year, _n: talk, when)


def members(year: Year) -> Sequence[str]:
    return MEMBERS


def committee(year: Year) -> Sequence[str]:
    return year.secretaries


def above(year: Year) -> Sequence[str]:
    return ABOVE


def assesses(year: Year, who: str) -> tuple[Any, ...]:
    return "/danhgia", "Trả lời từng", Words(year.told(who), "Đã đăng ký:"), "Gửi"


WAITS = "state IN ('sent', 'opened')"
RATABLE = "state IN ('open', 'decided', 'returned', 'reopened')"
OPENS = ("Họp được", "Đoàn viên phân tán", Words("Đi thực tập", "Vì sao đoàn viên"), Words("Đồng ý", "Đã hỏi ai"))
TOGETHER = ("/hop", "Họp được", "Hôm nay", "Mở đợt xét")
APART = ("/hop", *OPENS[1:], "Hôm nay", "Mở đợt xét")
CLOSES = ("/hop dong", Words("9", "Có mặt"), Words("Thống nhất", "Kết luận"), "Đóng đợt xét")
REGISTERS = ("/dangky", Words(TWO, "chọn mục"), "Gửi")
AT_LENGTH = ("/dangky", Words(LENGTHY, "chọn mục"), "Gửi")
BULK = ("/duyetnhieu", "Tất cả phiếu", "Tiếp: xem lại", "Xác nhận")
RATES_ALL = ("/xephet", "Tất cả", "Tiếp: xem lại", "Đồng ý cả")
REPORTS = ("/trinh", "Báo cáo")
RECOGNISES = ("/congnhan", "Công nhận tất cả", "Tiếp tục", "Công nhận")

FORM_WAITS = f"form WHERE {WAITS}"
NO_ROUND = "unit WHERE NOT EXISTS (SELECT 1 FROM rating_round)"
OPEN_ROUND = "rating_round WHERE state = 'open'"
REPORTED = "rating WHERE state = 'reported'"

ACTS: Mapping[str, Act] = {
    "registers": _plain(members, *REGISTERS),
    "takes the form back": _about(members, "form", WAITS, "/rutlai {}"),
    "opens a form": _about(committee, "form", WAITS, "/xem {}"),
    "confirms": _about(committee, "form", WAITS, "/duyet {}"),
    "returns": _about(committee, "form", WAITS, "/tra {} ghi rõ hơn"),
    "returns a line": _about(committee, "form", WAITS, "/tra {} muc 1 ghi rõ hơn"),
    "confirms many": _plain(committee, *BULK, when=FORM_WAITS),
    "tells progress": _plain(members, "/tiendo 1.2 xong đã đọc 3 cuốn", when="form WHERE state = 'confirmed'"),
    "tells more progress": _plain(members, "/tiendo 4.1 xong đã chạy đủ", when="form WHERE state = 'confirmed'"),
    "adds": _plain(members, "/bosung", Words(ONE, "đã chọn"), "Gửi", when="form WHERE state = 'confirmed'"),
    "confirms what was added": _about(committee, "supplement", "state = 'sent'", "/duyetbosung {}"),
    "returns what was added": _about(committee, "supplement", "1 = 1", "/duyetbosung {} tra ghi rõ hơn"),
    "takes back what was added": _about(members, "supplement", "1 = 1", "/bosung {} rut"),
    "assesses": Act(members, lambda year, n: assesses(year, one_of(MEMBERS, n)), "form WHERE state = 'confirmed'"),
    "recalls the assessment": _about(members, "assessment", "1 = 1", "/rutlai {}"),
    "returns the assessment": _about(committee, "assessment", WAITS, "/tra {} ghi rõ hơn"),
    "opens the round": _plain(committee, *TOGETHER, when=NO_ROUND),
    "opens the round for scattered members": _plain(committee, *APART, when=NO_ROUND),
    "takes newcomers in": _plain(committee, "/hop bosung", when=OPEN_ROUND),
    "accepts": _about(committee, "rating", RATABLE, "/xep {} dongy"),
    "gives another grade": _about(committee, "rating", RATABLE, "/xep {} tot vì rất tích cực"),
    "gives the lowest grade": _about(committee, "rating", RATABLE, "/xep {} khonghoanthanh vì bỏ sinh hoạt"),
    "says of a line": _about(committee, "rating", RATABLE, "/xep {} muc 1.2 một phần chưa đủ"),
    "remarks": _about(committee, "rating", RATABLE, "/xep {} nhận xét chăm chỉ"),
    "rates many": _plain(committee, *RATES_ALL, when=OPEN_ROUND),
    "votes": _about(members, "rating", RATABLE, "/bieuquyet {} tot"),
    "closes": _plain(committee, *CLOSES, when=OPEN_ROUND),
    "reports": _plain(committee, *REPORTS, when="rating WHERE state = 'decided'"),
    "recognises all": _plain(above, *RECOGNISES, when=REPORTED),
    "recognises": _about(above, "rating", "state = 'reported'", "/congnhan {} lan 0", "Công nhận"),
    "returns a result": _about(above, "rating", "state = 'reported'", "/congnhan {} tra thiếu minh chứng"),
    "takes note": _plain(above, "/ghinhan", "Ghi nhận", when=REPORTED),
    "appeals": _plain(
        members,
        "/xemxet",
        Words("Mục 1.2 đã xong", "Bạn đề nghị"),
        when="rating WHERE state IN ('decided', 'reported', 'recognised')",
    ),
    "withdraws": _about(members, "appeal", "state = 'open'", "/xemxet {} rut"),
    "keeps": _about(above, "appeal", "state = 'open'", "/phuctra {} giữ nguyên đã xem kỹ"),
    "changes": _about(above, "appeal", "state = 'open'", "/phuctra {} tốt vì có ảnh"),
    "changes it to the lowest": _about(above, "appeal", "1 = 1", "/phuctra {} không hoàn thành vì thiếu"),
    "reopens": _about(above, "rating", "state IN ('recognised', 'noted')", "/molai {} có sai sót"),
    "takes back": _plain(lambda _: EVERYBODY, "/hoantac", when="decision WHERE was IS NOT NULL"),
}


def goes_on(year: Year) -> None:  # noqa: PLR0912 - a year has so many steps
    """What a branch does next in an ordinary year."""
    rounds = year.rows.all("SELECT * FROM rating_round WHERE unit_id = ?", year.branch)
    state = rounds[0]["state"] if rounds else "none"
    if year.codes("form", WAITS):
        for who in year.secretaries:
            year.says(who, *BULK)
    elif not year.codes("form"):
        for who in MEMBERS:
            year.says(who, *(AT_LENGTH if who == "hoa" else REGISTERS))
    elif year.stage.clock.now < MEETING:
        year.stage.clock.now = MEETING
    elif state == "none" and not year.codes("assessment"):
        for who in MEMBERS[:4]:
            year.says(who, *assesses(year, who))
    elif state == "none":
        year.says(year.secretaries[0], *TOGETHER)
    elif year.codes("rating", UNDECIDED):
        year.says(year.secretaries[0], *RATES_ALL)
        year.rates_the_others()
    elif state == "open":
        year.says(year.secretaries[0], *CLOSES)
    elif year.codes("rating", "state = 'decided'"):
        year.says(year.secretaries[0], *REPORTS)
    elif year.codes("rating", "state = 'reported'"):
        for who in ABOVE:
            year.says(who, *RECOGNISES)
    else:
        year.says("an", "/xemxet", Words("Mục 1.2 đã xong", "Bạn đề nghị"))
