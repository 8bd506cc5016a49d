"""What staff are told about a list: how many rows each filter would leave, what narrows it, why it is empty."""

import re

import pytest

from tests.factories.accounts import ServiceFactory
from tests.factories.councils import FieldFactory
from tests.factories.reports import ReportedTotalFactory
from tests.factories.resolutions import ProgrammeFactory, ResolutionFactory, SupportResultFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.hdnd_portal.kinds import listed, page, words

pytestmark = pytest.mark.django_db


def filters(response):
    """The filters beside a list: by their titles the labels and the counts of their choices."""
    return {found.title: {choice.label: choice.count for choice in found.choices} for found in response.context["cl"].filters}


@pytest.fixture
def programmes():
    """A draft of 2021, a public one of 2021 and a public one of 2022."""
    return [
        ProgrammeFactory(title="Phối hợp với Mặt trận", year=2021),
        ProgrammeFactory(title="Phối hợp với Tòa án", year=2021, published=True),
        ProgrammeFactory(title="Công tác năm 2022", year=2022, published=True),
    ]


def test_each_choice_says_how_many_rows_it_would_leave(admin_client, programmes):
    response = admin_client.get(page(type(programmes[0]), "changelist"))

    assert filters(response)["Trạng thái đăng"] == {"bản nháp": 1, "công khai": 2}
    assert filters(response)["Của năm"] == {"2021": 2, "2022": 1}
    assert "công khai 2" in " ".join(words(response).split())


def test_counts_follow_the_search_and_the_other_filters(admin_client, programmes):
    lists = page(type(programmes[0]), "changelist")

    searched = filters(admin_client.get(lists, {"q": "phoi hop"}))
    chosen = filters(admin_client.get(lists, {"status__exact": "published"}))

    assert searched["Trạng thái đăng"] == {"bản nháp": 1, "công khai": 1}
    assert "Của năm" not in searched  # both are of one year
    assert chosen["Của năm"] == {"2021": 1, "2022": 1}
    assert chosen["Trạng thái đăng"] == {"bản nháp": 1, "công khai": 2}


def test_every_count_is_the_number_of_rows_behind_its_link(admin_client, programmes):
    lists = page(type(programmes[0]), "changelist")
    found = admin_client.get(lists, {"year": "2021"}).context["cl"].filters

    choices = {choice.url: choice.count for each in found for choice in (each.all_choice, *each.choices)}

    assert {url: admin_client.get(lists + url).context["cl"].result_count for url in choices} == choices


def test_filter_by_what_a_row_may_have_several_of_is_offered_uncounted(admin_client):
    service = ServiceFactory(role="reviewer")
    ServiceFactory(user=service.user, role="standing")
    gone = ServiceFactory(role="standing", user__is_active=False).user
    lists = page(type(gone), "changelist")

    response = admin_client.get(lists, {"services__role__exact": "standing"})

    assert listed(response) == {service.user, gone}
    assert filters(response)["Vai trò"]["người duyệt"] is None
    assert filters(response)["Đang dùng"] == {"Có": 1, "Không": 1}


def test_long_filter_is_closed_until_it_is_used(admin_client):
    session = CouncilSessionFactory()
    fields = [FieldFactory(council=session.council, key=f"f{n}", label=f"Lĩnh vực {n}") for n in range(13)]
    resolutions = [ResolutionFactory(session=session, field=field) for field in fields]
    lists = page(type(resolutions[0]), "changelist")

    def is_open(response):
        return {found.title: found.is_open for found in response.context["cl"].filters}["Lĩnh vực"]

    assert not is_open(admin_client.get(lists))
    assert is_open(admin_client.get(lists, {"field__id__exact": fields[0].pk}))


def test_filter_names_a_council_shortly_and_similar_ones_in_full(admin_client):
    for name in ("HĐND quận Cầu Giấy", "HĐND quận Đống Đa"):
        FieldFactory(council__name=name)
    councils_alike = [FieldFactory(council__name="HĐND phường Cầu Diễn", council__end=end) for end in ("2021-07-01", None)]

    labels = set(filters(admin_client.get(page(type(councils_alike[0]), "changelist")))["HĐND"])

    assert labels == {
        "quận Cầu Giấy",
        "quận Đống Đa",
        "HĐND phường Cầu Diễn (đến 01/07/2021)",
        "HĐND phường Cầu Diễn",
    }


