"""The error summary above a form, with a link to each field, and the errors beside the fields."""

import re

import pytest

from tests.admin_forms import form_data, post_add_form, stored_form_data, user_of
from tests.factories.accounts import UserFactory
from tests.factories.councils import BodyFactory, PersonFactory
from tests.factories.news import picture
from tests.factories.resolutions import ResolutionFactory
from tests.factories.supervision import SupervisedUnitFactory
from tests.hdnd_portal.admin_models import admin_url
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

SUMMARY = re.compile(r'<div class="errornote" id="error-summary".*?</div>', re.DOTALL)
LINK = re.compile(r'<a href="#([^"]*)">([^<]*)</a>')
REQUIRED = "Trường này là bắt buộc."


def links(response):
    """(id, text) for the links of the error summary."""
    return LINK.findall(SUMMARY.search(response.content.decode())[0])


def title(response):
    return re.search(r"<title>(.*?)</title>", response.content.decode())[1]


def test_error_summary_links_each_error_to_its_field(admin_client):
    response = post_add_form(admin_client, unsaved(ResolutionFactory), adopted_on="31/02/2021", title="")

    assert links(response) == [
        ("id_adopted_on", "Ngày thông qua: Không có ngày 31/02/2021; tháng 2 năm 2021 có 28 ngày."),
        ("id_title", f"Trích yếu: {REQUIRED}"),
    ]
    assert title(response) == "Lỗi (2): Thêm nghị quyết | Cổng HĐND – Quản trị"
    source = response.content.decode()
    assert 'id="id_title_error"' in source
    assert re.search(r'<textarea[^>]*name="title"[^>]*aria-invalid="true"[^>]*aria-describedby="id_title_error"', source)


def test_error_summary_does_not_repeat_a_label_with_which_the_message_begins(admin_client):
    resolution = ResolutionFactory()
    typed = {"adopted_on": ["01/01/2020"], "issued_on": ["02/01/2020"]}
    data = stored_form_data(user_of(admin_client), resolution) | typed

    response = admin_client.post(admin_url(type(resolution), "change", resolution.pk), data)

    assert links(response) == [("id_adopted_on", "Ngày thông qua nằm ngoài thời gian của kỳ họp.")]


def test_error_summary_names_the_inline_row(admin_client):
    unit = SupervisedUnitFactory()
    row = {"units-TOTAL_FORMS": 2, "units-1-visited_on": "hôm kia", "units-1-place": "Cầu Giấy"}

    response = admin_client.post(
        admin_url(type(unit.supervision), "change", unit.supervision.pk),
        form_data(UserFactory(administrator=True), unit.supervision) | row,
    )

    day = "“hôm kia” không đọc được là ngày; hãy gõ ngày/tháng/năm, ví dụ 28/9/2021."
    assert links(response) == [
        ("id_units-1-agency", f"Đơn vị được giám sát, dòng 2 – Đơn vị được giám sát: {REQUIRED}"),
        ("id_units-1-visited_on", f"Đơn vị được giám sát, dòng 2 – Ngày làm việc: {day}"),
    ]


def test_error_summary_is_absent_without_errors(admin_client):
    response = admin_client.get(admin_url(type(BodyFactory()), "add"))

    assert SUMMARY.search(response.content.decode()) is None
    assert title(response).startswith("Thêm ")


def test_has_errors_opens_a_collapsed_fieldset(admin_client):
    record = unsaved(ResolutionFactory)
    html = admin_client.get(admin_url(type(record), "add")).content.decode()
    assert re.search(r"<details><summary>\s*<h2[^>]*>Lĩnh vực, hiệu lực", html)

    response = post_add_form(admin_client, record, effective_from="99")

    assert re.search(r"<details open><summary>\s*<h2[^>]*>Lĩnh vực, hiệu lực", response.content.decode())


def test_error_summary_omits_the_errors_of_a_row_that_is_to_be_deleted(admin_client):
    unit = SupervisedUnitFactory()
    row = {"units-0-visited_on": "hôm kia", "units-0-DELETE": "on", "title": ""}

    response = admin_client.post(
        admin_url(type(unit.supervision), "change", unit.supervision.pk),
        form_data(UserFactory(administrator=True), unit.supervision) | row,
    )

    assert [anchor for anchor, _ in links(response)] == ["id_title"]


def test_filled_count_is_displayed_on_a_collapsed_fieldset(admin_client):
    plain, limited = ResolutionFactory(), ResolutionFactory(effective_from="2021-10-01", expires_on="2022-01-01")

    assert "đã ghi" not in admin_client.get(admin_url(type(plain), "change", plain.pk)).content.decode()
    assert "đã ghi 2\u00a0ô" in admin_client.get(admin_url(type(plain), "change", limited.pk)).content.decode()


def test_files_to_choose_again_are_listed_and_marked(admin_client, tmp_path):
    portrait = tmp_path / "chan-dung.jpg"
    portrait.write_bytes(picture()[:200])

    with portrait.open("rb") as file:
        response = post_add_form(admin_client, unsaved(PersonFactory), portrait=file, birth_year="abc")

    assert [anchor for anchor, _ in links(response)] == ["id_birth_year", "id_portrait", "id_portrait"]
    assert links(response)[-1][1] == "tệp “chan-dung.jpg” cần chọn lại"
    assert title(response).startswith("Lỗi (2): ")
    source = response.content.decode()
    note = r'<p class="file-to-choose-again" id="id_portrait_choose_again">\s*Tệp “chan-dung.jpg” chưa lưu được, cần chọn lại.'
    assert re.search(note, source)
    assert re.search(r'<input type="file" name="portrait"[^>]*aria-describedby="id_portrait_choose_again', source)


def test_error_summary_omits_errors_that_a_vote_inherits_from_its_resolution(admin_client):
    vote = {"votes-TOTAL_FORMS": 1, "votes-0-mode": "show_of_hands", "votes-0-present": "34", "votes-0-in_favour": "33"}
    vote |= {"votes-0-against": "0", "votes-0-abstained": "0"}

    response = post_add_form(admin_client, unsaved(ResolutionFactory), title="", adopted_on="", session="", **vote)

    assert [anchor for anchor, _ in links(response)] == ["id_adopted_on", "id_title", "id_session"]
