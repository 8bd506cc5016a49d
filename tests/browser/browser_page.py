"""A page in a browser, and the problems that it has: errors, external requests, accessibility, horizontal scrolling."""

from contextlib import contextmanager
from urllib.parse import urlsplit

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only the violations are sent back. axe fetches all assets again for its one rule on audio and video, so only for a page with
# either.
AXE_RUN = """async ([within, standards]) => {
  const preload = document.querySelector("audio, video") !== null;
  const options = {runOnly: standards, resultTypes: ["violations"], preload};
  return (await axe.run(within ?? document, options)).violations;
}"""
FIRST_LOAD = 4  # requests: the page, the stylesheet, the icon, and one more


class BrowserPage:
    """A browser window, with the problems and requests since the last `open()`."""

    def __init__(self, page, server):
        self.page, self.server = page, server
        self.problems, self.requests = [], []
        page.on("console", self._add_console_message)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))

    def _add_console_message(self, message):
        """Collect errors and warnings, except the one for the status of the page itself."""
        if message.type in {"error", "warning"} and message.location["url"] != self.page.url:
            self.problems.append(f"console: {message.text}")

    def open(self, path, *, status=200):
        """Open a page. A response with another `status` is a problem."""
        self.problems.clear()
        self.requests.clear()
        response = self.page.goto(self.server + path)
        if response.status != status:
            self.problems.append(f"status {response.status}")

    def external_requests(self):
        return [f"external request: {url}" for url in self.requests if urlsplit(url).netloc != urlsplit(self.server).netloc]

    def too_many_requests(self):
        """A problem if the page makes more than FIRST_LOAD requests, not counting pictures.

        The stylesheets that another one imports do not count either: `collectstatic` puts them into one file.
        """
        linked = set(self.page.eval_on_selector_all("link[rel=stylesheet]", "links => links.map(link => link.href)"))
        imported = {url for url in self.requests if url.endswith(".css")} - linked
        requests = [url for url in self.requests if not url.endswith(".webp") and url not in imported]
        return [f"{len(requests)} requests"] if len(requests) > FIRST_LOAD else []

    def accessibility_problems(self, within=None):
        """The problems that axe finds on the page, or `within` one element, each with its HTML."""
        from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 not installed where browser tests are skipped

        self.page.wait_for_load_state("load")  # its words are there before its stylesheets
        self.page.evaluate(Axe().axe_script)
        violations = self.page.evaluate(AXE_RUN, [within, STANDARDS])
        return [f"axe {violation['id']}: {node['html'][:160]}" for violation in violations for node in violation["nodes"]]

    def horizontal_scroll(self):
        content_width, window_width = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        return [f"{content_width} px wide in {window_width}"] if content_width > window_width else []


@contextmanager
def open_browser_page(browser, server, *, width, scheme="light", cookies=()):
    """A BrowserPage in a window of `width` CSS pixels with the colour `scheme` (light or dark)."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="vi-VN")
    context.add_cookies([{"name": name, "value": value, "url": server} for name, value in cookies])
    try:
        yield BrowserPage(context.new_page(), server)
    finally:
        context.close()
