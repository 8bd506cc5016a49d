import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from councils.models import Council
from sessions_app.models import CouncilSession
from tests.factories.councils import TermFactory
from tests.factories.news import ArticleFactory
from tests.factories.resolutions import (
    PDF,
    RegisterFactory,
    ResolutionClassFactory,
    ResolutionFactory,
    ResolutionFileFactory,
    VoteFactory,
)
from tests.factories.sessions_app import CouncilSessionFactory
from tests.resolutions.pages import page

pytestmark = pytest.mark.django_db

TOMORROW = timezone.now() + timedelta(days=1)
HIDDEN = {
    "draft": {"status": "draft"},
    "waiting": {"status": "review"},
    "scheduled": {"status": "published", "publish_at": TOMORROW},
}


def listed(response):
    return list(response.context["object_list"])


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_resolution_list_view_lists_published_resolutions_newest_first(client, public, session, hidden):
    first, second = public(12), public(13)
    ResolutionFactory(session=session, signed=True, title="Nghị quyết kín", **hidden)
    ResolutionFactory(session=session, signed=True, title="Nghị quyết kín", withdrawn=True)

    response = client.get("/nghi-quyet/")

    assert listed(response) == [second, first]
    assert "Nghị quyết kín" not in page(response)


def test_resolution_list_view_displays_number_effect_session_vote_and_files(client, public, session):
    resolution = public(title="Về ngân sách", effective_from=date(2021, 10, 1), expires_on=date(2022, 1, 1))
    VoteFactory(session=session, resolution=resolution, is_final=True, in_favour=31)
    file = ResolutionFileFactory(resolution=resolution, title="Bản ký số")

    text = page(client.get("/nghi-quyet/"))

    assert '<b>12/NQ-HĐND</b> <small>thông qua <time datetime="2021-09-28">28/09/2021</time></small>' in text
    assert 'href="/nghi-quyet/cau-giay/2021/12-nq-hdnd/">Về ngân sách</a>' in text
    assert "</span>Hết hiệu lực</span>" in text
    assert "<span>Kỳ họp thứ 2</span> <span>Tán thành 31/35</span>" in text
    assert f'<a href="{file.get_absolute_url()}">Bản ký (PDF, 1 KB)<span class="visually-hidden">: Bản ký số</span></a>' in text


@pytest.mark.parametrize(
    ("dates", "label"),
    [
        ({}, ""),
        ({"effective_from": date(2021, 10, 1)}, ""),
        ({"effective_from": date(2021, 10, 1), "expires_on": date(2022, 1, 1)}, "Hết hiệu lực"),
        ({"effective_from": date(2099, 10, 1)}, "Chưa có hiệu lực"),
    ],
)
@pytest.mark.parametrize("path", ["/nghi-quyet/", "/nghi-quyet/cau-giay/2021/12-nq-hdnd/"])
def test_resolution_views_label_only_an_effect_that_departs_from_the_usual(client, public, path, dates, label):
    public(**dates)

    labels = re.findall(
        r'<span class="status[^>]*><span class="visually-hidden">Trạng thái: </span>(.*?)</span>', page(client.get(path))
    )

    assert labels == ([label] if label else [])


def test_resolution_list_view_divides_the_list_by_year_unless_it_is_searched(client, several):
    headings = re.compile(r"<h[23][^>]*>((?:Mới|Đúng|Năm 2)[^<]*)")

    assert headings.findall(page(client.get("/nghi-quyet/"))) == ["Mới thông qua trước", "Năm 2021", "Năm 2020"]
    assert headings.findall(page(client.get("/nghi-quyet/?q=ngan sach"))) == ["Đúng số trước, rồi mới thông qua"]


def test_resolution_list_view_names_other_councils_than_that_of_the_portal(client, public):
    public()
    ward = CouncilSessionFactory(term__council__name="HĐND phường Nghĩa Đô")
    ResolutionFactory(session=ward, signed=True, published=True)

    rows = page(client.get("/nghi-quyet/")).partition('class="count"')[2]

    assert "<span>HĐND phường Nghĩa Đô</span>" in rows
    assert "<span>HĐND quận Cầu Giấy</span>" not in rows


