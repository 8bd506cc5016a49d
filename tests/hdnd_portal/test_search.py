from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories.news import ArticleFactory
from tests.factories.resolutions import RegisterFactory, ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db


def page(response):
    return response.content.decode()


def found(client, typed):
    response = client.get("/tim-kiem/", {"q": typed})
    assert response.status_code == 200
    return {group.label: list(group.rows) for group in response.context["groups"]}


@pytest.mark.parametrize(
    "typed",
    [
        "12/NQ-HĐND",
        "12/nq-hdnd",
        "012/NQ-HĐND",
        "nq 12",
        "nghi quyet so 12 nam 2021",
        "12 2021",
        "QN-HĐND 12",
        "28/9/2021",
        "hỗ trợ covid",
        "HO TRO COVID-19",
        "hỗ trợ đại dịch",
    ],
)
def test_resolution_is_found_however_it_is_asked_for(client, typed):
    session = CouncilSessionFactory()
    register = RegisterFactory(council=session.term.council)
    twelve = ResolutionFactory(
        session=session,
        register=register,
        numbered=True,
        published=True,
        number=12,
        symbol="12/NQ-HĐND",
        title="Về hỗ trợ người gặp khó khăn do đại dịch Covid-19",
    )
    later = CouncilSessionFactory(term=session.term, opened_on=datetime(2021, 12, 20, tzinfo=UTC).date())
    ResolutionFactory(session=later, register=register, numbered=True, published=True, number=24, title="Về 12 đề án năm 2021")

    assert found(client, typed)["Nghị quyết"][0] == twelve


def test_kinds_stand_in_groups_of_five_with_a_way_to_all(client):
    articles = [
        ArticleFactory(title=f"Ngân sách tháng {n}", status="published", publish_at=datetime(2021, n, 1, tzinfo=UTC))
        for n in range(1, 8)
    ]
    resolution = ResolutionFactory(signed=True, published=True, title="Về ngân sách")
    ArticleFactory(published=True, title="Về giao thông")

    response = client.get("/tim-kiem/", {"q": "ngan sach"})

    assert [(group.label, list(group.rows), group.count) for group in response.context["groups"]] == [
        ("Nghị quyết", [resolution], 1),
        ("Tin tức", articles[:1:-1], 7),
    ]
    assert "8 kết quả cho <q>ngan sach</q>" in page(response)
    assert '<a href="/tin-tuc/?q=ngan+sach">Xem cả 7 kết quả</a>' in page(response)
    assert "/nghi-quyet/?q=ngan+sach" not in page(response)


def test_nothing_hidden_is_found(client):
    tomorrow = timezone.now() + timedelta(days=1)
    shown = ArticleFactory(published=True, title="Ngân sách công khai")
    for hidden in ({}, {"status": "review"}, {"status": "published", "publish_at": tomorrow}, {"withdrawn": True}):
        ArticleFactory(title="Ngân sách kín", **hidden)
        ResolutionFactory(signed=True, title="Ngân sách kín", **hidden)

    assert found(client, "ngan sach") == {"Tin tức": [shown]}


def test_search_without_words_says_how_to_ask(client):
    resolution = ResolutionFactory(numbered=True, published=True)

    text = page(client.get("/tim-kiem/"))

    assert f'<a href="/tim-kiem/?q=nq+{resolution.number}+2021">nq {resolution.number} 2021</a>' in text
    assert "kết quả" not in text


@pytest.mark.parametrize("typed", ["   ", "%_\\'\"", "\0", "***", "‮", "(((", "-" * 1000])
def test_what_has_no_word_is_answered_with_the_form(client, typed):
    ArticleFactory(published=True)

    assert found(client, typed) == {}


@pytest.mark.parametrize(
    "typed", ["x" * 1000, "ă" * 100_000, "a " * 50_000, "' OR 1=1 --", "\0ngan\0", "<script>alert(1)</script>", "9" * 5000]
)
def test_hostile_words_find_nothing_and_break_nothing(client, typed):
    ArticleFactory(published=True)

    assert found(client, typed) == {}


def test_typed_text_is_shown_as_text(client):
    text = page(client.get("/tim-kiem/", {"q": "<b>ngân</b>"}))

    assert "Không tìm thấy gì cho <q>&lt;b&gt;ngân&lt;/b&gt;</q>" in text
    assert 'value="&lt;b&gt;ngân&lt;/b&gt;"' in text


def test_search_without_a_hit_says_which_word_to_leave_out(client):
    ResolutionFactory(numbered=True, published=True, title="Về ngân sách quận")
    ArticleFactory(published=True, title="Ngân sách năm 2022")
    ArticleFactory(title="Ngân sách kín")

    text = page(client.get("/tim-kiem/", {"q": "ngân sách abcxyz"}))

    assert '<p><a href="/tim-kiem/?q=ng%C3%A2n+s%C3%A1ch">Bỏ chữ “abcxyz”</a> thì có 2 kết quả.</p>' in text
    assert text.count("Bỏ chữ") == 1
    assert "chỉ gõ số và năm của văn bản" in text


def test_search_for_a_number_that_is_none_names_near_ones(client):
    near = ResolutionFactory(numbered=True, published=True, number=9)

    text = page(client.get("/tim-kiem/?q=nq 99 2021"))

    assert f'Có phải: <a href="{near.get_absolute_url()}">09/NQ-HĐND năm 2021' in text


@pytest.mark.parametrize("rows", [1, 3])
def test_search_without_a_hit_costs_six_queries_whatever_the_rows(client, django_assert_num_queries, rows):
    for _ in range(rows):
        ArticleFactory(published=True, title="Về ngân sách")
        ResolutionFactory(numbered=True, published=True, title="Về ngân sách")

    with django_assert_num_queries(6):
        client.get("/tim-kiem/?q=nq+99+2021")


@pytest.mark.parametrize("rows", [1, 3])
def test_search_costs_six_queries_whatever_the_rows(client, django_assert_num_queries, rows):
    for _ in range(rows):
        ArticleFactory(published=True, title="Về ngân sách")
        ResolutionFactory(numbered=True, published=True, title="Về ngân sách")

    with django_assert_num_queries(6):
        client.get("/tim-kiem/?q=ngan+sach")
