"""Addresses of the admin that name records by their id reveal nothing of records that the user may not see."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from citizens.models import Petition
from councils.models import Person
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.citizens import PetitionFactory
from tests.factories.councils import MandateFactory
from tests.factories.news import ArticleFactory
from tests.factories.reports import AnnualReportFactory
from tests.hdnd_portal.admin_models import FACTORIES, MODELS, admin_url, model_label

pytestmark = pytest.mark.django_db

WITH_PAGE = [model for model in MODELS if hasattr(model, "get_absolute_url")]
OF_COUNCILS = [model for model in MODELS if not model_label(model).startswith("accounts.")]


def address_of(record, pk):
    return f"/quan-tri/r/{ContentType.objects.get_for_model(record).pk}/{pk}/"


@pytest.fixture
def reviewer(client):
    service = ServiceFactory(role="reviewer")
    client.force_login(service.user)
    return service


@pytest.mark.parametrize("model", WITH_PAGE, ids=model_label)
def test_public_page_of_record_answers_alike_for_a_hidden_record_and_for_none(client, reviewer, model):
    hidden = FACTORIES[model]()

    answers = [client.get(address_of(hidden, pk)) for pk in (hidden.pk, 999_999, "abc", "9" * 40, "1/2")]

    assert [answer.status_code for answer in answers] == [404] * 5


def test_public_page_of_record_answers_404_for_an_unknown_type(client, reviewer):
    assert [client.get(f"/quan-tri/r/{key}/1/").status_code for key in ("999999", "9" * 40)] == [404, 404]


def test_public_page_of_record_leads_to_the_page_of_an_own_record(client, reviewer):
    article = ArticleFactory(council=reviewer.council)

    assert client.get(address_of(article, article.pk)).url == article.get_absolute_url()


@pytest.mark.parametrize("model", OF_COUNCILS, ids=model_label)
def test_pages_by_id_answer_alike_for_a_record_of_another_council_and_for_none(client, reviewer, model):
    hidden = MandateFactory().person if model is Person else FACTORIES[model]()  # a person without a mandate is of no council

    for view in ("change", "delete", "history"):
        response = client.get(admin_url(model, view, hidden.pk))
        missing = client.get(admin_url(model, view, 999_999))
        assert (response.status_code, response.get("Location")) == (missing.status_code, missing.get("Location"))


def test_petition_content_is_internal_to_the_staff_of_its_council(client):
    petition = PetitionFactory(content="Ông Năm ở ngõ 12 phản ánh")
    other = ServiceFactory(role="reviewer").user
    delegate = ServiceFactory(role="delegate", council=petition.council).user
    names = [("change", petition.pk), ("history", petition.pk), ("changelist",)]

    for user in (other, delegate, UserFactory()):
        client.force_login(user)
        pages = [client.get(admin_url(Petition, *name), follow=True).content.decode() for name in names]
        assert not any("ngõ 12" in page for page in pages)


def test_autocomplete_view_reveals_no_record_of_another_council(client, reviewer):
    PetitionFactory()
    query = {"app_label": "citizens", "model_name": "petition", "field_name": "merged_into"}

    response = client.get(reverse("admin:autocomplete"), query)

    assert b"KN-" not in response.content
    assert "no-store" in response["Cache-Control"]


def test_lists_of_reports_are_stored_nowhere_for_staff(client, reviewer):
    AnnualReportFactory(council=reviewer.council, slug="2021")
    addresses = ["/bao-cao/", f"/bao-cao/{reviewer.council.slug}/"]

    assert [client.get(address)["Cache-Control"] for address in addresses] == ["private, no-store"] * 2
    client.logout()
    assert "no-store" not in client.get("/bao-cao/").get("Cache-Control", "")


@pytest.mark.parametrize("model", MODELS, ids=model_label)
def test_pages_of_the_admin_are_stored_nowhere(admin_client, model):
    header = admin_client.get(admin_url(model, "change", FACTORIES[model]().pk))["Cache-Control"]

    assert {"private", "no-store"} <= set(header.split(", "))
