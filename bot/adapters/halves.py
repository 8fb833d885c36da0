"""Replies of which only the first pieces are out: what is out stays out, and the same reply goes on from there."""

from chat.message import Reply

MOST = 1000  # replies remembered; too many of them are all forgotten


class Halves:
    """Of one platform, in one process."""

    def __init__(self) -> None:
        self._out: dict[tuple[str, Reply], int] = {}

    def resumes(self, chat: str, reply: Reply) -> int:
        """The piece with which this reply goes on."""
        return self._out.pop((chat, reply), 0)

    def stops(self, chat: str, reply: Reply, at: int) -> None:
        """This piece is not out, those before it are."""
        if len(self._out) >= MOST:
            self._out.clear()
        if at:
            self._out[chat, reply] = at
