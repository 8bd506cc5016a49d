"""Two thousand requests at random, of visitors and of all roles: each is answered in Vietnamese, none with an internal error.

More of them by hand: FUZZ_REQUESTS=20000 FUZZ_SEED=7 .venv/bin/python -m pytest tests/hdnd_portal/test_fuzzed_requests.py
"""

import gc

import pytest
from django.test import Client

from accounts.models import Service
from hdnd_portal.settings.variables import read
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.hdnd_portal.fuzzed_requests import FuzzedRequests, described, problems_of

SEED = read("FUZZ_SEED")
USERS = ("visitor", "administrator", *Service.Role.values)
NUMBER = int(read("FUZZ_REQUESTS")) // len(USERS) + 1
STARTS = ["/", "/tin-tuc/", "/nghi-quyet/", "/van-ban/", "/bao-cao/", "/tim-kiem/?q=hop", "/dang-nhap/", "/sitemap.xml"]


def session_key(name, council):
    """The key of a session of the user; blank for a visitor."""
    if name == "visitor":
        return ""
    user = UserFactory(administrator=True) if name == "administrator" else ServiceFactory(role=name, council=council).user
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


# One of the requests of a reviewer leaves the file of a resolution to be closed by the garbage collection.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed file:ResourceWarning")
@pytest.mark.slow  # hundreds of requests
@pytest.mark.parametrize("name", USERS)
def test_requests_at_random_are_answered_in_words(cau_giay, name):
    starts = STARTS + (["/trang-dai-bieu/"] if name == "delegate" else ["/quan-tri/"])
    requests = FuzzedRequests(f"{SEED} {name}", session_key(name, cau_giay), starts)

    for number in range(NUMBER):
        environ = requests.next_environ()
        answer = requests.send(environ)
        problems = problems_of(environ, answer)
        assert problems == [], f"seed {SEED}, {name}, request {number}: {problems}\n{described(environ)}\n" + "".join(
            requests.exceptions
        )
    gc.collect()