@pytest.fixture
def several(public, council):
    """Resolutions that differ in the value of each query parameter."""
    first_term = TermFactory(council=council, ordinal=5, label="2016-2021", start=date(2016, 6, 28), end=date(2021, 6, 28))
    old = CouncilSessionFactory(term=first_term, number=12, opened_on=date(2020, 7, 10))
    personnel = ResolutionClassFactory(council=council, key="personnel", label="nhân sự", order=1)
    return {
        "budget": public(12, title="Về dự toán ngân sách năm 2022", legal_kind="normative"),
        "election": public(13, title="Xác nhận kết quả bầu Chủ tịch", resolution_class=personnel),
        "old": public(12, title="Phê chuẩn quyết toán 2019", session=old, year=2020),
        "ward": ResolutionFactory(
            session=CouncilSessionFactory(term__council__slug="phuong-nghia-do", number=14),
            signed=True,
            published=True,
            title="Về thu ngân sách phường",
        ),
    }


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"budget", "election", "old", "ward"}),
        ("hd=phuong-nghia-do", {"ward"}),
        ("nam=2020", {"old"}),
        ("loai=personnel", {"election"}),
        ("phap-ly=normative", {"budget"}),
        ("ky-hop=2016-2021-12", {"old"}),
        ("ky-hop=2021-2026-2", {"budget", "election"}),
        ("so=12", {"budget", "old"}),
        ("so=12/2021/NQ-HĐND", {"budget"}),
        ("q=ngan sach", {"budget", "ward"}),
        ("q=NGÂN SÁCH năm 2022", {"budget"}),
        ("q=ngan sac", set()),
        ("q=12/nq-hdnd", {"budget", "old"}),
        ("q=nq 12 2020", {"old"}),
        ("q=28/9/2021", {"budget", "election", "ward"}),
        ("nam=2021&loai=thematic&hd=cau-giay", {"budget"}),
        ("la=1&nam=2020", {"old"}),
        ("q=%_\\'\"", {"budget", "election", "old", "ward"}),
        ("q=%00", {"budget", "election", "old", "ward"}),
    ],
)
def test_resolution_filter_narrows_the_list(client, several, query, names):
    assert set(listed(client.get(f"/nghi-quyet/?{query}"))) == {several[name] for name in names}


@pytest.mark.parametrize(
    "query",
    [
        "nam=abc",
        "nam=0",
        "nam=-2021",
        "nam=99999",
        "nam=1800",
        "nam=٢٠٢١",
        "loai=khong-co",
        "loai='; drop table",
        "phap-ly=xx",
        "ky-hop=3",
        "ky-hop=2021-2026-",
        "ky-hop=2021-2026-99999999999999999999",
        "hd=khong-co",
        "so=abc",
        "so=999999999999",
        f"hd={'a' * 7_000}",
        f"q={'ă' * 1_200}",
    ],
)
def test_resolution_filter_matches_nothing_for_unknown_values(client, several, query):
    response = client.get(f"/nghi-quyet/?{query}")

    assert (response.status_code, listed(response)) == (200, [])
    assert "Không có nghị quyết nào" in page(response)
    assert '<a href="/nghi-quyet/">Xem tất cả nghị quyết</a>' in page(response)


def test_searched_orders_a_matching_number_first(client, public):
    meant = public(5, title="Về tổ chức kỳ họp")
    public(6, title="Thay thế nghị quyết số 05/NQ-HĐND")

    assert listed(client.get("/nghi-quyet/?q=5/nq-hdnd"))[0] == meant


def test_facets_count_the_rows_of_each_choice(client, several):
    facets = client.get("/nghi-quyet/?nam=2021&trang=2").context["facets"]

    assert {facet.parameter: [(choice.label, choice.count) for choice in facet.choices] for facet in facets.all} == {
        "nam": [("Năm 2021", 3), ("Năm 2020", 1)],
        "loai": [("Chuyên đề", 2), ("Nhân sự", 1)],
        "phap-ly": [("Quy phạm pháp luật", 1), ("Cá biệt", 2)],
        "ky-hop": [("Kỳ họp thứ 14 (2021-2026)", 1), ("Kỳ họp thứ 2 (2021-2026)", 2)],
        "hd": [("HĐND quận Cầu Giấy", 2), (several["ward"].council.name, 1)],
    }
    kinds = next(facet for facet in facets.all if facet.parameter == "loai")
    assert [choice.url for choice in kinds.choices] == [
        "/nghi-quyet/?nam=2021&loai=thematic",
        "/nghi-quyet/?nam=2021&loai=personnel",
    ]