# What narrows a list, and a list without a row


def conditions(response):
    return {condition.label: condition.url for condition in response.context["cl"].conditions}


def test_list_names_each_condition_with_a_link_that_removes_it(admin_client):
    first, second = (ResolutionFactory(title=f"Về ngân sách {n}", published=True, signed=True) for n in (1, 2))
    asked = {"q": "ngan sach", "status__exact": "published", "adopted_on__year": first.adopted_on.year}
    lists = page(type(first), "changelist")

    response = admin_client.get(lists, asked)
    ways = conditions(response)

    assert set(ways) == {"Tìm “ngan sach”", "Trạng thái đăng: công khai", f"Ngày thông qua: {first.adopted_on.year}"}
    assert all(listed(admin_client.get(lists + url)) == {first, second} for url in ways.values())
    remaining = conditions(admin_client.get(lists + ways["Tìm “ngan sach”"]))
    assert set(remaining) == set(ways) - {"Tìm “ngan sach”"}
    assert "Bỏ tất cả" in words(response)
    assert conditions(admin_client.get(lists + response.context["cl"].unfiltered_url)) == {}


def test_list_shown_whole_names_nothing(admin_client, programmes):
    response = admin_client.get(page(type(programmes[0]), "changelist"), {"o": "1", "_popup": "1"})

    assert conditions(response) == {}
    assert "Đang xem" not in words(response)


def test_condition_that_no_filter_offers_is_named_and_left(admin_client):
    session = CouncilSessionFactory()
    resolution, other = ResolutionFactory(session=session), ResolutionFactory()
    lists = page(type(resolution), "changelist")

    response = admin_client.get(lists, {"session__id__exact": session.pk})
    ways = conditions(response)

    assert listed(response) == {resolution}
    assert set(ways) == {"điều kiện ghi trong địa chỉ"}
    assert listed(admin_client.get(lists + ways["điều kiện ghi trong địa chỉ"])) == {resolution, other}


def test_value_that_no_row_has_is_named_too(admin_client, programmes):
    response = admin_client.get(page(type(programmes[0]), "changelist"), {"year": "1999"})

    assert set(conditions(response)) == {"Của năm: giá trị khác"}


@pytest.mark.parametrize(
    ("asked", "told"),
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
def test_nothing_found_is_told_in_a_sentence_with_a_link(admin_client, programmes, asked, told):
    response = admin_client.get(page(type(programmes[0]), "changelist"), asked)

    assert told in " ".join(words(response).split())
    assert response.context["cl"].query == asked.get("q", "")


def test_list_without_any_row_says_so(admin_client):
    told = words(admin_client.get(page(type(ProgrammeFactory.build()), "changelist")))

    assert "Chưa có chương trình nào." in told


def test_long_search_is_repeated_only_in_part(admin_client, programmes):
    told = words(admin_client.get(page(type(programmes[0]), "changelist"), {"q": "a" * 500}))

    assert f"“{'a' * 59}…”" in told
    assert "a" * 61 not in told


# Columns


def test_council_stands_in_its_column_without_what_all_share(admin_client):
    near = CouncilSessionFactory(term__council__name="HĐND quận Cầu Giấy")
    CouncilSessionFactory(term__council__name="HĐND quận Ba Đình")

    shown = admin_client.get(page(type(near), "changelist"), {"o": "2"}).content.decode()

    assert re.findall(r'<td class="field-council">([^<]*)<', shown) == ["quận Ba Đình", "quận Cầu Giấy"]


def test_figures_are_shown_as_they_are_written(admin_client):
    SupportResultFactory(beneficiaries=21281, beneficiaries_unit="đối tượng", amount=50_583_000_000)
    total = ReportedTotalFactory(code="receptions.held", part="standing", value=1427)

    support = words(admin_client.get(page(type(SupportResultFactory.build()), "changelist")))
    totals = words(admin_client.get(page(type(total), "changelist")))

    assert "21.281 đối tượng" in support
    assert "50,583 tỷ đồng" in support
    assert "1.427" in totals
    assert "Thường trực HĐND" in totals
    assert "standing" not in totals
