"""The report in a real browser: nothing is loaded, nothing complains, nothing sticks out, and the filter filters."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from followthrough.rollups.item import TrackedItem
from followthrough.rollups.report.page import render_report
from tests.unit.rollups.builders import ALL, TODAY
from tests.unit.rollups.report.test_page import LEDGER

pytestmark = pytest.mark.browser
WIDTHS = [360, 768, 1280]
TEXTS_APART = """() => [...document.querySelectorAll("svg")].flatMap((svg) => {
  const boxes = [...svg.querySelectorAll("text")].map((one) => one.getBoundingClientRect());
  const out = boxes.filter((one) => one.left < 0 || one.right > innerWidth).map(() => "cut off");
  const met = boxes.filter((one, at) => boxes.slice(0, at).some((two) =>
    one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom));
  return [...out, ...met.map(() => "overlapping")];
})"""
"""What is written in a drawing and cannot be read."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The Chromium of the system."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: see CONTRIBUTING.md")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no Chromium is installed: apt install chromium")
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def page(tmp_path: Path) -> str:
    """The address of a report with many items."""
    file = tmp_path / "report.html"
    file.write_text(render_report(_items(), (LEDGER,), TODAY, of="acme/shop"), encoding="utf-8")
    return file.as_uri()


def _items() -> Iterator[TrackedItem]:
    for number in range(30):
        for item in ALL:
            opened = TODAY - timedelta(days=20 + number)
            yield replace(item, key=f"{item.key}-{number}", number=1000 + number, opened_on=opened)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_fits_and_is_quiet(browser: Any, page: str, width: int, scheme: str) -> None:  # noqa: ANN401 - playwright's
    """At each width, in both colours: no word on the console, no request, and nothing to scroll sideways to."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    opened = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(page)
    assert said == []
    assert asked == [page]
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.evaluate(TEXTS_APART) == []
    context.close()


def test_filter(browser: Any, page: str) -> None:  # noqa: ANN401 - playwright's
    """A choice leaves the items it is about, says how many, and takes everything back at once."""
    opened = browser.new_page()
    opened.goto(page)
    rows = opened.locator("[id^=postmortem-] [data-item]")
    everything = rows.count()
    opened.select_option("select[name=state]", "overdue")
    assert opened.locator("[id^=postmortem-] [data-item]:visible").count() == 30
    assert opened.locator("#shown").inner_text() == "30 items"
    opened.fill("input[name=words]", "#1027")
    heads = "tables => tables.filter(one => one.offsetParent && !one.querySelector('[data-item]:not([hidden])')).length"
    assert opened.locator("table:has([data-item])").evaluate_all(heads) == 0
    opened.fill("input[name=words]", "no such words")
    assert opened.locator("[data-item]:visible").count() == 0
    opened.click("button[type=reset]")
    opened.wait_for_function("document.getElementById('shown').textContent === ''")
    assert opened.locator("[id^=postmortem-] [data-item]:not([hidden])").count() == everything
    opened.close()


def test_without_script(browser: Any, page: str) -> None:  # noqa: ANN401 - playwright's
    """Where no script runs, everything is there and the filter is not."""
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(page)
    assert opened.locator("#filter").is_hidden()
    assert opened.locator("#overdue").is_visible()
    assert opened.locator("svg.chart").count() == 1
    assert opened.locator("svg.bar").count() > 0
    context.close()