def test_session_facet_tells_the_sessions_of_several_councils_apart(client, several):
    CouncilSession.objects.filter(pk=several["ward"].session_id).update(number=2)
    Council.objects.filter(slug="phuong-nghia-do").update(name="HĐND phường Nghĩa Đô")

    facets = client.get("/nghi-quyet/?nam=2021").context["facets"]

    choices = next(facet for facet in facets.all if facet.parameter == "ky-hop").choices
    assert [(choice.label, choice.count, choice.url) for choice in choices] == [
        ("Kỳ họp thứ 2 (2021-2026), phường Nghĩa Đô", 1, "/nghi-quyet/?nam=2021&ky-hop=phuong-nghia-do.2021-2026-2"),
        ("Kỳ họp thứ 2 (2021-2026), quận Cầu Giấy", 2, "/nghi-quyet/?nam=2021&ky-hop=cau-giay.2021-2026-2"),
    ]
    assert listed(client.get(choices[0].url)) == [several["ward"]]
    assert len(listed(client.get("/nghi-quyet/?ky-hop=2021-2026-2"))) == 3


def test_resolution_list_view_suggests_filters_to_remove(client, several):
    text = page(client.get("/nghi-quyet/?nam=2020&loai=personnel"))

    assert "Không có nghị quyết nào theo bộ lọc: Năm 2020; Nhân sự." in text
    assert 'Không có với bộ lọc Năm 2020; <a href="/nghi-quyet/?loai=personnel">có 1 nghị quyết ở năm khác</a>.' in text
    assert 'Không có với bộ lọc Nhân sự; <a href="/nghi-quyet/?nam=2020">có 1 nghị quyết thuộc loại khác</a>.' in text
    assert 'class="facets"' not in text


@pytest.mark.parametrize(("typed", "number"), [("", 1), ("2", 2), ("-1", 1), ("zzz", 1), ("1000000000", 2), ("9" * 5000, 1)])
def test_resolution_list_view_displays_the_nearest_page_for_an_unknown_one(client, public, typed, number):
    for n in range(1, 27):
        public(n)

    response = client.get(f"/nghi-quyet/?trang={typed}&nam=2021")

    assert response.status_code == 200
    assert response.context["page_obj"].number == number


@pytest.mark.parametrize(
    "wrong",
    ["/nghi-quyet/cau-giay/2021/012-nq-hdnd/", "/nghi-quyet/cau-giay/2021/12-NQ-HDND/", "/nghi-quyet/cau-giay/02021/12-nq-hdnd/"],
)
def test_resolution_detail_view_redirects_other_spellings_of_the_address(client, public, wrong):
    public()

    response = client.get(wrong)

    assert (response.status_code, response["Location"]) == (301, "/nghi-quyet/cau-giay/2021/12-nq-hdnd/")


def test_get_absolute_url_changes_with_the_symbol_and_the_former_one_leads_on(client, public):
    resolution = public()
    resolution.symbol = "12/2021/NQ-HĐND"
    resolution.save()

    response = client.get("/nghi-quyet/cau-giay/2021/12-nq-hdnd/", follow=True)

    assert response.redirect_chain == [("/nghi-quyet/cau-giay/2021/12-2021-nq-hdnd/", 301)]
    assert response.status_code == 200
    assert "12/2021/NQ-HĐND" in page(response)


def test_get_absolute_url_contains_the_id_without_a_number(client, session, council):
    resolution = ResolutionFactory(session=session, signed=True, published=True, symbol="12/NQ-HĐND")
    address = f"/nghi-quyet/cau-giay/{resolution.pk}/"
    assert resolution.get_absolute_url() == address
    assert client.get(address).context["resolution"] == resolution

    resolution.register, resolution.year, resolution.number = RegisterFactory(council=council), 2021, 12
    resolution.save()

    assert client.get(address)["Location"] == "/nghi-quyet/cau-giay/2021/12-nq-hdnd/"


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_resolution_detail_view_returns_404_for_a_hidden_resolution(client, public, hidden):
    public(13)
    resolution = public(12, **hidden)

    assert client.get(resolution.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/nghi-quyet/cau-giay/2021/99-nq-hdnd/",
        "/nghi-quyet/dong-da/2021/12-nq-hdnd/",
        "/nghi-quyet/cau-giay/2020/12-nq-hdnd/",
        f"/nghi-quyet/cau-giay/{'9' * 30}/12-nq-hdnd/",
        f"/nghi-quyet/cau-giay/{'9' * 30}/",
        f"/nghi-quyet/cau-giay/{'9' * 5000}/",
    ],
)
def test_resolution_detail_view_returns_404_for_an_unknown_address(client, public, path):
    public()

    assert client.get(path).status_code == 404


