"""A registration in the making, as any bot keeps it: what is ticked, on which line one is, and what was written."""

from dataclasses import dataclass, field

from bench.talk import Part, asking, choosing, review, sent


@dataclass(slots=True)
class Registration:
    """Each deed returns the name of the screen that follows."""

    page: int = 0
    line: int = 0
    ticked: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)

    def begin(self) -> str:
        return choosing(0, ())

    def turn(self, page: int) -> str:
        self.page = page
        return choosing(page, self.ticked)

    def tick(self, code: str) -> str:
        self.ticked.append(code)
        return choosing(self.page, self.ticked)

    def choose(self) -> str:
        return asking("action", self.ticked, 0)

    def write(self, part: Part, text: str) -> str:
        """The question after this one, or the review after the last."""
        self.words[f"{part}.{self.ticked[self.line]}"] = text
        if part != "how":
            return asking("due" if part == "action" else "how", self.ticked, self.line)
        self.line += 1
        return review(self.ticked) if self.written else asking("action", self.ticked, self.line)

    @property
    def written(self) -> bool:
        return self.line == len(self.ticked)

    def send(self) -> str:
        return sent(self.ticked)
