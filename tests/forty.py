"""A branch of forty as there are many: names alike, a long one, letters that not every program knows; all register."""

from tests.player import Chat

NAMES = (
    "Đặng Thị Đào",
    "Đặng Thị Đào",
    "Đinh Đức Độ",
    "Nguyễn Thị Ỷ Lan",
    "Đặng Nguyễn Hoàng Thị Ngọc Phương Quỳnh Như Ái Mỹ Duyên Đoàn",
    "Nguyễn Văn Ân",
    "Nguyễn Văn Ẩn",
    "H'Hen Niê",
    *(f"{family} Thị {given}" for family in ("Lý", "Ngô", "Đỗ", "Ỷ") for given in ("Ái", "Ưng", "Ớt", "Yến")),
    *("Trần Bảo Ngọc",) * 16,
)
ACCOUNTS = [f"m{n:02}" for n in range(len(NAMES))]
FIRST = 100  # the first one's number on the list
DUE = ("quý 1", "tháng 3", "15/4", "cuối năm")


async def forty_register(chat: Chat) -> None:
    """Each writes own words; some of them look like formulas."""
    for n, account in enumerate(ACCOUNTS):
        member = chat.other(account)
        await member.says("/dangky")
        lines = [
            f"{code} | Làm {n + 2} việc =1+{n} | {DUE[n % 4]} | cùng tổ {n}, “mục {code}”" for code in ("4.1", "1.2")
        ]
        await member.says("\n".join(lines))
        await member.picks("Gửi")
        member.sees("Đã gửi lúc")
