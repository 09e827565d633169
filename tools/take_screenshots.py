"""Takes the screenshots of docs/screenshots from a running demonstration.

make demo                                  # in one window
python -m tools.take_screenshots           # in another; --all also takes dark and phone pictures into a folder
python -m tools.take_screenshots --help-pages   # the pictures of the pages of help, small
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
ACCOUNT, PASSWORD = "chuyenvien", "minh-hoa-2026"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


HELP = ROOT / "src" / "vaocuoc" / "publishing" / "static" / "publishing" / "help"
HELP_PAGES = {  # the picture of a page of help: which page it shows
    "bang-dieu-hanh": "board",
    "van-ban": "documents",
    "ra-soat": "review",
    "kiem-tra-du-thao": "draft",
    "giao-viec": "assignment",
    "nhap-tu-tep": "importing",
    "nhiem-vu-danh-sach": "tasks",
    "nhiem-vu": "task",
    "chi-tieu": "indicator",
    "han-che": "shortcomings",
    "don-vi": "unit",
}


def addresses(page: Page, site: str) -> dict[str, str]:
    """The pages to take: name to address; what has a number is found by its link."""
    page.goto(f"{site}/tai-lieu/")
    document = str(page.locator("tbody tr", has_text="39-TB/TU").locator("a").first.get_attribute("href"))
    page.goto(f"{site}/chi-tieu/?q=gi%E1%BA%A3i+ng%C3%A2n")
    indicator = page.locator("tbody a.name").first.get_attribute("href")
    page.goto(f"{site}/nhiem-vu/")
    task = page.locator("tbody tr", has_text="kinh tế số").locator("a.name").first.get_attribute("href")
    page.goto(f"{site}/don-vi/?q=S%E1%BB%9F")
    unit = page.locator("tbody a").first.get_attribute("href")
    return {
        "board": "/",
        "documents": "/tai-lieu/",
        "document": document,
        "review": f"{document}ra-soat/",
        "indicators": "/chi-tieu/",
        "indicator": str(indicator),
        "tasks": "/nhiem-vu/",
        "task": str(task),
        "draft": f"{document}kiem-tra/",
        "assignment": f"{document}giao-viec/",
        "importing": "/nhap/",
        "units": "/don-vi/",
        "unit": str(unit),
        "search": "/tim-kiem/?q=giai+ngan",
        "shortcomings": "/han-che/",
        "proposals": "/kien-nghi/",
        "upload": "/tai-lieu/dua-vao/",
        "trail": "/nhat-ky/",
    }


def sign_in(page: Page, site: str, account: str) -> None:
    page.goto(f"{site}/dang-nhap/")
    page.fill("input[name=username]", account)
    page.fill("input[name=password]", PASSWORD)
    page.click("form button[type=submit], form button:not([type])")
    page.wait_for_load_state()


def take_help_pictures(page: Page, site: str, account: str) -> None:
    """The upper part of each page as a JPEG: small enough to come with the program."""
    sign_in(page, site, account)
    HELP.mkdir(parents=True, exist_ok=True)
    places = addresses(page, site)
    for name, shown in HELP_PAGES.items():
        page.goto(site + places[shown])
        if shown == "review":
            page.locator("a.chip", has_text="Nhiệm vụ").click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=HELP / f"{name}.jpg", type="jpeg", quality=52)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", default="http://localhost:8000")
    parser.add_argument("--account", default=ACCOUNT)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page, wide and narrow, light and dark")
    parser.add_argument("--help-pages", action="store_true", help="only the pictures of the pages of help")
    parser.add_argument("--only", nargs="*")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        if options.help_pages:
            take_help_pictures(browser.new_page(viewport={"width": 1180, "height": 760}), options.site, options.account)
            return
        for width, scheme in ((1440, "light"), (390, "light"), (1440, "dark")) if options.all else ((1440, "light"),):
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            sign_in(page, options.site, options.account)
            for name, address in addresses(page, options.site).items():
                if options.only and name not in options.only:
                    continue
                if not options.all and name not in ("board", "review", "indicator", "task"):
                    continue
                page.goto(options.site + address)
                if name == "review":  # a task shows more of it than the citation that stands first
                    page.locator("a.chip", has_text="Nhiệm vụ").click()
                page.wait_for_load_state("networkidle")
                suffix = "-dark" if scheme == "dark" else ""
                folder = options.all or ROOT / "docs" / "screenshots"
                folder.mkdir(parents=True, exist_ok=True)
                page.screenshot(
                    path=folder / f"{name}-{width}{suffix}.png", full_page=name != "review" and bool(options.all)
                )
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
