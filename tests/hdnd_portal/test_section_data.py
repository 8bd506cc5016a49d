"""Every list of a public section as CSV and JSON: the rows of the page on all pages, and nothing else."""

import csv
import json
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.vietnamese.text import slugify
from tests.hdnd_portal.test_sections import (  # noqa: F401 pytest finds a fixture by its name here
    HIDDEN,
    OF_PUBLISHABLE,
    PORTAL,
    _noon,
    in_every_section,
    in_every_section_of_publishable,
    main,
    make,
    make_public,
    page,
)

pytestmark = pytest.mark.django_db


def opened_data(client, url, **headers):
    """The response of a list as data, and its content, which is read so that its file is closed."""
    response = client.get(url, headers=headers)
    return response, b"".join(response)


def data_of(client, section, query=""):
    """The rows of the list as JSON, and the lines of the CSV with the same columns."""
    joint = "&" if query else "?"
    responses = [opened_data(client, f"{section.url}{query}{joint}dinh-dang={name}") for name in ("json", "csv")]
    assert [response.status_code for response, _ in responses] == [200, 200]
    document, text = (content.decode() for _, content in responses)
    return json.loads(document)["rows"], list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))


@in_every_section
def test_list_data_has_every_public_row_of_all_pages(client, section):
    records = [make_public(section) for _ in range(27)]
    if section in OF_PUBLISHABLE:
        for fields, _ in HIDDEN.values():
            make(section, title="Bản ghi kín", **fields)

    rows, lines = data_of(client, section)

    assert {row["url"] for row in rows} == {f"{PORTAL}{record.get_absolute_url()}" for record in records}
    assert lines[0] == [column.label for column in section.data_columns]
    assert [line[-1] for line in lines[1:]] == [row["url"] for row in rows]
    assert [list(row) for row in rows] == [[column.key for column in section.data_columns]] * 27
    assert "Bản ghi kín" not in str((rows, lines))


@in_every_section
def test_list_data_costs_the_same_for_one_and_three_rows(client, section):
    costs = []
    for count in (1, 2):
        for _ in range(count):
            make_public(section)
        with CaptureQueriesContext(connection) as captured:
            data_of(client, section)
        costs.append(len(captured))

    assert costs[0] == costs[1] <= 8  # of both formats


@in_every_section_of_publishable
def test_list_data_has_the_filter_and_the_order_of_the_page(client, section):
    make_public(section, title="Về giao thông")
    expected = [make_public(section, title=f"Về ngân sách {number}") for number in range(2)]

    rows, _ = data_of(client, section, "?q=ngan+sach")

    listed = client.get(section.url, {"q": "ngan sach"}).context["object_list"]
    assert {row["url"] for row in rows} == {f"{PORTAL}{record.get_absolute_url()}" for record in expected}
    assert [row["url"] for row in rows] == [f"{PORTAL}{record.get_absolute_url()}" for record in listed]
    assert data_of(client, section, "?hd=khong-co&chuyen-muc=khong-co")[0] == []


@in_every_section
def test_list_data_is_offered_by_the_page_and_not_in_print(client, section):
    make_public(section)

    text = page(client.get(section.url))

    assert f'<a href="{section.url}?dinh-dang=csv" type="text/csv">CSV</a>' in text
    assert f'<a href="{section.url}?dinh-dang=json" type="application/json">JSON</a>' in text
    assert '<p class="note screen-only">\n  Tải cả danh sách này:' in text


@in_every_section
def test_list_data_has_a_plain_file_name_and_is_no_search_result(client, section):
    make_public(section, **({"title": "Thư bà Minh"} if section in OF_PUBLISHABLE else {}))

    response, content = opened_data(client, f"{section.url}?dinh-dang=CSV&q=thu+ba+minh")

    assert response["Content-Disposition"] == f'attachment; filename="{slugify(section.label)}.csv"'
    assert (response["Content-Type"], response["X-Robots-Tag"]) == ("text/csv; charset=utf-8", "noindex")
    assert content.startswith(b"\xef\xbb\xbf")


@in_every_section
@pytest.mark.parametrize("name", ["csv", "json"])
def test_list_data_answers_304_until_a_record_changes(client, section, name):
    make_public(section)
    url = f"{section.url}?dinh-dang={name}"
    first, _ = opened_data(client, url)
    headers = {"If-None-Match": first["ETag"]}

    assert (first.status_code, client.get(url, headers=headers).status_code) == (200, 304)

    make_public(section)
    second, content = opened_data(client, url, **headers)

    assert (second.status_code, content != b"") == (200, True)


@in_every_section
def test_list_data_explains_an_unknown_format(client, section):
    make_public(section)

    response = client.get(f"{section.url}?dinh-dang=xml")

    assert response.status_code == 400
    assert "Danh sách không có định dạng “xml”; hãy chọn CSV hoặc JSON." in main(response)
    assert f'href="{section.url}?dinh-dang=json"' in main(response)


@in_every_section_of_publishable
def test_list_data_has_no_text_that_a_spreadsheet_computes(client, section):
    make_public(section, title="=HYPERLINK(1)")

    rows, lines = data_of(client, section)

    assert "=HYPERLINK(1)" in rows[0].values()
    assert "'=HYPERLINK(1)" in lines[1]
