"""The review page in a real browser, from the disk: reading, finding, judging, and text that would do harm.

Chromium runs headless; without it, or without playwright, these tests are skipped. Pictures of the views go to
``.ci/artefacts/review-page``.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from samples import document, tables_with, written

from pipeline.report import write_report
from pipeline.segment import segment
from pipeline.tables.loader import read_tables
from pipeline.tables.rows import to_tables
from pipeline.tables.schemas import FACT_TABLES
from pipeline.types import Article, Document, Percentage, Region, Reject, Removed, Span

pytest.importorskip("playwright", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium; on Debian: apt-get install chromium"
)

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / ".ci" / "artefacts" / "review-page"
DESKTOP = {"width": 1366, "height": 850}
PHONE = {"width": 390, "height": 800}
# A text of an article that does this to the page has run.
RUN = "document.title='ran';window.ran=true"
HOSTILE = (
    f"</script><script>{RUN}</script><img src=x onerror=\"{RUN}\"><svg onload='{RUN}'>"
    f"\" onmouseover=\"{RUN}\" x=\"' onfocus='{RUN}' autofocus='\u2028\u2029{{{{1}}}}"
)


@dataclass(frozen=True)
class Site:
    """A review page on the disk, and the tables that it shows."""

    outputs: Path
    report: Path

    def address(self, view: str = "/") -> str:
        return f"{(self.report / 'index.html').as_uri()}#{view}"

    def rows(self, table: str) -> list[dict[str, Any]]:
        return read_tables(self.outputs)[table].to_pylist()


def site_of(documents: list[Document], outputs: Path, *rejects: Reject) -> Site:
    written(tables_with(rejects, documents), outputs)
    return reported(outputs, outputs / "report")


def reported(outputs: Path, report: Path) -> Site:
    write_report(outputs, report)
    return Site(outputs, report)


@pytest.fixture(scope="module")
def corpus(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The page of the sample corpus."""
    return reported(sample, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not start for root in a container.
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opener]:
    """Opens a view in a fresh profile; whatever the page complains of fails the test at its end."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(site: Site, view: str = "/", script: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "id-ID", **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if script:
            page.add_init_script(script)
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        page.goto(site.address(view))
        ready(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def ready(page: Page) -> None:
    """Wait for the view to be there, and for its rows if it is a table."""
    page.wait_for_selector(".view:not([aria-busy])")


def go(page: Page, view: str) -> None:
    """Go to another view as a link would."""
    page.evaluate("view => { location.hash = view }", view)
    page.wait_for_function(
        "view => decodeURI(location.hash).startsWith(decodeURI('#' + view))", arg=view
    )
    page.evaluate("() => new Promise(requestAnimationFrame)")
    ready(page)


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)


def shown(page: Page) -> str:
    """How many rows of how many the table shows, in Indonesian numbers."""
    return page.locator(".status").inner_text()


def test_the_overview_tells_what_there_is(corpus: Site, open_page: Opener) -> None:
    page = open_page(corpus)
    for name in (*FACT_TABLES, "articles", "rejects"):
        figure = page.locator(f".card.{name} .figure").inner_text()
        assert int(figure.replace(".", "")) == len(corpus.rows(name)), name
    expect(page.locator(".tile")).to_have_count(38)
    naming = {r["article_id"] for r in corpus.rows("regions") if r["province_code"] == "74"}
    label = page.locator('.tile[href$="wilayah=74"]').get_attribute("aria-label")
    assert label == f"Sulawesi Tenggara: {len(naming)}"
    page.locator("#counted").select_option(label="Persentase")
    about = [r for r in corpus.rows("percentages") if (r["region_code"] or "")[:2] == "74"]
    label = page.locator('.tile[href$="wilayah=74"]').get_attribute("aria-label")
    assert label == f"Sulawesi Tenggara: {len(about)}"
    page.locator('.tile[href$="wilayah=74"]').click()
    ready(page)
    expect(page.locator(".status")).to_have_text(
        f"{len(about)} dari {len(corpus.rows('percentages'))} baris"
    )


def test_rejects_are_shown_with_reason_and_path(tmp_path: Path, open_page: Opener) -> None:
    rejects = [Reject(f"{n:02d}.txt", None, "empty", "The file is empty.") for n in range(20)]
    rejects.append(Reject("b.jsonl", 7, "malformed_json", "No JSON."))
    page = open_page(site_of([document()], tmp_path, *rejects))
    first, second = page.locator(".reason").all_inner_texts()
    assert first.startswith("kosong: 20")
    assert "00.txt The file is empty." in first
    assert "dan 15 lagi" in first
    assert second.startswith("bukan JSON: 1")
    assert "b.jsonl #7 No JSON." in second
    page.get_by_role("link", name="Semua masukan yang ditolak").click()
    expect(page.locator(".status")).to_have_text("21 dari 21 baris")
    page.locator("#filter-reason").select_option("malformed_json")
    expect(page.locator(".status")).to_have_text("1 dari 21 baris")
    assert "b.jsonl" in page.locator(".tabulator-row").inner_text()
    check_accessible(page, "rejects")


def test_a_bar_of_the_timeline_leads_to_its_articles(corpus: Site, open_page: Opener) -> None:
    page = open_page(corpus)
    page.locator(".timeline summary").click()
    row = page.locator(".timeline tbody tr").first
    count = row.locator("td").nth(1).inner_text()
    row.locator("a").click()
    ready(page)
    assert shown(page) == f"{count} dari {len(corpus.rows('articles'))} baris"


def test_tables_are_searched_filtered_and_sorted(corpus: Site, open_page: Opener) -> None:
    page = open_page(corpus, "/fakta/officials")
    rows = corpus.rows("officials")
    assert shown(page) == f"{len(rows)} dari {len(rows)} baris"
    page.locator("#filter-role").select_option("ketua_kpu")
    wanted = [row for row in rows if row["role"] == "ketua_kpu"]
    expect(page.locator(".status")).to_have_text(f"{len(wanted)} dari {len(rows)} baris")
    page.locator("#filter-cari").fill(wanted[0]["person"].upper())
    expect(page.locator(".status")).not_to_have_text(f"{len(wanted)} dari {len(rows)} baris")
    assert wanted[0]["mention"] in page.locator(".tabulator-row").first.inner_text()
    # The address holds the filters: a page opened there shows the same.
    page.reload()
    ready(page)
    assert page.locator("#filter-role").input_value() == "ketua_kpu"
    page.get_by_role("button", name="Hapus saringan").click()
    expect(page.locator(".status")).to_have_text(f"{len(rows)} dari {len(rows)} baris")
    people = sorted((row["person"] for row in rows), key=str.casefold)
    head = page.get_by_role("button", name="Orang")
    head.focus()
    page.keyboard.press("Enter")
    cell = page.locator('.tabulator-row [tabulator-field="person"]').first
    expect(cell).to_have_text(people[0])
    page.keyboard.press("Enter")
    expect(cell).to_have_text(people[-1])
    # The order of a head is in the form and the address, and outlives the next filter.
    assert page.locator("#filter-urut").input_value() == "-person"
    page.locator("#filter-role").select_option("ketua_kpu")
    expect(cell).to_have_text(sorted((row["person"] for row in wanted), key=str.casefold)[-1])
    assert "urut=-person" in page.url


def test_low_confidence_is_filtered_and_put_in_words(corpus: Site, open_page: Opener) -> None:
    # Which tables have rows in doubt depends on how they are calibrated.
    name, low = next(
        (name, sorted(low))
        for name in ("percentages", "officials", "candidate_counts", "regions")
        if (low := [c for row in corpus.rows(name) if round(c := row["confidence"], 3) < 0.8])
    )
    rows = corpus.rows(name)
    page = open_page(corpus, f"/fakta/{name}?cek=1&urut=confidence")
    assert shown(page) == f"{len(low)} dari {len(rows)} baris"
    first = page.locator('.tabulator-row [tabulator-field="confidence"]').first.inner_text()
    assert first.startswith(f"{low[0]:.2f}".replace(".", ","))
    assert "keyakinan rendah" in first


def test_from_a_row_to_its_place_and_back(corpus: Site, open_page: Opener) -> None:
    page = open_page(corpus, "/fakta/officials?cari=kpu")
    link = page.locator(".tabulator-row a[data-row]").nth(4)
    fact_id, mention = link.get_attribute("data-row"), link.inner_text()
    table = shown(page)
    link.click()
    ready(page)
    assert page.locator("blockquote").first.inner_text() == mention
    expect(page.locator(f'mark.chosen[data-facts~="{fact_id}"]').first).to_be_in_viewport()
    expect(page.locator(f'mark[data-facts~="{fact_id}"]').first).to_be_focused()
    page.locator("a.back").click()
    expect(page.locator(".tabulator-row.sought")).to_be_in_viewport()
    assert page.locator(".tabulator-row.sought a[data-row]").get_attribute("data-row") == fact_id
    assert shown(page) == table
    # The same with the button of the browser, and from the article to the table without having been there.
    page.locator(".tabulator-row.sought a[data-row]").click()
    ready(page)
    page.go_back()
    expect(page.locator(f'.tabulator-row.sought a[data-row="{fact_id}"]')).to_be_in_viewport()
    page.go_forward()
    ready(page)
    page.get_by_role("link", name="Lihat di tabel").first.click()
    expect(page.locator(f'.tabulator-row.sought a[data-row="{fact_id}"]')).to_be_in_viewport()


# The text of the page, and for each fact where its marks begin and what they hold, in code points.
MARKED = """() => {
  const text = document.querySelector(".text");
  const found = {};
  let at = 0;
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const words = walk.currentNode.data;
    const mark = walk.currentNode.parentElement.closest("mark");
    for (const id of mark ? mark.dataset.facts.split(" ") : []) {
      found[id] ??= { start: at, mention: "" };
      found[id].mention += words;
    }
    at += [...words].length;
  }
  return { text: text.textContent, found };
}"""


def check_marks(page: Page, site: Site) -> int:
    """Compare the marks of every article of a site with its tables; return how many there were."""
    facts = [row for name in FACT_TABLES for row in site.rows(name)]
    for article in site.rows("articles"):
        go(page, f"/artikel/{article['article_id']}")
        page.wait_for_selector(".text")
        marked = page.evaluate(MARKED)
        assert marked["text"] == article["text"]
        wanted = {
            row["fact_id"]: {"start": row["start"], "mention": row["mention"]}
            for row in facts
            if row["article_id"] == article["article_id"]
        }
        assert marked["found"] == wanted
    return len(facts)


def test_every_fact_is_marked_at_its_offsets(corpus: Site, open_page: Opener) -> None:
    assert check_marks(open_page(corpus), corpus) > 500


def astral() -> Document:
    """An article with characters outside the basic plane, and facts that cross and repeat each other."""
    text = "🗳️🇮🇩 Pilkada 😀\n\n𝐊𝐏𝐔: 80 persen di Kabupaten Kaur 😀 selesai."
    made = Document(Article("astral-😀", text, headline="🗳️🇮🇩 Pilkada 😀"))
    segment(made)

    def at(mention: str) -> dict[str, Any]:
        start = text.index(mention)
        return {"start": start, "end": start + len(mention), "rule_id": "t", "confidence": 0.5}

    kaur = {"region_code": "17.04", "region_name": "Kabupaten Kaur", "level": "regency"}
    made.regions = [
        Region(**at("Kabupaten Kaur"), **kaur, province_code="17", candidates=("17.04", "17.03")),
        Region(**at("Kaur 😀"), **{**kaur, "region_code": "17.03"}, province_code="17"),
    ]
    made.percentages = [
        Percentage(**at("80 persen"), value=80.0),
        Percentage(**at("80 persen di Kabupaten"), value=81.0),
        Percentage(**at("80 persen"), value=82.0),
    ]
    return made


def test_offsets_count_code_points(tmp_path: Path, open_page: Opener) -> None:
    site = site_of([astral()], tmp_path)
    page = open_page(site)
    assert check_marks(page, site) == 5
    # Every fact begins on a stop of the keyboard; what lies on a place is shown together.
    assert page.locator("mark[tabindex]").all_inner_texts() == ["80 persen", "Kabupaten", "Kaur"]
    page.locator("mark[tabindex]").first.click()
    assert page.locator(".here .full").count() == 3
    page.locator("mark[tabindex]").nth(1).click()
    assert page.locator(".here .full").count() == 2
    shown = page.locator(".here").inner_text()
    assert re.search(
        r"Bisa juga\s+Kabupaten Kaur \(17.04\); Kabupaten Bengkulu Utara \(17.03\)", shown
    )
    picture(page, "desktop-overlaps")


def hostile() -> list[Document]:
    """Articles with harm in every field that an article can fill."""
    one = document()
    text = f"{HOSTILE}\n\n{one.text} {HOSTILE}"
    shift = len(HOSTILE) + 2
    article = Article(
        f"id-{HOSTILE}",
        text,
        source_path=HOSTILE,
        outlet=HOSTILE,
        url=f"javascript:{RUN}",
        headline=HOSTILE,
        dateline=Span(0, len(HOSTILE)),
        byline=HOSTILE,
        editor=HOSTILE,
        removed=(Removed(HOSTILE, HOSTILE),),
    )
    made = Document(article)
    segment(made)

    def moved(fact: Any, **changes: Any) -> Any:
        return replace(
            fact, start=fact.start + shift, end=fact.end + shift, rule_id=HOSTILE, **changes
        )

    made.regions = [moved(fact, region_name=HOSTILE, candidates=(HOSTILE,)) for fact in one.regions]
    words = dict.fromkeys(("person", "rank", "role_text", "organization", "region_code"), HOSTILE)
    made.officials = [
        moved(fact, **words, person_titles=(HOSTILE,), role="other") for fact in one.officials
    ]
    made.officials.append(
        replace(made.officials[0], start=0, end=len(HOSTILE), confidence=0.1, region_code="17.04")
    )
    made.dates = [moved(fact) for fact in one.dates]
    made.candidate_counts = [moved(fact) for fact in one.candidate_counts]
    made.percentages = [
        moved(fact, subject=HOSTILE, measure_text=HOSTILE) for fact in one.percentages
    ]
    return [made, document(2)]


VIEWS = ("/", "/artikel", *(f"/fakta/{name}" for name in FACT_TABLES), "/ditolak", "/koreksi")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_text_of_an_article_runs(
    tmp_path: Path, open_page: Opener, viewport: dict[str, int]
) -> None:
    site = site_of(hostile(), tmp_path, Reject(HOSTILE, 1, "empty", HOSTILE))
    page = open_page(site, viewport=viewport)
    article_id = site.rows("articles")[0]["article_id"]
    (fact_id, *_) = (row["fact_id"] for row in site.rows("officials"))
    # What every view shows, and what a reader does in them.
    for view in VIEWS:
        go(page, view)
        if "fakta" in view:
            page.locator("#filter-cari").fill("<img")
            page.wait_for_timeout(300)
    address = "/artikel/" + page.evaluate("encodeURIComponent", article_id)
    go(page, f"{address}?fakta={fact_id}")
    assert page.locator(".text").text_content() == site.rows("articles")[0]["text"]
    page.locator("mark[tabindex]").first.hover()
    for key in ("n", "n", "b", "s", "p"):
        page.keyboard.press(key)
    page.locator(".provenance summary").click()
    page.locator(".full .quiet").first.click()
    page.keyboard.press("Escape")
    page.locator("#language").click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("window.ran") is None
    assert page.title() != "ran"
    # Nothing became an element or an attribute of the kind that the texts hold.
    assert (
        page.locator(
            "main :is(script, img, svg[onload], [onerror], [onfocus], [onmouseover])"
        ).count()
        == 0
    )
    # An address that is none of the web is text.
    assert page.locator("dd a:not([href])").text_content() == f"javascript:{RUN}"


def test_the_browser_itself_refuses_markup_and_strange_scripts(
    corpus: Site, open_page: Opener
) -> None:
    page = open_page(corpus)
    refused = """markup => {
      try { document.body.innerHTML = markup; return "made"; } catch (error) { return error.name; }
    }"""
    assert page.evaluate(refused, f"<img src=x onerror={RUN}>") == "TypeError"
    policy = """address => {
      try { return Wartafakta.scriptURLs.createScriptURL(address); } catch (error) { return error.name; }
    }"""
    assert str(page.evaluate(policy, "data/texts-0000.js")) == "data/texts-0000.js"
    for address in ("https://example.com/x.js", "data/../x.js", "data:text/javascript,1"):
        assert page.evaluate(policy, address) == "TypeError"


def check_accessible(page: Page, where: str) -> None:
    """No violation of axe's rules; style sheets are not fetched again, which the page's policy forbids."""
    violations = Axe().run(page, options={"preload": False}).response["violations"]
    found = [(v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in violations]
    assert found == [], where


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("desktop", {}),
        ("phone", {"viewport": PHONE}),
        ("dark", {"color_scheme": "dark"}),
    ],
)
def test_every_view_is_accessible_and_fits(
    corpus: Site, open_page: Opener, name: str, options: dict[str, Any]
) -> None:
    page = open_page(corpus, **options)
    article = "/artikel/2024-09-23-pilkada-sultra-nomor-urut"
    views = {
        "overview": "/",
        "articles": "/artikel",
        "officials": "/fakta/officials",
        "regions": "/fakta/regions?wilayah=74",
        "dates": "/fakta/dates",
        "no-rows": "/fakta/dates?cari=zzzz",
        "rejects": "/ditolak",
        "article": article,
        "corrections": "/koreksi",
        "unknown": "/tidak-ada",
    }
    if name == "dark":
        views = {view: views[view] for view in ("overview", "officials", "article")}
    for view, address in views.items():
        go(page, address)
        if view == "article":
            page.locator("mark[tabindex]").nth(4).click()
            page.keyboard.press("b")
        check_accessible(page, f"{name} {view}")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], view  # type: ignore[index]
        picture(page, f"{name}-{view}", whole=view == "overview")
    go(page, article)
    page.get_by_role("button", name="Tambah fakta").click()
    check_accessible(page, f"{name} form")
    picture(page, f"{name}-form")


def test_everything_is_reached_from_the_keyboard(corpus: Site, open_page: Opener) -> None:
    page = open_page(corpus, "/artikel/2024-09-23-pilkada-sultra-nomor-urut")
    page.keyboard.press("Tab")
    expect(page.locator("#skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('mark')"):
            break
    first = page.locator("mark[tabindex]").first
    expect(first).to_be_focused()
    tooltip = page.get_by_role("tooltip")
    expect(tooltip).to_be_visible()
    assert "Sulawesi Tenggara (74)" in tooltip.inner_text()
    assert re.search(r"Aturan: \S+ · Keyakinan: [01],\d\d", tooltip.inner_text())
    page.keyboard.press("Escape")
    expect(tooltip).to_be_hidden()
    page.keyboard.press("Enter")
    assert page.locator(".here blockquote").inner_text() == "Sultra"
    page.keyboard.press("b")
    expect(page.locator(".facts .verdict.right")).to_have_count(1)
    # After a verdict comes the next fact.
    assert page.locator(".here blockquote").first.inner_text() == "Konsel"
    page.keyboard.press("s")
    page.keyboard.press("r")
    page.keyboard.press("p")
    assert page.locator(".judged").inner_text().startswith("3 dari ")
    assert page.locator(".judge[aria-pressed=true]").inner_text() == "? Meragukan"


def test_english_at_a_switch_and_kept(corpus: Site, open_page: Opener) -> None:
    page = open_page(corpus, "/fakta/officials")
    assert page.locator("html").get_attribute("lang") == "id"
    page.get_by_role("button", name="English").click()
    ready(page)
    assert page.locator("h1").inner_text() == "Officials"
    assert page.locator("html").get_attribute("lang") == "en"
    page.reload()
    ready(page)
    assert page.locator("h1").inner_text() == "Officials"
    assert "Chair of the KPU" in page.locator("#filter-role").inner_text()
    check_accessible(page, "English")


def test_print_holds_the_rows_that_the_filter_leaves(corpus: Site, open_page: Opener) -> None:
    page = open_page(corpus, "/fakta/candidate_counts?wilayah=74")
    rows = [r for r in corpus.rows("candidate_counts") if (r["region_code"] or "").startswith("74")]
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".printed tbody tr")).to_have_count(len(rows))
    expect(page.locator(".printed")).to_be_visible()
    expect(page.locator(".filters")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".printed")).to_have_count(0)


def test_copies_are_shown_and_can_be_left_out(tmp_path: Path, open_page: Opener) -> None:
    tables = to_tables([document(1), document(2)])
    articles = tables["articles"].to_pylist()
    articles[1]["duplicate_of"] = "kaur-1"
    schema = tables["articles"].schema
    tables["articles"] = tables["articles"].from_pylist(articles, schema=schema)
    written(tables, tmp_path)
    page = open_page(reported(tmp_path, tmp_path / "report"))
    assert "1 di antaranya salinan" in page.locator(".card.articles").inner_text()
    go(page, "/fakta/percentages")
    assert shown(page) == "2 dari 2 baris"
    page.get_by_label("Tanpa artikel salinan").check()
    expect(page.locator(".status")).to_have_text("1 dari 2 baris")
    go(page, "/artikel/kaur-2")
    page.get_by_role("link", name="kaur-1").first.click()
    ready(page)
    assert "kaur-1" in page.url


def test_ten_thousand_articles_load_in_parts(tmp_path: Path, open_page: Opener) -> None:
    site = site_of([document(number) for number in range(10_000)], tmp_path)
    page = open_page(site, "/tidak-ada")
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    page.goto("about:blank")
    page.goto(site.address("/artikel/kaur-7777"))
    page.wait_for_selector("mark")
    texts = [name for name in loaded if name.startswith("texts")]
    facts = [name for name in loaded if name.startswith(tuple(FACT_TABLES))]
    assert texts == ["texts-0038.js"]
    assert sorted(facts) == sorted(f"{name}-0038.js" for name in FACT_TABLES)
    go(page, "/fakta/percentages")
    assert shown(page) == "10.000 dari 10.000 baris"
    assert page.locator(".tabulator-row").count() < 100
    assert not any(name.startswith("officials") for name in loaded if name not in facts)
    page.locator("#filter-cari").fill("kaur-9999")
    expect(page.locator(".status")).to_have_text("1 dari 10.000 baris")


def test_a_browser_that_keeps_nothing_says_so(corpus: Site, open_page: Opener) -> None:
    forbid = """Object.defineProperty(window, "localStorage", {
      get() { throw new DOMException("no storage", "SecurityError"); },
    })"""
    page = open_page(corpus, "/artikel/2024-09-23-pilkada-sultra-nomor-urut", forbid)
    page.locator("mark[tabindex]").first.click()
    page.keyboard.press("b")
    assert "tidak dapat menyimpan" in page.locator(".review").inner_text()
    # What was judged holds until the page is closed.
    go(page, "/koreksi")
    assert "1 fakta dinilai" in page.locator(".begun").inner_text()


def evaluated(site: Site, gold: Path) -> dict[str, dict[str, float]]:
    """The figures that the program itself gives of a gold file."""
    program = [sys.executable, "-m", "pipeline", "evaluate", str(site.outputs), str(gold), "--json"]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    figures: dict[str, dict[str, float]] = json.loads(done.stdout)
    return figures


def exported(page: Page, to: Path) -> list[dict[str, Any]]:
    """The gold that the page of corrections gives."""
    go(page, "/koreksi")
    with page.expect_download() as download:
        page.locator("#export").click()
    assert download.value.suggested_filename == "emas.jsonl"
    download.value.save_as(to)
    return [json.loads(line) for line in to.read_text("utf-8").splitlines()]


def test_corrections_become_gold_that_evaluate_reads(
    corpus: Site, open_page: Opener, tmp_path: Path
) -> None:
    article_id, other_id = "2024-09-23-pilkada-sultra-nomor-urut", "sulut-partisipasi"
    page = open_page(corpus, f"/artikel/{article_id}")
    officials = [r for r in corpus.rows("officials") if r["article_id"] == article_id]
    counts = [r for r in corpus.rows("candidate_counts") if r["article_id"] == article_id]
    total = sum(r["article_id"] == article_id for name in FACT_TABLES for r in corpus.rows(name))

    def choose(row: dict[str, Any]) -> None:
        page.locator(f'mark[data-facts~="{row["fact_id"]}"]').first.click()

    def full(row: dict[str, Any]) -> Any:
        return page.locator(f'.full[data-fact="{row["fact_id"]}"]')

    # A wrong one, a doubtful one, one that is corrected, one that was missed.
    choose(officials[0])
    full(officials[0]).get_by_role("button", name="Salah").click()
    choose(officials[1])
    full(officials[1]).get_by_role("button", name="Meragukan").click()
    choose(counts[0])
    full(counts[0]).get_by_role("button", name="Perbaiki").click()
    page.locator("#fact-count").fill(str(counts[0]["count"] + 100))
    page.get_by_role("button", name="Simpan").click()
    page.evaluate(
        """() => {
          const words = document.evaluate("//*[@class='body']/text()[contains(., '3.412')]", document)
            .iterateNext();
          const at = words.data.indexOf("3.412");
          getSelection().setBaseAndExtent(words, at, words, at + 14);
        }"""
    )
    page.get_by_role("button", name="Tambah fakta").click()
    assert page.locator("#fact-mention").input_value() == "3.412 personel"
    page.locator("#fact-table").select_option("percentages")
    page.locator("#fact-value").fill("12.5")
    page.locator("#fact-mention").fill("kata yang tidak ada")
    page.get_by_role("button", name="Simpan").click()
    assert page.locator("dialog").is_visible()  # a mention must stand in the text
    page.locator("#fact-mention").fill("3.412 personel")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator(".added li")).to_have_count(2)
    assert page.locator(".judged").inner_text() == f"3 dari {total} fakta dinilai"
    picture(page, "desktop-judging")

    # An article that is begun, and not read to the end, is not exported.
    go(page, f"/artikel/{other_id}")
    page.locator("mark[tabindex]").first.click()
    page.keyboard.press("s")
    go(page, "/koreksi")
    assert page.locator("#export").is_disabled()
    go(page, f"/artikel/{article_id}")
    page.get_by_role("button", name="Selesai dibaca").click()
    expect(page.locator(".review .done")).to_be_visible()
    page.reload()  # verdicts outlive the page
    ready(page)
    expect(page.locator(".review .done")).to_be_visible()
    (gold,) = exported(page, tmp_path / "emas.jsonl")
    picture(page, "desktop-corrected")

    assert gold["id"] == article_id
    assert gold["text"] == next(
        r["text"] for r in corpus.rows("articles") if r["article_id"] == article_id
    )
    held = [(fact["mention"], fact.get("optional")) for fact in gold["facts"]["officials"]]
    assert held == [
        (officials[1]["mention"], True),
        *((row["mention"], None) for row in officials[2:]),
    ]
    figures = evaluated(corpus, tmp_path / "emas.jsonl")
    # One of the officials found is wrong, and one neither wanted nor wrong.
    found = len({(r["person"], r["role"], r["role_status"], r["region_code"]) for r in officials})
    assert figures["officials/key"]["found"] == found - 1
    assert figures["officials/key"]["wanted"] == found - 2
    assert figures["officials/key"]["recall"] == 1
    keys = {(r["region_code"], r["election"], r["count"], r["uncontested"]) for r in counts}
    assert figures["candidate_counts/key"]["wanted"] == len(keys)
    assert figures["candidate_counts/key"]["precision"] == pytest.approx(1 - 1 / len(keys))
    assert figures["percentages/key"] | {"wanted": 1, "recall": 0} == figures["percentages/key"]
    for table in ("regions", "dates"):
        assert figures[f"{table}/key"]["f1"] == 1


def test_gold_outlives_the_run_that_it_was_judged_on(tmp_path: Path, open_page: Opener) -> None:
    one = document()
    site = site_of([one], tmp_path)
    page = open_page(site, "/artikel/kaur-1")
    page.get_by_role("button", name="Selesai dibaca").click()
    before = exported(page, tmp_path / "before.jsonl")
    # The next run misses the official and reads the percentage as another.
    one.officials = []
    one.percentages = [replace(fact, value=8.5) for fact in one.percentages]
    site = site_of([one], tmp_path)
    page.goto("about:blank")
    page.goto(site.address("/artikel/kaur-1"))
    ready(page)
    expect(page.locator(".review .done")).to_be_visible()
    assert page.locator(".judged").inner_text() == "3 dari 4 fakta dinilai"
    assert exported(page, tmp_path / "after.jsonl") == before
    figures = evaluated(site, tmp_path / "after.jsonl")
    assert figures["officials/key"]["recall"] == 0
    assert figures["percentages/key"]["precision"] == 0
    assert figures["regions/key"]["f1"] == 1


def test_verdicts_of_another_text_are_not_used(corpus: Site, open_page: Opener) -> None:
    judged = {"x": {"verdict": "right", "table": "dates", "mention": "Senin"}}
    stale = {"digest": "another", "judged": judged, "added": [], "done": True}
    article_id = "2024-09-23-pilkada-sultra-nomor-urut"
    entries = {article_id: json.dumps(stale), "kosong": "no JSON"}
    keep = "".join(
        f"localStorage.setItem({json.dumps(f'wartafakta.judged/{name}')}, {json.dumps(entry)});"
        for name, entry in entries.items()
    )
    page = open_page(corpus, "/koreksi", keep)
    assert page.locator("#export").is_disabled()
    assert "1 artikel telah berubah" in page.locator("main").inner_text()
    go(page, f"/artikel/{article_id}")
    assert page.locator(".judged").inner_text().startswith("0 dari")
