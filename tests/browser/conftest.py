"""A real Chromium for the walks; a machine without one skips them and says so."""

import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """The server, started once the test database has its file: before, its threads would share one connection in memory."""
    return live_server


@pytest.fixture(scope="session")
def chromium():
    """The browser of the whole run."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        pytest.skip("no Chromium on this machine")
    with pytest.MonkeyPatch.context() as patch, playwright.sync_playwright() as started:
        # Playwright's loop runs in this thread, and Django would refuse its own queries beside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = started.chromium.launch(executable_path=executable, args=QUIET)
        yield browser
        browser.close()
