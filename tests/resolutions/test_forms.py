"""Values that the forms of documents, files and votes complete."""

import json
from datetime import date

import pytest
from django.urls import reverse

from resolutions.models import Resolution, ResolutionFile, Vote
from tests.admin_forms import form_errors, post_add_form
from tests.factories.resolutions import PDF, IssuedDocumentFactory, RegisterFactory, ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


def next_number(client, register, year="2021"):
    response = client.get(reverse("admin:resolutions_register_next"), {"so": register.pk, "nam": year})
    return json.loads(response.content)["sentence"]


@pytest.fixture
def document():
    """An unsaved resolution and a register for it."""
    resolution = unsaved(ResolutionFactory)
    register = RegisterFactory(council=resolution.session.term.council, pattern="{number}/{year}/NQ-HĐND")
    return resolution, register


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ({"symbol": "12"}, ("12/2021/NQ-HĐND", 2021, 12, "")),
        ({"symbol": " 12A "}, ("12a/2021/NQ-HĐND", 2021, 12, "a")),
        ({"symbol": "5", "year": "2022"}, ("05/2022/NQ-HĐND", 2022, 5, "")),
        ({"year": "2021", "number": "12"}, ("12/2021/NQ-HĐND", 2021, 12, "")),
        ({"year": "2021", "number": "12", "symbol": "12/NQ-HĐND8"}, ("12/NQ-HĐND8", 2021, 12, "")),
        ({"symbol": "12", "issued_on": "3/1/22"}, ("12/2022/NQ-HĐND", 2022, 12, "")),
    ],
)
def test_numbered_document_form_completes_the_symbol_by_the_register(admin_client, document, typed, stored):
    resolution, register = document

    assert post_add_form(admin_client, resolution, register=register.pk, **typed).status_code == 302
    assert Resolution.objects.values_list("symbol", "year", "number", "suffix").get() == stored


def test_numbered_document_form_refuses_a_bare_number_without_register(admin_client, document):
    resolution, _ = document

    assert form_errors(post_add_form(admin_client, resolution, register="", symbol="12")) == {
        "symbol": ["Chọn sổ văn bản, hoặc ghi đủ số, ký hiệu như in trên văn bản."]
    }


def test_numbered_document_form_links_the_document_that_has_the_number(admin_client, document):
    resolution, register = document
    ResolutionFactory(session=resolution.session, register=register, year=2021, number=12, symbol="12/2021/NQ-HĐND")

    response = post_add_form(admin_client, resolution, register=register.pk, symbol="12")

    assert form_errors(response)["number"] == ["Số này đã dùng trong sổ của năm."]
    (stored,) = Resolution.objects.all()
    link = f'<a href="/quan-tri/resolutions/resolution/{stored.pk}/change/" target="_blank">{stored}</a>'
    assert link in response.content.decode()
    assert Resolution.objects.count() == 1


def test_next_number_counts_both_kinds_of_documents(admin_client):
    register = RegisterFactory()
    ResolutionFactory(session__term__council=register.council, register=register, year=2021, number=3)
    IssuedDocumentFactory(council=register.council, register=register, year=2021, number=5)

    assert next_number(admin_client, register) == "Số tiếp theo của năm 2021: 6. Số chưa dùng: 1, 2, 4."
    assert next_number(admin_client, register, "2022") == "Số tiếp theo của năm 2022: 1."


def test_next_number_lists_five_unused_numbers_at_most(admin_client):
    register = RegisterFactory()
    IssuedDocumentFactory(council=register.council, register=register, year=2021, number=50)

    assert next_number(admin_client, register) == "Số tiếp theo của năm 2021: 51. Số chưa dùng: 1, 2, 3, 4, 5 …."


