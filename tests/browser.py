"""People in front of a real browser: what they see, where the keyboard is, and whether everybody can use the page."""

import json
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect
from playwright.async_api import Error as Refused

from tests.web import Site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRED = "RENLUYEN_REQUIRE_ALL" in os.environ
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
PHONE, DESK = (360, 640), (1280, 800)
ZOOMED = (640, 400)  # what is left of the desk's screen at 200 %
PATIENCE = 10_000  # milliseconds
TABS = 80  # more than any screen has

needs_chromium = pytest.mark.skipif(not CHROMIUM and not REQUIRED, reason="there is no Chromium")

FOCUS = """() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at.dataset.part ?? at.firstChild?.textContent ?? at.tagName;
}"""
WIDER = """() => {
    const log = document.querySelector("renluyen-chat")?.shadowRoot.querySelector("[role=log]");
    return [document.scrollingElement, log].filter((e) => e && e.scrollWidth > e.clientWidth).length;
}"""


@asynccontextmanager
async def open_chromium() -> AsyncIterator[Browser]:
    """Debian's package; a downloaded one would be another program for every version of the library."""
    if not CHROMIUM:
        pytest.fail("There is no Chromium, and nothing may be left out.", pytrace=False)
    rights = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        yield await playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *rights])


@dataclass(slots=True)
class Reader:
    """Somebody with a browser of their own. `faults` is what the browser complains about."""

    site: Site
    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)

    async def opens(self, path: str = "/chat/") -> None:
        await self.page.goto(self.site.address + path)

    async def sees(self, *fragments: str) -> None:
        for fragment in fragments:
            await expect(self.page.get_by_role("log")).to_contain_text(fragment)

    async def is_told(self, words: str) -> None:
        await expect(self.page.get_by_role("status")).to_contain_text(words)

    async def types(self, words: str) -> None:
        """Into the input, which must have the focus; a line break with Shift."""
        await self.has_focus_on("input")
        first, *more = words.splitlines()
        await self.page.keyboard.insert_text(first)
        for line in more:
            await self.page.keyboard.press("Shift+Enter")
            await self.page.keyboard.insert_text(line)
        await self.page.keyboard.press("Enter")

    async def presses(self, label: str, *, back: bool = False) -> None:
        """By keyboard alone: to the button that begins so, and Enter."""
        for _ in range(TABS):
            if (await self.focus()).startswith(label):
                break
            await self.page.keyboard.press("Shift+Tab" if back else "Tab")
        else:
            raise AssertionError(f"no Tab leads to {label!r}")
        await self.page.keyboard.press("Enter")

    async def focus(self) -> str:
        """Where the keyboard is: the name of a part, or what a button says."""
        return str(await self.page.evaluate(FOCUS))

    async def has_focus_on(self, begins: str) -> None:
        try:
            await self.page.wait_for_function(f"(begins) => ({FOCUS})().startsWith(begins)", arg=begins)
        except Refused:
            raise AssertionError(f"the keyboard is not on {begins!r} but on {await self.focus()!r}") from None

    async def everybody_can_use_it(self) -> None:
        """No serious fault that a machine can find, on a phone and on a desk; nothing to scroll sideways."""
        for size in (PHONE, DESK):
            await self._resize(size)
            await self.page.evaluate(AXE)
            before = len(self.faults)
            found = await self.page.evaluate("() => axe.run()")
            del self.faults[before:]  # it measures with styles of its own, which the page rightly refuses
            assert [told(fault) for fault in found["violations"] if fault["impact"] in ("serious", "critical")] == []
        for size in ((320, 560), ZOOMED):
            await self._resize(size)
            assert await self.page.evaluate(WIDER) == 0, f"wider than {size[0]} px"
        await self._resize(DESK)

    async def _resize(self, size: tuple[int, int]) -> None:
        await self.page.set_viewport_size({"width": size[0], "height": size[1]})


def told(fault: dict[str, Any]) -> str:
    return json.dumps({"id": fault["id"], "at": [node["html"][:120] for node in fault["nodes"]]}, ensure_ascii=False)


@asynccontextmanager
async def reader(chromium: Browser, site: Site, cookie: str = "") -> AsyncIterator[Reader]:
    """A browser that has never been here, or has this cookie; in the end it has complained about nothing."""
    context = await chromium.new_context(viewport={"width": DESK[0], "height": DESK[1]}, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    if cookie:
        await context.add_cookies([{"name": "renluyen", "value": cookie, "url": site.address}])
    page = await context.new_page()
    somebody = Reader(site, context, page)
    page.on("console", lambda line: somebody.faults.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: somebody.faults.append(str(error)))
    try:
        yield somebody
        assert not somebody.faults, somebody.faults
    finally:
        await context.close()
