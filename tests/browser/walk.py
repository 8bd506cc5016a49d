"""Walking pages in a browser and noting what a reader would stumble over."""

from contextlib import contextmanager
from urllib.parse import urlsplit

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIRST_LOAD = 4  # requests: the page, its stylesheet, its icon, one to spare


class Walker:
    """One browser window, and what it heard since the last page was opened."""

    def __init__(self, page, server):
        self.page, self.server = page, server
        self.complaints, self.requests = [], []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))

    def _hear(self, message):
        """Note errors and warnings, but that the page itself answers 404 where it should."""
        if message.type in {"error", "warning"} and message.location["url"] != self.page.url:
            self.complaints.append(f"console: {message.text}")

    def open(self, path, *, status=200):
        """Open a page and note if it answers otherwise than with `status`."""
        self.complaints.clear()
        self.requests.clear()
        answer = self.page.goto(self.server + path)
        if answer.status != status:
            self.complaints.append(f"answers {answer.status}")

    def foreign_requests(self):
        return [f"foreign request: {url}" for url in self.requests if urlsplit(url).netloc != urlsplit(self.server).netloc]

    def too_many_requests(self):
        """More than a first load may take, pictures apart."""
        requests = [url for url in self.requests if not url.endswith(".webp")]
        return [f"{len(requests)} requests"] if len(requests) > FIRST_LOAD else []

    def violations(self, within=None):
        """What axe finds on the page, or `within` one part of it, each with the element that it finds it on."""
        from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 absent where the walks are skipped

        asked = {"runOnly": STANDARDS, "resultTypes": ["violations"]}
        found = Axe().run(self.page, context=within, options=asked).response["violations"]
        return [f"axe {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    def sideways_scroll(self):
        wide, shown = self.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        return [f"{wide} px wide in {shown}"] if wide > shown else []


@contextmanager
def walker(browser, server, *, width, scheme="light", cookies=()):
    """A Walker in a window of `width` CSS pixels that prefers the colour `scheme`."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="vi-VN")
    context.add_cookies([{"name": name, "value": value, "url": server} for name, value in cookies])
    try:
        yield Walker(context.new_page(), server)
    finally:
        context.close()
