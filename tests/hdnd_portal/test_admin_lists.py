"""The lists of the staff: short, quick whatever the rows, searched without diacritics, deaf to nonsense."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.citizens import ReceptionSessionFactory
from tests.factories.councils import AgencyFactory, CommendationFactory, FieldFactory, TermFactory
from tests.factories.news import ArticleFactory
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import ProgrammeFactory, ResolutionFactory, SupportResultFactory, VoteFactory
from tests.hdnd_portal.kinds import FACTORIES, KINDS, listed, name_of, page, words

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
MOST_COLUMNS = 7


def model_admin_of(kind):
    return admin.site.get_model_admin(kind)


def rows_up_to(kind, count):
    while kind.objects.count() < count:
        FACTORIES[kind]()


def queries(client, address, **query):
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, query)
    assert response.status_code == 200
    return len(asked), response


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_list_costs_few_queries_whatever_the_rows(admin_client, kind):
    admin_client.get(page(kind, "changelist"))  # what the framework reads once a process is read by now
    costs = {}
    for rows in (1, 3):
        rows_up_to(kind, rows)
        for query in ({}, {"q": "a"}):
            costs[rows, *query.values()], response = queries(admin_client, page(kind, "changelist"), **query)
        assert len(response.context["cl"].result_list) <= kind.objects.count()

    assert costs[1,] == costs[3,]
    assert max(costs.values()) <= MOST_QUERIES


def test_lists_cost_little_for_those_whose_rights_follow_from_their_services(client):
    service = ServiceFactory(role="reviewer")
    client.force_login(service.user)
    costs = {}
    for kind in KINDS:
        if kind._meta.app_label != "accounts":
            FACTORIES[kind]()
            costs[name_of(kind)] = max(queries(client, page(kind, "changelist"), **query)[0] for query in ({}, {"q": "a"}))

    assert {kind: cost for kind, cost in costs.items() if cost > MOST_QUERIES} == {}


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_list_has_few_columns_fifty_rows_and_says_what_is_searched(admin_client, kind):
    lists = model_admin_of(kind)
    shown = admin_client.get(page(kind, "changelist")).context["cl"].list_display

    assert len([column for column in shown if column != "action_checkbox"]) <= MOST_COLUMNS
    assert lists.list_per_page == 50
    assert bool(lists.search_fields)
    assert lists.search_help_text.startswith("Tìm theo ")


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_help_of_the_search_stands_beside_its_box(admin_client, kind):
    assert model_admin_of(kind).search_help_text in words(admin_client.get(page(kind, "changelist")))


@pytest.mark.parametrize(
    ("make", "typed"),
    [
        (lambda: AgencyFactory(name="Ủy ban nhân dân quận Đống Đa"), "uy ban DONG DA"),
        (lambda: FieldFactory(key="moi-truong", label="Đất đai, môi trường"), "dat dai"),
        (lambda: TermFactory(label="2021-2026", council__name="HĐND quận Ba Đình"), "ba dinh 2021"),
        (lambda: CommendationFactory(authority="Chủ tịch UBND thành phố Đà Nẵng"), "da nang"),
        (lambda: VoteFactory(subject="Thông qua Nghị quyết về đất đai"), "dat dai thong qua"),
        (lambda: SupportResultFactory(title="Hỗ trợ hộ nghèo phường Dịch Vọng"), "ho ngheo"),
        (lambda: ProgrammeFactory(title="Chương trình phối hợp với Ủy ban MTTQ"), "phoi hop mttq"),
        (lambda: ReceptionSessionFactory(place="Trụ sở Tiếp công dân, 36 Cầu Giấy"), "tru so cau giay"),
        (lambda: ResolutionFactory(title="Về giao thông", symbol="05/NQ-HĐND"), "5/nq-hdnd"),
        (lambda: UserFactory(last_name="Đỗ Thị", first_name="Hằng"), "do thi hang"),
        (lambda: ServiceFactory(user__last_name="Đỗ Thị", user__first_name="Hằng"), "hang"),
    ],
)
def test_rows_are_found_without_diacritics(admin_client, make, typed):
    record = make()
    FACTORIES[type(record)]()

    assert listed(admin_client.get(page(type(record), "changelist"), {"q": typed})) == {record}


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_list_is_sorted_by_every_column(admin_client, kind):
    """By each column alone, and on the page by all of them."""
    record = FACTORIES[kind]()
    columns = range(1, len(model_admin_of(kind).list_display) + 1)
    administrator = UserFactory(administrator=True)

    for sign in ("", "-"):
        for column in columns:
            request = RequestFactory().get("/", {"o": f"{sign}{column}"})
            request.user = administrator
            assert record in model_admin_of(kind).get_changelist_instance(request).result_list
        every_column = ".".join(f"{sign}{column}" for column in columns)
        assert record in listed(admin_client.get(page(kind, "changelist"), {"o": every_column}))


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_nonsense_in_the_address_of_a_list_breaks_nothing(admin_client, kind):
    FACTORIES[kind]()
    lists = model_admin_of(kind)
    filters = [f"{field}__exact" for field in lists.list_filter] + [f"{field}__id__exact" for field in lists.list_filter]
    dates = [f"{lists.date_hierarchy}__{part}" for part in ("year", "month", "day")] if lists.date_hierarchy else []
    asked = [{name: nonsense} for name in ("p", "o", "all", "q", "e", *filters) for nonsense in ("abc", "9" * 30, "-1", "\x00")]
    asked += [{date: nonsense} for date in dates for nonsense in ("abc", "0", "9" * 30)]
    asked += [dict.fromkeys(dates, "99")] if dates else []

    answers = {str(query): admin_client.get(page(kind, "changelist"), query) for query in asked}
    redirects = {answer.url for answer in answers.values() if answer.status_code == 302}
    followed = {url: admin_client.get(url, follow=True).status_code for url in redirects}

    assert {query: answer.status_code for query, answer in answers.items() if answer.status_code not in (200, 302, 400)} == {}
    assert {url: status for url, status in followed.items() if status not in (200, 400)} == {}


def test_list_that_was_asked_nonsense_is_shown_whole_and_says_so(admin_client):
    term = TermFactory()

    response = admin_client.get(page(type(term), "changelist"), {"council__id__exact": "9" * 30}, follow=True)

    assert listed(response) == {term}
    assert "Không đọc được điều kiện lọc trong địa chỉ" in words(response)


@pytest.mark.parametrize("keys", [["abc"], ["9" * 30], ["1", "x"], ["\x00"]])
def test_action_on_what_is_no_row_does_nothing(admin_client, keys):
    term = TermFactory()
    posted = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}

    response = admin_client.post(page(type(term), "changelist"), posted, follow=True)

    assert listed(response) == {term}
    assert "Hãy chọn các dòng trong danh sách." in words(response)


def test_saving_leads_back_to_the_list_as_it_was_sorted_and_filtered(admin_client):
    field = FieldFactory()
    changed = {"council": field.council.pk, "key": field.key, "label": "Đất đai", "order": 1, "is_active": "on"}

    response = admin_client.post(
        f"{page(type(field), 'change', field.pk)}?_changelist_filters=o%3D-1%26is_active__exact%3D1", changed
    )

    assert response.url == f"{page(type(field), 'changelist')}?o=-1&is_active__exact=1"


@pytest.mark.parametrize("make", [ArticleFactory, ResolutionFactory, AnnualReportFactory])
def test_row_leads_to_the_page_of_its_record(admin_client, make):
    record = make()

    shown = admin_client.get(page(type(record), "changelist")).content.decode()

    assert f'<a href="{record.get_absolute_url()}" aria-label="Xem {record}">Xem</a>' in shown


def test_row_of_a_kind_without_pages_leads_to_none(admin_client):
    TermFactory()

    assert 'aria-label="Xem ' not in admin_client.get(page(TermFactory._meta.model, "changelist")).content.decode()
