"""Forty members and two secretaries who use the bot as people do: they look at the screen and do the next thing.

They know nothing of the program: what to do follows from what is shown. A message shown twice is answered once.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.doubles.telegram import TelegramDouble
from tests.doubles.telegram_world import Shown

CRITERIA = ("1.1", "1.2", "2.1", "2.4", "3.1", "4.1", "5.1", "5.2")


@dataclass(slots=True)
class Someone:
    """A person with a phone: acts on each new screen, and remembers what was acted on."""

    double: TelegramDouble
    user: int
    name: str
    birth: str
    roll: int
    code: str
    criteria: Sequence[str] = CRITERIA
    due: str = "quý I"
    patience: float = 20.0  # seconds without an answer after which this person gives up
    seen: Shown | None = None
    answered: object = None
    asked_at: int = 0
    finished: bool = False
    repeated: int = 0
    told: set[tuple[str, str]] = field(default_factory=set)
    log: list[str] = field(default_factory=list)

    async def plays(self) -> None:
        """From the branch's link to the sent form."""
        self._says(f"/start {self.code}")
        while not self.finished:
            await self._acts(await self._next())

    async def _next(self) -> Shown:
        while True:
            shown = await self.double.next_reply(self.user, after=self.seen, timeout=self.patience)
            self.seen = shown
            if (shown.text, shown.keyboard) != self.answered:
                self.log.append(shown.text)
                return shown
            self.repeated += 1

    async def _acts(self, shown: Shown) -> None:
        first = shown.text
        if "gõ họ và tên" in first:
            self._says(self.name)
        elif "Ngày sinh của bạn" in first:
            self._says(self.birth)
        elif "Số thứ tự của bạn" in first:
            self._says(str(self.roll))
        elif "Có phải bạn là" in first:
            self._taps("Đúng là tôi")
        elif "Dữ liệu của bạn" in first:
            self._taps("Tôi đồng ý")
        elif "Việc cần làm bây giờ: đăng ký" in first:
            self._taps("Đăng ký ngay")
        elif "chọn mục" in first:
            self._chooses(shown)
        elif "việc gì cụ thể" in first:
            self._says_of(first, self.words(self._at(first))[0])
        elif "Xong khi nào" in first:
            self._says_of(first, self.due)
        elif "bằng cách nào" in first:
            self._says_of(first, self.words(self._at(first))[1])
        elif "Kiểm tra trước khi gửi" in first:
            self._taps("Gửi ban chấp hành xác nhận")
        elif "Đã gửi phiếu đăng ký" in first:
            self.finished = True

    def _chooses(self, shown: Shown) -> None:
        """Tick the next wanted criterion on this page, else turn the page, else go on."""
        for label in shown.labels:
            found = re.match(r"(\d+\.\d+) ", label)
            if found and found[1] in self.criteria:
                self._taps(label)
                return
        ticked = int((re.search(r"đã chọn (\d+)/", shown.text) or [0, 0])[1])
        self._taps("Tiếp: ghi việc cụ thể" if ticked >= len(self.criteria) else "Trang sau ›")

    def words(self, at: str) -> tuple[str, str]:
        """What this person writes for the line at this place: the action and the way."""
        return f"Làm {at} việc số {self.roll} trong năm học", f"Cùng tổ {self.roll} làm mỗi tuần một buổi, mục {at}"

    def _at(self, text: str) -> str:
        return (re.search(r"(\d+/\d+)", text) or ["?"])[0].replace("/", " trên ")

    def _says_of(self, asked: str, text: str) -> None:
        """A question about a line names its place: where it comes late once more, its answer is known to be given.

        Of two processes the one may send again what the other has sent, and after that one's next question.
        """
        answer = (self._at(asked), text)
        if answer in self.told:
            self.repeated += 1
            return
        self.told.add(answer)
        self._says(text)

    def _says(self, text: str) -> None:
        self._answers()
        self.double.says(self.user, text, name=self.name)

    def _taps(self, label: str) -> None:
        self._answers()
        self.double.taps_label(self.user, label)

    def _answers(self) -> None:
        """What is on the screen is answered with this, once; messages that come by themselves do not change that."""
        self.asked_at = len(self.double.calls)
        self.answered = (self.seen.text, self.seen.keyboard) if self.seen else None


def waits_for_an_answer(person: Someone) -> bool:
    """Whether what this person did last has brought nothing onto the screen yet."""
    replies = ("sendMessage", "editMessageText")
    later = person.double.calls[person.asked_at :]
    return not any(
        c.method in replies and c.outcome == "accepted" and c.params["chat_id"] == person.user for c in later
    )


async def everybody_plays(people: Sequence[Someone]) -> None:
    async with asyncio.TaskGroup() as tasks:
        for person in people:
            tasks.create_task(person.plays())


@dataclass(slots=True)
class Secretary(Someone):
    """A member who also works the committee's queue."""

    confirmed: int = 0
    too_late: int = 0

    async def works(self) -> None:
        """The queue, oldest first, until nothing waits any more."""
        self._says("/duyet")
        while True:
            shown = await self._next()
            text = shown.text
            if "Không còn phiếu nào chờ bạn xác nhận" in text:
                return
            if "phiếu chờ, phiếu gửi trước" in text:
                self._taps(next(label for label in shown.labels if label.startswith("DK-")))
            elif "Xác nhận" in shown.labels:
                self._taps("Xác nhận")
            elif "Phiếu tiếp theo" in shown.labels:
                self.confirmed += "Đã xác nhận phiếu" in text
                self.too_late += "không cần làm gì" in text
                self._taps("Phiếu tiếp theo")
