"""The filters, the active conditions and the empty states of changelists."""

import re

import pytest

from tests.factories.accounts import ServiceFactory
from tests.factories.councils import FieldFactory
from tests.factories.reports import ReportedTotalFactory
from tests.factories.resolutions import ProgrammeFactory, ResolutionFactory, SupportResultFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.hdnd_portal.admin_models import admin_url, listed_rows, visible_text

pytestmark = pytest.mark.django_db


def filters(response):
    """{title: {label: count}} for the filters of a changelist."""
    return {
        list_filter.title: {choice.label: choice.count for choice in list_filter.choices}
        for list_filter in response.context["cl"].filters
    }


@pytest.fixture
def programmes():
    """A draft for 2021, a public programme for 2021 and one for 2022."""
    return [
        ProgrammeFactory(title="Phối hợp với Mặt trận", year=2021),
        ProgrammeFactory(title="Phối hợp với Tòa án", year=2021, published=True),
        ProgrammeFactory(title="Công tác năm 2022", year=2022, published=True),
    ]


def test_list_filter_counts_the_rows_of_each_choice(admin_client, programmes):
    response = admin_client.get(admin_url(type(programmes[0]), "changelist"))

    assert filters(response)["Trạng thái đăng"] == {"bản nháp": 1, "công khai": 2}
    assert filters(response)["Của năm"] == {"2021": 2, "2022": 1}
    assert "công khai 2" in " ".join(visible_text(response).split())


def test_list_filter_counts_rows_within_the_search_and_other_filters(admin_client, programmes):
    changelist_url = admin_url(type(programmes[0]), "changelist")

    searched = filters(admin_client.get(changelist_url, {"q": "phoi hop"}))
    chosen = filters(admin_client.get(changelist_url, {"status__exact": "published"}))

    assert searched["Trạng thái đăng"] == {"bản nháp": 1, "công khai": 1}
    assert "Của năm" not in searched  # both are for the same year
    assert chosen["Của năm"] == {"2021": 1, "2022": 1}
    assert chosen["Trạng thái đăng"] == {"bản nháp": 1, "công khai": 2}


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"year": "2021"},
        {"year": "2022", "status__exact": "draft"},  # no programme: only one choice at a time is removed
        {"year": "2021", "status__exact": "published", "kind__exact": "cooperation"},
        {"year": "1999", "status__exact": "published"},
    ],
)
def test_list_filter_count_equals_the_rows_of_its_url(admin_client, programmes, parameters):
    changelist_url = admin_url(type(programmes[0]), "changelist")
    list_filters = admin_client.get(changelist_url, parameters).context["cl"].filters

    choices = {
        choice.url: choice.count for list_filter in list_filters for choice in (list_filter.all_choice, *list_filter.choices)
    }

    assert {url: admin_client.get(changelist_url + url).context["cl"].result_count for url in choices} == choices