def test_resolution_detail_view_returns_410_with_the_reason_of_a_withdrawn_resolution(client, public):
    public(13)
    resolution = public(12, title="Có tên người", status="withdrawn", withdrawn_reason="Có dữ liệu cá nhân.")

    response = client.get(resolution.get_absolute_url())

    assert response.status_code == 410
    assert "Nghị quyết này không đăng công khai" in page(response)
    assert "Có dữ liệu cá nhân." in page(response)
    assert "Có tên người" not in page(response)


def test_resolution_file_view_sends_a_pdf_inline(client, public):
    file = ResolutionFileFactory(resolution=public(), title="Nghị quyết số 12/NQ-HĐND")

    response = client.get(file.get_absolute_url())

    assert file.get_absolute_url() == f"/nghi-quyet/tep/{file.pk}/nghi-quyet-so-12-nq-hdnd.pdf"
    assert response.getvalue() == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="nghi-quyet-so-12-nq-hdnd.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_resolution_file_view_sends_other_types_as_attachment(client, public):
    file = ResolutionFileFactory(resolution=public())
    type(file).objects.update(content_type="application/msword")

    response = client.get(file.get_absolute_url())
    response.close()

    assert response["Content-Disposition"].startswith("attachment;")


def test_resolution_file_view_redirects_another_file_name(client, public):
    file = ResolutionFileFactory(resolution=public())

    assert client.get(f"/nghi-quyet/tep/{file.pk}/khac.exe")["Location"] == file.get_absolute_url()


@pytest.mark.parametrize(
    ("hidden", "status"),
    [*((fields, 404) for fields in HIDDEN.values()), ({"status": "withdrawn", "withdrawn_reason": "Có dữ liệu cá nhân."}, 410)],
)
def test_resolution_file_view_refuses_files_of_hidden_resolutions(client, public, hidden, status):
    ResolutionFileFactory(resolution=public(13))
    file = ResolutionFileFactory(resolution=public(12, **hidden))

    assert client.get(file.get_absolute_url()).status_code == status


def test_resolution_file_view_returns_404_for_a_missing_file(client, public):
    file = ResolutionFileFactory(resolution=public())
    file.file.storage.delete(file.file.name)

    assert client.get(file.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("query", ["", "?nam=2021&q=nq 12"])
def test_resolution_list_view_needs_eight_queries(client, django_assert_num_queries, public, session, rows, query):
    for n in range(rows):
        resolution = public(12, suffix=chr(97 + n), symbol=f"12{chr(97 + n)}/NQ-HĐND")
        VoteFactory(session=session, resolution=resolution, is_final=True)
        ResolutionFileFactory(resolution=resolution)

    with django_assert_num_queries(8):  # councils, rows, their number, files; groups and the labels of three dimensions
        client.get(f"/nghi-quyet/{query}")


@pytest.mark.parametrize("rows", [1, 3])
def test_resolution_list_view_needs_four_queries_while_the_cache_has_the_facets(
    client, django_assert_num_queries, public, session, rows
):
    for number in range(rows):
        VoteFactory(session=session, resolution=public(number + 1), is_final=True)
    client.get("/nghi-quyet/")

    with django_assert_num_queries(4):
        client.get("/nghi-quyet/?nam=2021")


@pytest.mark.parametrize("rows", [1, 3])
def test_resolution_detail_view_needs_seven_queries(client, django_assert_num_queries, public, session, rows):
    resolution = public()
    VoteFactory(session=session, resolution=resolution, is_final=True)
    for n in range(rows):
        public(20 + n)
        ResolutionFileFactory(resolution=resolution)
        ArticleFactory(published=True).resolutions.add(resolution)

    address = resolution.get_absolute_url()

    with django_assert_num_queries(7):  # the last two: the names of the council; whose address it was before
        client.get(address)
