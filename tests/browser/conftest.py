"""Chromium and a council for the browser tests, which are skipped on a machine without a browser."""

import shutil
from datetime import date

import pytest
from django.conf import settings as django_settings
from django.test import Client

from tests.browser.staff_page import sign_in
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import CouncilFactory, TermFactory
from tests.factories.news import CategoryFactory
from tests.factories.resolutions import RegisterFactory, ResolutionClassFactory
from tests.factories.sessions_app import CouncilSessionFactory

EXECUTABLES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """The live server, started after the test database exists; before, its threads would share one connection in memory."""
    return live_server


@pytest.fixture(scope="session")
def chromium():
    """The browser, shared by all tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    executable = next(filter(None, map(shutil.which, EXECUTABLES)), None)
    if executable is None:
        pytest.skip("no Chromium on this machine")
    with pytest.MonkeyPatch.context() as patch, playwright.sync_playwright() as started:
        # Playwright runs an event loop in this thread, in which Django would refuse queries.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = started.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def council(transactional_db):
    """A hosted council with a session, registers and categories."""
    council = CouncilFactory(name="HĐND quận Cầu Giấy", slug="cau-giay", place_name="Cầu Giấy", is_portal=True)
    term = TermFactory(council=council)
    CouncilSessionFactory(term=term, number=3, opened_on=date(2021, 12, 20), total_delegates=35)
    RegisterFactory(council=council, key="nghi-quyet", name="Nghị quyết cá biệt", pattern="{number}/NQ-HĐND")
    RegisterFactory(council=council, key="bao-cao", name="Báo cáo", pattern="{number}/BC-HĐND")
    ResolutionClassFactory(council=council)
    CategoryFactory(council=council)
    return council


@pytest.fixture
def signed_in_as(chromium, live_server, council):
    """signed_in_as(role): a StaffPage of a user with this role in the council."""
    return lambda role: sign_in(chromium, live_server.url, ServiceFactory(council=council, role=role).user)


@pytest.fixture
def cookies(transactional_db):
    """The cookies of a signed-in administrator."""
    client = Client()
    client.force_login(UserFactory(administrator=True), backend=django_settings.AUTHENTICATION_BACKENDS[-1])
    return [(name, morsel.value) for name, morsel in client.cookies.items()]
