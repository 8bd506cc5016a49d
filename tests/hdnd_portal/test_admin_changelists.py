"""The changelists of the admin: number of queries and columns, search, sorting, invalid parameters."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from core.admin.checks import attention
from core.records.checks import checks_of
from councils.models import LegalConstant
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.citizens import ReceptionSessionFactory
from tests.factories.councils import AgencyFactory, CommendationFactory, FieldFactory, TermFactory
from tests.factories.news import ArticleFactory
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import ProgrammeFactory, ResolutionFactory, SupportResultFactory, VoteFactory
from tests.hdnd_portal.admin_models import FACTORIES, MODELS, admin_url, listed_rows, model_label, visible_text

pytestmark = pytest.mark.django_db

MAX_QUERIES = 12
MAX_COLUMNS = 7


def max_queries(model):
    """Each check costs one query for the rows of the page; what checks compare with may cost one more for every four."""
    checks = checks_of(model)
    return MAX_QUERIES + len(checks) + (len(checks) + 3) // 4


def model_admin_of(model):
    return admin.site.get_model_admin(model)


def create_up_to(model, count):
    while model.objects.count() < count:
        FACTORIES[model]()


def count_queries(client, address, **query):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, query)
    assert response.status_code == 200
    return len(captured), response


@pytest.mark.parametrize("model", MODELS, ids=model_label)
def test_changelist_costs_few_queries_for_any_number_of_rows(admin_client, model):
    admin_client.get(admin_url(model, "changelist"))  # fills the caches that Django fills once in a process
    costs = {}
    for rows in (1, 3):
        create_up_to(model, rows)
        for query in ({}, {"q": "a"}):
            costs[rows, *query.values()], response = count_queries(admin_client, admin_url(model, "changelist"), **query)
        assert len(response.context["cl"].result_list) <= model.objects.count()

    assert costs[1,] == costs[3,]
    assert max(costs.values()) <= max_queries(model)


def test_changelist_costs_few_queries_for_a_user_with_services(client):
    service = ServiceFactory(role="reviewer")
    client.force_login(service.user)
    costs = {}
    for model in MODELS:
        if model._meta.app_label != "accounts" and model is not LegalConstant:
            FACTORIES[model]()
            costs[model] = max(count_queries(client, admin_url(model, "changelist"), **query)[0] for query in ({}, {"q": "a"}))

    assert {model_label(model): cost for model, cost in costs.items() if cost > max_queries(model)} == {}


@pytest.mark.parametrize("model", MODELS, ids=model_label)
def test_changelist_has_few_columns_fifty_rows_and_a_search_help_text(admin_client, model):
    model_admin = model_admin_of(model)
    list_display = admin_client.get(admin_url(model, "changelist")).context["cl"].list_display

    assert len([column for column in list_display if column not in ("action_checkbox", attention)]) <= MAX_COLUMNS
    assert model_admin.list_per_page == 50
    assert bool(model_admin.search_fields)
    assert model_admin.search_help_text.startswith("Tìm theo ")


@pytest.mark.parametrize("model", MODELS, ids=model_label)
def test_search_help_text_is_displayed(admin_client, model):
    assert model_admin_of(model).search_help_text in visible_text(admin_client.get(admin_url(model, "changelist")))


@pytest.mark.parametrize(
    ("create", "text"),
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
def test_search_fields_ignore_diacritics(admin_client, create, text):
    record = create()
    FACTORIES[type(record)]()

    assert listed_rows(admin_client.get(admin_url(type(record), "changelist"), {"q": text})) == {record}


@pytest.mark.parametrize("model", MODELS, ids=model_label)
def test_changelist_sorts_by_every_column(admin_client, model):
    """Each column alone in the changelist object, and all together in the view."""
    record = FACTORIES[model]()
    columns = range(1, len(model_admin_of(model).list_display) + 1)
    administrator = UserFactory(administrator=True)

    for direction in ("", "-"):
        for column in columns:
            request = RequestFactory().get("/", {"o": f"{direction}{column}"})
            request.user = administrator
            assert record in model_admin_of(model).get_changelist_instance(request).result_list
        every_column = ".".join(f"{direction}{column}" for column in columns)
        assert record in listed_rows(admin_client.get(admin_url(model, "changelist"), {"o": every_column}))


@pytest.mark.parametrize("model", MODELS, ids=model_label)
def test_changelist_answers_invalid_parameters(admin_client, model):
    FACTORIES[model]()
    model_admin = model_admin_of(model)
    filters = [f"{field}__exact" for field in model_admin.list_filter] + [
        f"{field}__id__exact" for field in model_admin.list_filter
    ]
    dates = [f"{model_admin.date_hierarchy}__{part}" for part in ("year", "month", "day")] if model_admin.date_hierarchy else []
    queries = [{name: invalid} for name in ("p", "o", "all", "q", "e", *filters) for invalid in ("abc", "9" * 30, "-1", "\x00")]
    queries += [{date: invalid} for date in dates for invalid in ("abc", "0", "9" * 30)]
    queries += [dict.fromkeys(dates, "99")] if dates else []

    responses = {str(query): admin_client.get(admin_url(model, "changelist"), query) for query in queries}
    redirects = {response.url for response in responses.values() if response.status_code == 302}
    redirected_statuses = {url: admin_client.get(url, follow=True).status_code for url in redirects}

    assert {
        query: response.status_code for query, response in responses.items() if response.status_code not in (200, 302, 400)
    } == {}
    assert {url: status for url, status in redirected_statuses.items() if status not in (200, 400)} == {}


def test_changelist_with_invalid_parameters_displays_all_rows_and_a_message(admin_client):
    term = TermFactory()

    response = admin_client.get(admin_url(type(term), "changelist"), {"council__id__exact": "9" * 30}, follow=True)

    assert listed_rows(response) == {term}
    assert "Không đọc được điều kiện lọc trong địa chỉ" in visible_text(response)


@pytest.mark.parametrize("primary_keys", [["abc"], ["9" * 30], ["1", "x"], ["\x00"]])
def test_response_action_ignores_invalid_primary_keys(admin_client, primary_keys):
    term = TermFactory()
    posted = {"action": "delete_selected", "_selected_action": primary_keys, "post": "yes"}

    response = admin_client.post(admin_url(type(term), "changelist"), posted, follow=True)

    assert listed_rows(response) == {term}
    assert "Hãy chọn các dòng trong danh sách." in visible_text(response)


def test_change_view_redirects_to_the_filtered_changelist(admin_client):
    field = FieldFactory()
    data = {"council": field.council.pk, "key": field.key, "label": "Đất đai", "order": 1, "is_active": "on"}

    response = admin_client.post(
        f"{admin_url(type(field), 'change', field.pk)}?_changelist_filters=o%3D-1%26is_active__exact%3D1", data
    )

    assert response.url == f"{admin_url(type(field), 'changelist')}?o=-1&is_active__exact=1"


@pytest.mark.parametrize("create", [ArticleFactory, ResolutionFactory, AnnualReportFactory])
def test_public_page_links_to_the_page_of_the_record(admin_client, create):
    record = create()

    html = admin_client.get(admin_url(type(record), "changelist")).content.decode()

    assert f'<a href="{record.get_absolute_url()}" aria-label="Xem {record}">Xem</a>' in html


def test_public_page_is_absent_for_models_without_pages(admin_client):
    TermFactory()

    assert 'aria-label="Xem ' not in admin_client.get(admin_url(TermFactory._meta.model, "changelist")).content.decode()
