"""The report as a reader meets it, in a real Chromium: nothing leaves it, nothing strange runs in it."""

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from curated.dataset import Dataset
from curated.decisions_csv import read_csv
from curated.decisions_entry import Entry
from curated.report.crops import Box, Crop, Crops
from curated.report.report import report_html

VIEWS = ("overview", "findings", "read", "links", "references", "trials", "outcomes", "names", "changes", "failures")
PANELS = ("0123456789ab-claim-1", "0123456789ab-link-4", "0123456789ab-ref-5", "0123456789ab-finding-1", "NCT00000001")
NASTY = (
    "<img src=x onerror=alert(1)></script><script>window.ran=1;alert(1)</script><!--\"'&\u202egnp\u2066"
    '=HYPERLINK("javascript:alert(1)")\x00\ud800<a href=javascript:alert(1)>x</a>'
)
ALLOWED = re.compile(r"#|https://(doi\.org|pubmed\.ncbi\.nlm\.nih\.gov|pmc\.ncbi\.nlm\.nih\.gov|clinicaltrials\.gov)/")
OPEN_EVERYTHING = """async () => {
    const all = JSON.parse(document.getElementById('data').textContent);
    const hrefs = new Set();
    const unopened = [];
    const kinds = ['claims', 'links', 'references', 'findings', 'trials'];
    for (const id of kinds.flatMap((kind) => Object.keys(all[kind]))) {
        const read = new Promise((done) => addEventListener('hashchange', done, { once: true }));
        location.hash = encodeURIComponent(id);
        await read;
        if (!document.getElementById('panel').open) unopened.push(id);
        for (const one of document.querySelectorAll('a[href]')) hrefs.add(one.getAttribute('href'));
    }
    return [[...hrefs], unopened];
}"""
"""Opens the panel of every row, one after the other."""