def test_list_filters_are_counted_with_one_statement(admin_client, programmes, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as queries:
        admin_client.get(admin_url(type(programmes[0]), "changelist"), {"year": "2021", "status__exact": "published"})

    assert ["GROUP BY" in query["sql"] for query in queries.captured_queries].count(True) == 1


def test_list_filter_on_a_multivalued_relation_has_no_counts(admin_client):
    service = ServiceFactory(role="reviewer")
    ServiceFactory(user=service.user, role="standing")
    inactive = ServiceFactory(role="standing", user__is_active=False).user
    changelist_url = admin_url(type(inactive), "changelist")

    response = admin_client.get(changelist_url, {"services__role__exact": "standing"})

    assert listed_rows(response) == {service.user, inactive}
    assert filters(response)["Vai trò"]["người duyệt"] is None
    assert filters(response)["Đang dùng"] == {"Có": 1, "Không": 1}


def test_list_filter_with_many_choices_is_closed_until_used(admin_client):
    session = CouncilSessionFactory()
    fields = [FieldFactory(council=session.council, key=f"f{n}", label=f"Lĩnh vực {n}") for n in range(13)]
    resolutions = [ResolutionFactory(session=session, field=field) for field in fields]
    changelist_url = admin_url(type(resolutions[0]), "changelist")

    def is_open(response):
        return {list_filter.title: list_filter.is_open for list_filter in response.context["cl"].filters}["Lĩnh vực"]

    assert not is_open(admin_client.get(changelist_url))
    assert is_open(admin_client.get(changelist_url, {"field__id__exact": fields[0].pk}))


def test_list_filter_shortens_council_names_unless_they_are_similar(admin_client):
    for name in ("HĐND quận Cầu Giấy", "HĐND quận Đống Đa"):
        FieldFactory(council__name=name)
    similar_fields = [FieldFactory(council__name="HĐND phường Cầu Diễn", council__end=end) for end in ("2021-07-01", None)]

    labels = set(filters(admin_client.get(admin_url(type(similar_fields[0]), "changelist")))["HĐND"])

    assert labels == {
        "quận Cầu Giấy",
        "quận Đống Đa",
        "HĐND phường Cầu Diễn (đến 01/07/2021)",
        "HĐND phường Cầu Diễn",
    }


# Active conditions, and changelists without rows


def conditions(response):
    return {condition.label: condition.url for condition in response.context["cl"].conditions}


def test_changelist_names_each_condition_with_a_link_to_remove_it(admin_client):
    first, second = (ResolutionFactory(title=f"Về ngân sách {n}", published=True, signed=True) for n in (1, 2))
    parameters = {"q": "ngan sach", "status__exact": "published", "adopted_on__year": first.adopted_on.year}
    changelist_url = admin_url(type(first), "changelist")

    response = admin_client.get(changelist_url, parameters)
    urls = conditions(response)

    assert set(urls) == {"Tìm “ngan sach”", "Trạng thái đăng: công khai", f"Ngày thông qua: {first.adopted_on.year}"}
    assert all(listed_rows(admin_client.get(changelist_url + url)) == {first, second} for url in urls.values())
    remaining = conditions(admin_client.get(changelist_url + urls["Tìm “ngan sach”"]))
    assert set(remaining) == set(urls) - {"Tìm “ngan sach”"}
    assert "Bỏ tất cả" in visible_text(response)
    assert conditions(admin_client.get(changelist_url + response.context["cl"].unfiltered_url)) == {}


def test_changelist_without_conditions_names_none(admin_client, programmes):
    response = admin_client.get(admin_url(type(programmes[0]), "changelist"), {"o": "1", "_popup": "1"})

    assert conditions(response) == {}
    assert "Đang xem" not in visible_text(response)


def test_changelist_names_and_removes_a_condition_without_a_filter(admin_client):
    session = CouncilSessionFactory()
    resolution, other = ResolutionFactory(session=session), ResolutionFactory()
    changelist_url = admin_url(type(resolution), "changelist")

    response = admin_client.get(changelist_url, {"session__id__exact": session.pk})
    urls = conditions(response)

    assert listed_rows(response) == {resolution}
    assert set(urls) == {"điều kiện ghi trong địa chỉ"}
    assert listed_rows(admin_client.get(changelist_url + urls["điều kiện ghi trong địa chỉ"])) == {resolution, other}


def test_changelist_names_a_filter_value_without_rows(admin_client, programmes):
    response = admin_client.get(admin_url(type(programmes[0]), "changelist"), {"year": "1999"})

    assert set(conditions(response)) == {"Của năm: giá trị khác"}


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        ({"q": "mưa bão"}, "Không có chương trình nào khớp với “mưa bão”. Hãy thử ít từ hơn hoặc xem tất cả ."),
        (
            {"year": "1999"},
            "Không có chương trình nào thuộc các điều kiện đang chọn. Hãy bỏ bớt điều kiện ở trên hoặc xem tất cả .",
        ),
        (
            {"q": "mưa", "year": "2021"},
            "Không có chương trình nào khớp với “mưa” và các điều kiện đang chọn. Hãy bỏ bớt điều kiện ở trên hoặc xem tất cả .",
        ),
    ],
)
def test_changelist_without_results_displays_a_sentence_with_a_link(admin_client, programmes, parameters, text):
    response = admin_client.get(admin_url(type(programmes[0]), "changelist"), parameters)

    assert text in " ".join(visible_text(response).split())
    assert response.context["cl"].query == parameters.get("q", "")


def test_changelist_of_an_empty_table_displays_a_sentence(admin_client):
    text = visible_text(admin_client.get(admin_url(type(ProgrammeFactory.build()), "changelist")))

    assert "Chưa có chương trình nào." in text


def test_changelist_truncates_a_long_query(admin_client, programmes):
    text = visible_text(admin_client.get(admin_url(type(programmes[0]), "changelist"), {"q": "a" * 500}))

    assert f"“{'a' * 59}…”" in text
    assert "a" * 61 not in text


# Columns


def test_changelist_council_column_omits_the_common_prefix(admin_client):
    own = CouncilSessionFactory(term__council__name="HĐND quận Cầu Giấy")
    CouncilSessionFactory(term__council__name="HĐND quận Ba Đình")

    html = admin_client.get(admin_url(type(own), "changelist"), {"o": "2"}).content.decode()

    assert re.findall(r'<td class="field-council">([^<]*)<', html) == ["quận Ba Đình", "quận Cầu Giấy"]


def test_changelist_formats_numbers_and_amounts(admin_client):
    SupportResultFactory(beneficiaries=21281, beneficiaries_unit="đối tượng", amount=50_583_000_000)
    total = ReportedTotalFactory(code="receptions.held", part="standing", value=1427)

    supports = visible_text(admin_client.get(admin_url(type(SupportResultFactory.build()), "changelist")))
    totals = visible_text(admin_client.get(admin_url(type(total), "changelist")))

    assert "21.281 đối tượng" in supports
    assert "50,583 tỷ đồng" in supports
    assert "1.427" in totals
    assert "Thường trực HĐND" in totals
    assert "standing" not in totals


@pytest.mark.parametrize("parameters", [{"year": "%"}, {"pk": "cau-giay"}, {"adopted_on__gte": "31/02/2021"}])
def test_second_unreadable_address_in_a_row_leads_to_all_rows(admin_client, programmes, parameters):
    changelist_url = admin_url(type(programmes[0]), "changelist")

    response = admin_client.get(changelist_url, parameters | {"e": "1"})

    assert (response.status_code, response["Location"]) == (302, f"{changelist_url}?e=1")
    assert len(listed_rows(admin_client.get(response["Location"]))) == 3
