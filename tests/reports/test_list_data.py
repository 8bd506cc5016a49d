"""The lists of reports and of the records behind a figure as data."""

import json

import pytest

from tests.factories.accounts import ServiceFactory
from tests.reports.records import draft, issued, resolution

pytestmark = pytest.mark.django_db


def test_figure_view_sends_its_records_as_data(client, district):
    for number in range(2):
        resolution(district.council, published=True, signed=True, title=f"Về ngân sách {number}")
    resolution(district.council, withdrawn=True, title="Có dữ liệu cá nhân")
    address = f"{issued(draft(district.council)).get_absolute_url()}resolutions.adopted/"

    text = client.get(address).content.decode()
    rows = json.loads(b"".join(client.get(f"{address}?dinh-dang=json")))["rows"]

    assert f'<a href="{address}?dinh-dang=csv" type="text/csv">CSV</a>' in text
    assert sorted(row["title"] for row in rows) == ["Về ngân sách 0", "Về ngân sách 1"]
    assert {(row["date"], row["date_label"]) for row in rows} == {("2021-09-28", "thông qua")}
    assert client.get(f"{address}?dinh-dang=xlsx").status_code == 400


def test_report_list_view_sends_issued_reports_only_to_staff_too(client, district):
    client.force_login(ServiceFactory(council=district.council, role="records_officer").user)
    report = issued(draft(district.council))
    draft(district.council, slug="2020", title="Bản nháp năm 2020")

    rows = json.loads(b"".join(client.get("/bao-cao/?dinh-dang=json")))["rows"]

    assert [row["title"] for row in rows] == [report.title]
    assert [link["title"] for link in rows[0]["files"]][-1] == "Số liệu (JSON)"