@pytest.mark.parametrize(
    ("typed", "documents"),
    [
        ("12", ["Nghị quyết số 12/NQ-HĐND ngày 28/09/2021"]),
        ("12/NQ-HĐND", ["Nghị quyết số 12/NQ-HĐND ngày 28/09/2021"]),
        ("012/2021/NQ-HĐND", ["Nghị quyết số 12/NQ-HĐND ngày 28/09/2021"]),
        (" 12 A", ["Kế hoạch số 12a/KH-HĐND"]),
        ("1", []),
        ("112", []),
        ("12b", []),
        ("1234567", []),
        ("NQ 12", []),
        ("", []),
    ],
)
def test_documents_with_typed_number_contain_both_kinds_of_documents(
    admin_client, django_assert_max_num_queries, typed, documents
):
    first = ResolutionFactory(numbered=True, number=12, symbol="12/NQ-HĐND", issued_on=date(2021, 9, 28))
    register = first.register
    document = {"council": register.council, "doc_type": "plan", "register": register}
    second = IssuedDocumentFactory(**document, year=2021, number=12, suffix="a", symbol="12a/KH-HĐND")
    IssuedDocumentFactory(**document, year=2020, number=12, symbol="12/KH-HĐND")
    urls = {
        str(document): reverse(f"admin:resolutions_{document._meta.model_name}_change", args=[document.pk])
        for document in (first, second)
    }

    with django_assert_max_num_queries(7):
        response = admin_client.get(reverse("admin:resolutions_register_next"), {"so": register.pk, "nam": "2021", "go": typed})

    assert response.json()["holders"] == [{"name": name, "url": urls[name]} for name in documents]


@pytest.mark.parametrize("key", ["", "abc", "9" * 30, "-1"])
def test_next_number_returns_404_without_a_register(admin_client, key):
    assert admin_client.get(reverse("admin:resolutions_register_next"), {"so": key}).status_code == 404


@pytest.mark.parametrize("year", ["", "abc", "9" * 30, "-1", "0000", "\x00"])
def test_next_number_uses_the_current_year_for_an_invalid_one(admin_client, year):
    assert next_number(admin_client, RegisterFactory(), year).endswith(": 1.")


def with_vote(**values):
    return {f"votes-0-{name}": value for name, value in values.items()} | {"votes-TOTAL_FORMS": 1}


def test_vote_on_resolution_form_takes_blank_values_from_the_resolution(admin_client):
    session = CouncilSessionFactory(total_delegates=35)
    resolution = unsaved(lambda: ResolutionFactory(session=session, title="Về ngân sách năm 2022"))

    row = with_vote(is_final="on", mode="show_of_hands", present="34", in_favour="33", against="1", abstained="0")
    response = post_add_form(admin_client, resolution, **row)

    vote = Vote.objects.get()
    assert response.status_code == 302
    assert (vote.subject, vote.held_on, vote.total_delegates) == ("Về ngân sách năm 2022", resolution.adopted_on, 35)
    assert (vote.session, vote.resolution, vote.in_favour) == (session, Resolution.objects.get(), 33)


def test_vote_on_resolution_form_requires_the_delegates_if_the_session_lacks_them(admin_client):
    resolution = unsaved(ResolutionFactory)

    row = with_vote(is_final="on", mode="show_of_hands", present="34", in_favour="33", against="1", abstained="0")
    response = post_add_form(admin_client, resolution, **row)

    (form,) = response.context["inline_admin_formsets"][1].formset.forms
    assert list(form.errors) == ["total_delegates"]
    assert form["present"].value() == "34"


@pytest.mark.parametrize("other", ["x", "0", "-1", "9" * 30, "\x00"])
def test_vote_on_resolution_form_refuses_another_resolution(admin_client, other):
    row = with_vote(resolution=other, mode="show_of_hands", present="34", in_favour="33", against="1", abstained="0")

    response = post_add_form(admin_client, unsaved(ResolutionFactory), **row)

    (form,) = response.context["inline_admin_formsets"][1].formset.forms
    assert "resolution" in form.errors
    assert not Resolution.objects.exists()


def test_vote_on_resolution_form_without_values_stores_no_vote(admin_client):
    row = with_vote(is_final="on", mode="show_of_hands", against="0", abstained="0")

    assert post_add_form(admin_client, unsaved(ResolutionFactory), **row).status_code == 302
    assert not Vote.objects.exists()


def test_resolution_file_form_names_a_file_by_its_role(admin_client, tmp_path):
    path = tmp_path / "scan_0001.pdf"
    path.write_bytes(PDF)
    row = {"files-0-role": "annex", "files-0-order": "1", "files-0-has_text": "unknown", "files-TOTAL_FORMS": 1}

    with path.open("rb") as file:
        assert post_add_form(admin_client, unsaved(ResolutionFactory), **row, **{"files-0-file": file}).status_code == 302

    assert ResolutionFile.objects.get().title == "Phụ lục"


def test_numbered_document_form_asks_no_number_of_a_draft_with_other_errors(admin_client, document):
    resolution, register = document

    errors = form_errors(post_add_form(admin_client, resolution, register=register.pk, title="", number="", year="", symbol=""))

    assert list(errors) == ["title"]
