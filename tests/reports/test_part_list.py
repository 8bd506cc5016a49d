"""The form of a total: the indicator and its part are chosen by their Vietnamese labels, or typed."""

from html.parser import HTMLParser

import pytest

from reports.indicators import CATALOGUE
from reports.models import ReportedTotal
from reports.part_list import PartList
from tests.admin_forms import post_add_form
from tests.factories.councils import FieldFactory
from tests.factories.reports import ReportedTotalFactory
from tests.factories.resolutions import ResolutionClassFactory, SupportResultFactory
from tests.hdnd_portal.admin_models import admin_url
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


class SelectParser(HTMLParser):
    """The options of the lists of a form: {name: {label of the group: {value: label}}}, and what is chosen."""

    def __init__(self, html):
        super().__init__()
        self.options, self.chosen = {}, {}
        self.name = self.group = self.value = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "select":
            self.name, self.group = attrs["name"], ""
        elif tag == "optgroup":
            self.group = attrs["label"]
        elif tag == "option":
            self.value = attrs["value"]
            if "selected" in attrs:
                self.chosen.setdefault(self.name, []).append((self.group, self.value))

    def handle_data(self, data):
        if self.lasttag == "option" and data.strip():
            self.options.setdefault(self.name, {}).setdefault(self.group, {})[self.value] = data.strip()


def options_of(client, address):
    return SelectParser(client.get(address).content.decode())


def total(district, **values):
    return unsaved(ReportedTotalFactory, council=district.council, approved_on=None, **values)


def test_total_form_lists_the_indicators_by_area_with_their_labels(admin_client):
    codes = options_of(admin_client, admin_url(ReportedTotal, "add")).options["code"]

    assert codes["Kỳ họp"]["sessions.held"] == "Kỳ họp"
    assert codes["Kỳ họp"]["sessions.by_kind"] == "Kỳ họp theo loại"
    assert codes["Chương trình, chỉ tiêu"]["cooperation.programmes"] == "Chương trình phối hợp"
    assert codes["Giám sát"]["supervision.units"] == "Lượt đơn vị được giám sát"
    assert codes["Hỗ trợ theo nghị quyết"]["support.amount"] == "Số tiền hỗ trợ (đồng)"
    assert codes["Tiếp công dân, đơn thư"]["letters.received"] == "Đơn thư đã tiếp nhận"
    listed = [code for group in codes.values() for code in group if code]
    assert listed == [indicator.code for indicator in CATALOGUE]


def test_total_form_lists_the_parts_of_each_indicator_with_their_labels(admin_client, district):
    ResolutionClassFactory(council=district.council, key="dau-tu", label="Đầu tư công")
    FieldFactory(council=district.council, key="giao-thong", label="Giao thông")
    SupportResultFactory(council=district.council, beneficiaries=4, beneficiaries_unit="học sinh")
    parts = options_of(admin_client, admin_url(ReportedTotal, "add")).options["part"]

    assert parts["Đơn thư đã tiếp nhận"]["complaint"] == "Khiếu nại"
    assert parts["Nghị quyết của HĐND"]["dau-tu"] == "Đầu tư công"
    assert parts["Kiến nghị cử tri theo lĩnh vực"]["giao-thong"] == "Giao thông"
    assert parts["Đối tượng được hỗ trợ"] == {"học sinh": "học sinh"}
    assert parts["Khen thưởng"]["merit.province.term.individuals"] == "Bằng khen cấp tỉnh, tổng kết nhiệm kỳ (cá nhân)"
    assert parts[""] == {"": "cả chỉ tiêu"}


def test_total_form_opens_with_the_part_of_a_link(admin_client):
    address = f"{admin_url(ReportedTotal, 'add')}?code=receptions.held&part=standing"

    assert options_of(admin_client, address).chosen["part"] == [("Buổi tiếp công dân", "standing")]


def test_total_form_opens_with_the_stored_part(admin_client, district):
    one = ReportedTotalFactory(council=district.council, code="letters.received", part="complaint")
    union = ReportedTotalFactory(council=district.council, code="letters.received", part="complaint+denunciation")

    for stored, label in ((one, "Khiếu nại"), (union, "Khiếu nại + Tố cáo")):
        parser = options_of(admin_client, admin_url(ReportedTotal, "change", stored.pk))
        assert parser.chosen["part"] == [("Đơn thư đã tiếp nhận", stored.part)]
        assert parser.options["part"]["Đơn thư đã tiếp nhận"][stored.part] == label


@pytest.mark.parametrize(
    ("code", "typed", "part"),
    [
        ("letters.received", "Khiếu nại + Tố cáo", "complaint+denunciation"),
        ("letters.received", "tố cáo", "denunciation"),
        ("letters.received", "to cao+feedback", "denunciation+feedback"),
        ("support.beneficiaries", "hộ nghèo", "hộ nghèo"),
        ("commendations.given", "Giấy khen cấp xã, thành tích năm (hộ)", "certificate.commune.year.households"),
        ("petitions.by_field", "Chưa phân loại", "unclassified"),
    ],
)
def test_total_form_takes_a_typed_part(admin_client, district, code, typed, part):
    response = post_add_form(admin_client, total(district, code=code), part="", part_typed=typed)

    assert response.status_code == 302
    assert ReportedTotal.objects.get().part == part


def test_total_form_prefers_what_is_typed_to_what_is_chosen(admin_client, district):
    post_add_form(admin_client, total(district, code="letters.received"), part="complaint", part_typed="Phản ánh")

    assert ReportedTotal.objects.get().part == "feedback"


def test_total_form_takes_a_chosen_part(admin_client, district):
    post_add_form(admin_client, total(district, code="letters.received"), part="complaint", part_typed="")

    assert ReportedTotal.objects.get().part == "complaint"


def test_total_form_refuses_a_part_of_another_indicator(admin_client, district):
    response = post_add_form(admin_client, total(district, code="letters.received"), part="", part_typed="Khiếu kiện")

    assert response.context["adminform"].form.errors["part"][0].startswith("Chỉ tiêu này không có phần “Khiếu kiện”.")
    assert 'name="part_typed" value="Khiếu kiện"' in response.content.decode()
    assert not ReportedTotal.objects.exists()


def test_part_list_asks_as_many_queries_whatever_is_stored(district, django_assert_num_queries):
    for number in range(5):
        FieldFactory(council=district.council, key=f"linh-vuc-{number}")
        ReportedTotalFactory(council=district.council, code="letters.received", part="complaint", value=number)

    with django_assert_num_queries(4):
        PartList.of(None)


def test_totals_are_searched_by_the_label_of_their_indicator(admin_client, district):
    ReportedTotalFactory(council=district.council, code="letters.received", source="Báo cáo số 7")
    ReportedTotalFactory(council=district.council, code="sessions.held")
    response = admin_client.get(admin_url(ReportedTotal, "changelist"), {"q": "đơn thư"})

    assert [row.code for row in response.context["cl"].result_list] == ["letters.received"]