@dataclass
class Seen:
    """An open page, and what it did that a reader was not told of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def text(self, selector: str) -> str:
        return str(self.page.locator(selector).inner_text())

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.id || document.activeElement.className"))


Open = Callable[..., Seen]


@pytest.fixture(scope="module")
def reports(made_review: Callable[..., Dataset], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    held = io.BytesIO()
    Image.new("L", (300, 40), 255).save(held, "PNG")
    crop = Crop("0123456789ab-claim-1", 1, held.getvalue(), "image/png", 300, 40, (Box(0.1, 0.2, 0.5, 0.3),))
    pages = {
        "plain": report_html(made_review(), crops=Crops((crop,), 3)),
        "nasty": report_html(made_review(strange=NASTY)),
        "large": report_html(made_review(400)),
        "empty": report_html(Dataset()),
    }
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture
def opened(chromium: Any, reports: Path) -> Iterator[Open]:
    contexts = []

    def open_page(name: str, at: str = "", **options: Any) -> Seen:
        options = {"viewport": {"width": 1280, "height": 860}, "color_scheme": "light", **options}
        context = chromium.new_context(accept_downloads=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        seen = Seen(page)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on(
            "console",
            lambda message: seen.errors.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto((reports / f"{name}.html").as_uri() + at)
        return seen

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def go(seen: Seen, at: str) -> None:
    seen.page.evaluate("at => { location.hash = at; }", at)
    seen.page.wait_for_timeout(30)


def remarks_of_axe(seen: Seen, axe: str, selector: str = "html") -> list[str]:
    if not seen.page.evaluate("typeof window.axe !== 'undefined'"):
        seen.page.evaluate(axe)
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = seen.page.evaluate(
        "([at, rules]) => axe.run(at, {runOnly: rules, resultTypes: ['violations']}).then(one => one.violations)",
        [selector, rules],
    )
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]} {one['nodes'][0]['failureSummary'][:200]}" for one in found]


@pytest.mark.parametrize(
    ("options", "views", "panels"),
    [
        ({}, VIEWS, PANELS),
        ({"color_scheme": "dark"}, ("findings", "read"), PANELS[1:4:2]),
        ({"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}, ("references",), PANELS[:1]),
    ],
    ids=["desktop", "dark", "phone"],
)
def test_axe_has_no_remark(
    opened: Open, axe: str, options: dict[str, Any], views: tuple[str, ...], panels: tuple[str, ...]
) -> None:
    # axe writes into the page that it looks at, which the page's own policy forbids
    seen = opened("plain", bypass_csp=True, reduced_motion="reduce", **options)
    remarks = {"all": remarks_of_axe(seen, axe)}
    for view in views:
        go(seen, f"view={view}")
        remarks[view] = remarks_of_axe(seen, axe, f"#view-{view}")
    for panel in panels:
        go(seen, panel)
        seen.page.eval_on_selector_all("#panel-body details", "all => all.forEach(one => { one.open = true; })")
        remarks[panel] = remarks_of_axe(seen, axe, "#panel")
    seen.page.keyboard.press("Escape")
    seen.page.locator("#help-open").click()
    remarks["help"] = remarks_of_axe(seen, axe, "#help")
    assert {place: found for place, found in remarks.items() if found} == {}


@pytest.mark.parametrize("name", ["plain", "nasty", "empty"])
def test_nothing_leaves_the_page_and_nothing_strange_runs_in_it(opened: Open, name: str) -> None:
    seen = opened(name)
    hrefs, unopened = seen.page.evaluate(OPEN_EVERYTHING)
    assert unopened == []
    assert [href for href in hrefs if not ALLOWED.match(href)] == []
    assert seen.page.locator("img, iframe, object, embed, link, base").count() == 0
    assert seen.page.evaluate("typeof window.ran") == "undefined"
    assert (seen.dialogs, seen.errors) == ([], [])
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in seen.requests if url.startswith("file:")]) == 1


def test_what_cannot_be_seen_is_shown(opened: Open) -> None:
    seen = opened("nasty", "#0123456789ab-claim-1")
    for place in ("#panel-body", "#view-read .text", "#view-overview h1"):
        said = seen.page.locator(place).text_content()
        assert "⟦U+202E⟧" in said
        assert "⟦U+0000⟧" in said
        assert "<script>window.ran=1;alert(1)</script>" in said
        assert "\u202e" not in said


def test_the_policy_holds_what_the_page_does_not_do(opened: Open) -> None:
    seen = opened("plain")
    seen.page.evaluate("() => { new Image().src = 'https://example.org/x.png'; }")
    seen.page.wait_for_timeout(50)
    assert any("Content Security Policy" in error for error in seen.errors)
    written = "() => { try { document.body.innerHTML = '<b>x</b>'; return 'ran'; } catch { return 'refused'; } }"
    assert seen.page.evaluate(written) == "refused"


def test_keys(opened: Open) -> None:
    seen = opened("plain", "#view=read")
    page = seen.page
    page.keyboard.press("Tab")
    assert seen.focused() == "skip"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()
    assert seen.focused() == "panel-title"
    assert "open=0123456789ab-claim-2" in page.url
    page.keyboard.press("j")
    assert "open=0123456789ab-claim-3" in page.url
    page.keyboard.press("k")
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()
    assert page.evaluate("document.activeElement.closest('[data-claim]').dataset.claim") == "0123456789ab-claim-2"
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    page.keyboard.press("/")
    assert seen.focused() == "search"
    page.keyboard.type("ajk/?")
    assert page.locator("#search").input_value() == "ajk/?"
    assert not page.locator("#basket").is_visible()


def test_filters_search_order_and_what_the_address_keeps(opened: Open) -> None:
    from playwright.sync_api import expect

    seen = opened("plain", "#view=links")
    page = seen.page
    shown = "#view-links .item:visible"
    page.get_by_label("conflict").locator("visible=true").first.check()
    assert set(page.eval_on_selector_all(shown, "all => all.map(one => one.dataset.state)")) == {"conflict"}
    page.locator("#search").fill("10.5%")
    expect(page.locator(shown)).to_have_count(1)
    address = page.url
    assert "state=conflict" in address
    page.goto("about:blank")
    page.goto(address)
    assert page.locator(shown).count() == 1
    assert page.locator("#view-links .count").inner_text() == "1 of 12"
    page.locator("#search").fill("no such words")
    expect(page.locator(shown)).to_have_count(0)
    assert "Nothing here matches" in seen.text("#view-links")
    go(seen, "view=references&sort=worst")
    order = page.eval_on_selector_all("#view-references .item", "all => all.map(one => one.dataset.worst)")
    assert order == sorted(order)
    go(seen, "view=read&state=supported")
    assert page.locator(".claim.dim").count() > 0
    assert set(page.eval_on_selector_all(".claim:not(.dim)", "all => all.map(one => one.dataset.state)")) == {
        "supported"
    }


def test_all_of_it_is_there_without_the_script(opened: Open) -> None:
    seen = opened("plain", java_script_enabled=False)
    for view in VIEWS:
        assert seen.page.locator(f"#view-{view}").is_visible()
    assert "shows everything without its script" in seen.page.locator("main").inner_text()
    assert (seen.dialogs, seen.errors) == ([], [])


def test_an_id_alone_leads_to_its_row(opened: Open, reports: Path) -> None:
    seen = opened("plain")
    for row_id, view in zip(PANELS, ("read", "links", "references", "findings", "trials"), strict=True):
        seen.page.goto("about:blank")
        seen.page.goto((reports / "plain.html").as_uri() + f"#{row_id}")
        assert seen.page.locator("#panel").is_visible()
        assert seen.page.locator(f"#view-{view}").is_visible()
    for row_id, view in (("0123456789ab-section-7", "read"), ("nothing-is-called-so", "read")):
        go(seen, row_id)
        assert seen.page.locator(f"#view-{view}").is_visible()
        assert not seen.page.locator("#panel").is_visible()


def test_decisions_are_kept_and_downloaded(opened: Open, made_review: Callable[..., Dataset]) -> None:
    seen = opened("plain", "#0123456789ab-finding-10")
    page = seen.page
    assert "stale: the row has changed since" in seen.text("#panel-body")
    page.keyboard.press("x")
    assert seen.text("#basket-count") == "1 decision"
    go(seen, "0123456789ab-ref-3")
    page.locator("#panel-body summary", has_text="Decide").last.click()
    form = page.locator("#panel-body form.decide").last
    form.get_by_label("Accept").check()
    form.locator("textarea").fill('=1+1, "so"\n\'-twice')
    form.locator("select").select_option("year")
    form.locator("input[type=text]").fill("-2004")
    form.get_by_text("Keep decision").click()
    page.locator("#by").fill("@Someone")
    page.reload()
    assert seen.text("#basket-count") == "2 decisions"
    with page.expect_download() as waiting:
        page.locator("#download").click()
    assert waiting.value.suggested_filename == "decisions-0123456789ab.csv"
    written = Path(waiting.value.path()).read_text(encoding="utf-8")
    made = [entry.values for entry in read_csv(written) if isinstance(entry, Entry)]
    rows = {(row["subject"], row["by"]): row for row in made}
    mine = rows["0123456789ab-ref-3", "@Someone"]
    assert (mine["verdict"], mine["field"], mine["value"]) == ("accept", "year", "-2004")
    assert mine["note"] == '=1+1, "so"\n\'-twice'
    assert "'=1+1" in written
    assert rows["0123456789ab-finding-10", "@Someone"]["verdict"] == "reject"
    dataset = made_review()
    before = rows[dataset.decisions[0].subject, "A. Rater"]
    assert (before["note"], before["row_hash"]) == ("=seen", dataset.decisions[0].row_hash)


def test_print_holds_every_view(opened: Open) -> None:
    import pypdfium2

    seen = opened("plain", "#view=trials")
    document = pypdfium2.PdfDocument(seen.page.pdf(format="A4"))
    said = " ".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))
    document.close()
    for words in (
        "What changed since",
        "Look at these first",
        "The value of group 1 is another",
        "Family12",
        "NCT00000003",
    ):
        assert words in " ".join(said.split())


def test_a_review_of_400_references_is_a_file_below_3_mb_and_is_painted(opened: Open, reports: Path) -> None:
    assert (reports / "large.html").stat().st_size < 3_000_000
    seen = opened("large")
    painted = seen.page.evaluate("performance.getEntriesByName('first-contentful-paint').length")
    assert (painted, seen.errors) == (1, [])
    assert seen.page.locator("#view-references .item").count() == 400
    assert json.loads(seen.page.locator("#data").text_content())["dataset"] == "0123456789ab"
