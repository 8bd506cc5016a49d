"""The numbers of a register: gaps, questioned numbers, and which documents a register takes."""

import pytest
from django.core.exceptions import ValidationError

from resolutions.models import IssuedDocument, Register, Resolution, Vote
from resolutions.series import Series, is_like_date
from tests.admin_forms import form_class_of, form_errors, post_add_form, user_of
from tests.factories.councils import BodyFactory
from tests.factories.resolutions import IssuedDocumentFactory, RegisterFactory, ResolutionFactory, VoteFactory
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


def test_series_finds_the_first_gaps_below_a_number_of_millions(django_assert_num_queries):
    register = RegisterFactory()
    for number in (1, 3, 5_000_000):
        IssuedDocumentFactory(council=register.council, register=register, year=2021, number=number)

    with django_assert_num_queries(1):
        assert register.series(2021) == Series(5_000_000, (2, 4, 5, 6, 7), has_more_gaps=True)


@pytest.mark.parametrize("number", [2021, 28092021, 280921, 1012021])
def test_is_like_date_recognises_years_and_dates(number):
    assert is_like_date(number)


@pytest.mark.parametrize("number", [12, 999, 5_000_000, 99_999_999])
def test_is_like_date_leaves_other_numbers(number):
    assert not is_like_date(number)


@pytest.mark.parametrize("number", [2021, 280921, 500])
def test_numbered_document_form_questions_a_number_until_it_is_confirmed(admin_client, number):
    resolution = unsaved(ResolutionFactory)
    register = RegisterFactory(council=resolution.council)
    typed = {"register": register.pk, "year": "2021", "number": number}

    response = post_add_form(admin_client, resolution, **typed)

    assert "tích “Số này đúng” rồi lưu" in form_errors(response)["number"][0]
    assert 'name="number_confirmed"' in response.content.decode()
    assert post_add_form(admin_client, resolution, **typed, number_confirmed="on").status_code == 302
    assert Resolution.objects.get().number == number


@pytest.mark.parametrize("symbol", ["21/NQ-HĐND", "Số: 21/NQ-HĐND", "số 21/NQ-HĐND"])
def test_numbered_document_clean_refuses_another_number_in_the_symbol(admin_client, symbol):
    resolution = unsaved(ResolutionFactory)
    register = RegisterFactory(council=resolution.council)

    response = post_add_form(admin_client, resolution, register=register.pk, year="2021", number="12", symbol=symbol)

    assert form_errors(response) == {"symbol": ["Ký hiệu ghi số 21 nhưng ô số ghi 12; hãy sửa cho khớp."]}


def test_numbered_document_clean_refuses_a_register_of_another_kind(admin_client):
    resolution = unsaved(ResolutionFactory)
    reports = RegisterFactory(council=resolution.council, for_kinds="báo cáo", name="Sổ báo cáo", pattern="{number}/BC-HĐND")
    own = RegisterFactory(council=resolution.council, for_kinds="nghị quyết của HĐND", name="Sổ nghị quyết")

    response = post_add_form(admin_client, resolution, register=reports.pk, year="2021", number="1")

    assert form_errors(response)["register"] == ["Sổ này dùng cho báo cáo. Sổ đúng của văn bản này: “Sổ nghị quyết”."]
    form = form_class_of(user_of(admin_client), Resolution)()
    assert set(form.fields["register"].queryset) == {own}
    assert form.initial["register"] == own.pk
    assert form.fields["number"].widget.attrs["placeholder"] == 1


def test_for_kind_prefers_the_registers_of_the_issuer():
    body = BodyFactory(kind="committee")
    common = RegisterFactory(council=body.council, for_kinds="báo cáo, kế hoạch")
    own = RegisterFactory(council=body.council, for_kinds="báo cáo", issuer=body)

    assert set(Register.objects.for_kind("report", body)) == {own}
    assert set(Register.objects.for_kind("plan", body)) == {common}
    assert set(Register.objects.for_kind("report")) == {common}
    with pytest.raises(ValidationError):
        IssuedDocument(
            council=body.council, register=common, issuer=body, doc_type="report", title="Báo cáo", year=2021, number=1
        ).full_clean()


def test_register_form_stores_an_example_as_pattern_and_shows_no_placeholder(admin_client):
    record = unsaved(RegisterFactory)

    assert post_add_form(admin_client, record, pattern="05/2021/NQ-HĐND", for_kinds=["report"]).status_code == 302

    stored = Register.objects.get()
    assert (stored.pattern, stored.for_kinds) == ("{number}/{year}/NQ-HĐND", ",report,")
    for page in ("", f"{stored.pk}/change/"):
        assert "{number}" not in admin_client.get(f"/quan-tri/resolutions/register/{page}").content.decode()


@pytest.mark.parametrize(
    ("in_favour", "two_thirds", "result"), [(18, False, "passed"), (17, False, "defeated"), (23, True, "defeated")]
)
def test_vote_normalise_takes_the_result_from_the_numbers(admin_client, in_favour, two_thirds, result):
    record = unsaved(VoteFactory, in_favour=in_favour, requires_two_thirds=two_thirds, result="")

    assert post_add_form(admin_client, record).status_code == 302
    assert Vote.objects.get().result == result


def test_vote_clean_refuses_a_council_without_delegates(admin_client):
    numbers = {"total_delegates": 0, "present": 0, "in_favour": 0, "against": 0, "abstained": 0}
    record = unsaved(VoteFactory, requires_two_thirds=True, result="passed", **numbers)

    assert form_errors(post_add_form(admin_client, record))["total_delegates"] == ["Tổng số đại biểu phải từ 1."]
    assert not Vote.objects.exists()


def test_vote_normalise_follows_corrected_numbers_but_keeps_a_stated_defeat():
    vote = Vote.objects.get(pk=VoteFactory(in_favour=3).pk)
    vote.in_favour = 33
    vote.save()
    assert vote.result == "passed"

    vote = Vote.objects.get(pk=vote.pk)
    vote.result = "defeated"
    vote.save()
    assert Vote.objects.get().result == "defeated"
    assert vote.drawing.title == "Biểu quyết không thông qua"


def test_resolution_page_says_that_a_vote_was_defeated(client):
    resolution = ResolutionFactory(
        numbered=True, published=True, session__status="published", session__publish_at="2021-09-01T00:00Z"
    )
    VoteFactory(resolution=resolution, session=resolution.session, is_final=True, in_favour=10)
    VoteFactory(resolution=resolution, session=resolution.session, is_final=True, in_favour=34)

    page = client.get(resolution.get_absolute_url()).content.decode()

    assert "Kết quả: không thông qua." in page
    assert "Kết quả: thông qua." in page
