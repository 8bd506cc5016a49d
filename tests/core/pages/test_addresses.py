import pytest
from django.http import QueryDict

from core.pages.addresses import portal_host, portal_scheme, query_values, with_query

NAMES = ("nam", "q")


def test_portal_host_and_portal_scheme_follow_base_url(settings):
    settings.BASE_URL = "https://hdnd.example.vn:8443"

    assert (portal_scheme(), portal_host()) == ("https", "hdnd.example.vn:8443")


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("", {"nam": "", "q": ""}),
        ("q=ng%C3%A2n+s%C3%A1ch&nam=2021&la=1", {"nam": "2021", "q": "ngân sách"}),
        ("nam=2020&nam=2021", {"nam": "2021", "q": ""}),
        ("q=%00%E2%80%AEab%0A c%FF", {"nam": "", "q": "ab c\ufffd"}),
        (f"q={'a' * 100_000}", {"nam": "", "q": "a" * 300}),
    ],
)
def test_query_values_are_clean_and_short(query, values):
    assert query_values(QueryDict(query), NAMES) == values


@pytest.mark.parametrize(
    ("parameters", "url"),
    [
        ([], "/nghi-quyet/"),
        ([("nam", "2021"), ("loai", ""), ("q", "đất & nước")], "/nghi-quyet/?nam=2021&q=%C4%91%E1%BA%A5t+%26+n%C6%B0%E1%BB%9Bc"),
    ],
)
def test_with_query_leaves_out_empty_values(parameters, url):
    assert with_query("/nghi-quyet/", parameters) == url
