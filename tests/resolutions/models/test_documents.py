import hashlib
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from core.records.periods import Period
from resolutions.models import DocumentFile, IssuedDocument, Resolution, ResolutionFile
from tests.admin_forms import form_errors, post_add_form
from tests.factories.councils import BodyFactory, CouncilFactory, FieldFactory
from tests.factories.resolutions import (
    PDF,
    DocumentFileFactory,
    IssuedDocumentFactory,
    RegisterFactory,
    ResolutionClassFactory,
    ResolutionFactory,
    ResolutionFileFactory,
    VoteFactory,
)
from tests.factories.sessions_app import CouncilSessionFactory
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

YEAR = Period.year(2021)


def test_resolution_normalise_takes_the_council_of_the_session():
    session = CouncilSessionFactory()

    resolution = ResolutionFactory(session=session, council=CouncilFactory())

    assert resolution.council == session.term.council


def test_numbered_document_normalise_lets_the_slug_follow_the_symbol():
    document = ResolutionFactory(symbol="05/NQ-HĐND", issued_on=date(2021, 9, 28))
    assert document.slug == "5-nq-hdnd"

    document.symbol = "06/2021/NQ-HĐND"
    document.status, document.publish_at = "published", datetime(2021, 9, 30, tzinfo=UTC)
    document.save()
    assert document.slug == "6-2021-nq-hdnd"

    document.symbol = "07/NQ-HĐND"
    document.save()
    assert (document.symbol, document.slug) == ("07/NQ-HĐND", "7-nq-hdnd")


def test_slug_is_blank_without_a_symbol():
    first = ResolutionFactory()
    second = ResolutionFactory(session=first.session, resolution_class=first.resolution_class)

    assert {first.slug, second.slug} == {""}


def test_slug_may_repeat_in_another_year():
    first = ResolutionFactory(numbered=True, year=2021, number=5)

    second = ResolutionFactory(
        numbered=True,
        session=first.session,
        resolution_class=first.resolution_class,
        register=first.register,
        year=2022,
        number=5,
    )

    assert first.slug == second.slug == "5-nq-hdnd"


@pytest.mark.parametrize("suffixes", [("", "a"), ("a", "b")])
def test_suffix_allows_an_inserted_number(suffixes):
    register = RegisterFactory()
    for suffix in suffixes:
        IssuedDocumentFactory(council=register.council, register=register, year=2021, number=12, suffix=suffix)

    assert {document.suffix for document in IssuedDocument.objects.numbered_in(register, 2021)} == set(suffixes)


@pytest.mark.parametrize(
    ("key", "make"),
    [("register", RegisterFactory), ("field", FieldFactory), ("resolution_class", ResolutionClassFactory)],
)
def test_resolution_clean_refuses_records_of_another_council(admin_client, key, make):
    record = unsaved(ResolutionFactory, **{key: make()})
    if key == "register":
        record.year, record.number = 2021, 1

    response = post_add_form(admin_client, record)

    assert set(form_errors(response)) == {key}
    assert Resolution.objects.count() == 0


@pytest.mark.parametrize(("key", "make"), [("register", RegisterFactory), ("field", FieldFactory), ("issuer", BodyFactory)])
def test_issued_document_clean_refuses_records_of_another_council(admin_client, key, make):
    record = unsaved(IssuedDocumentFactory, **{key: make()})
    if key == "register":
        record.year, record.number = 2021, 1

    assert set(form_errors(post_add_form(admin_client, record))) == {key}
    assert IssuedDocument.objects.count() == 0


@pytest.mark.parametrize("day", [date(2021, 9, 27), date(2021, 9, 30)])
def test_resolution_clean_refuses_an_adoption_outside_the_session(admin_client, day):
    session = CouncilSessionFactory(opened_on=date(2021, 9, 28), closed_on=date(2021, 9, 29))
    record = unsaved(lambda: ResolutionFactory(session=session), adopted_on=day)

    errors = form_errors(post_add_form(admin_client, record))

    assert errors == {"adopted_on": ["Ngày thông qua nằm ngoài thời gian của kỳ họp."]}
    assert Resolution.objects.count() == 0


def test_resolution_session_is_required(admin_client):
    record = unsaved(ResolutionFactory)

    assert set(form_errors(post_add_form(admin_client, record, session=""))) == {"session"}


def test_numbered_document_clean_refuses_a_number_of_the_other_table(admin_client):
    resolution = ResolutionFactory(numbered=True)
    record = unsaved(
        lambda: IssuedDocumentFactory(council=resolution.council),
        register=resolution.register,
        year=resolution.year,
        number=resolution.number,
        symbol=resolution.symbol,
    )

    assert form_errors(post_add_form(admin_client, record)) == {"number": ["Số này đã dùng trong sổ của năm."]}
    record.number += 1
    record.symbol = resolution.register.symbol_of(record.number, record.year)
    assert post_add_form(admin_client, record).status_code == 302


def test_adopted_in_uses_the_day_of_adoption_and_approved_the_publication_state():
    published = ResolutionFactory(published=True, numbered=True, year=2022)
    withdrawn = ResolutionFactory(withdrawn=True)
    late = CouncilSessionFactory(opened_on=date(2022, 1, 1))
    ResolutionFactory(published=True, numbered=True, session=late, year=2021)
    ResolutionFactory()
    ResolutionFactory(status="review")

    assert set(Resolution.objects.approved().adopted_in(YEAR)) == {published, withdrawn}
    assert set(Resolution.objects.published().adopted_in(YEAR)) == {published}


def test_adopted_in_excludes_resolutions_of_the_standing_body():
    council = CouncilFactory()
    document = IssuedDocumentFactory(
        council=council,
        doc_type="resolution",
        issuer=BodyFactory(council=council, kind="standing"),
        published=True,
        symbol="07/NQ-HĐND",
        issued_on=date(2021, 10, 13),
    )

    assert str(document) == "Nghị quyết của Thường trực số 07/NQ-HĐND"
    assert set(Resolution.objects.of(council).approved().adopted_in(YEAR)) == set()
    assert set(IssuedDocument.objects.of(council).approved().issued_in(YEAR)) == {document}


def test_issued_in_uses_the_day_of_signature():
    last_day = IssuedDocumentFactory(signed=True, issued_on=date(2021, 12, 31))
    IssuedDocumentFactory(signed=True, issued_on=date(2022, 1, 1))
    IssuedDocumentFactory()

    assert set(IssuedDocument.objects.issued_in(YEAR)) == {last_day}


def test_in_force_on_selects_documents_until_the_first_day_without_effect():
    open_ended = ResolutionFactory(effective_from=date(2021, 10, 8))
    ended = ResolutionFactory(effective_from=date(2021, 10, 8), expires_on=date(2021, 12, 1))
    ResolutionFactory()

    def in_force_on(day):
        return set(Resolution.objects.in_force_on(day))

    assert in_force_on(date(2021, 10, 7)) == set()
    assert in_force_on(date(2021, 10, 8)) == in_force_on(date(2021, 11, 30)) == {open_ended, ended}
    assert in_force_on(date(2021, 12, 1)) == {open_ended}


def test_opinions_selects_documents_that_give_an_opinion():
    opinion = IssuedDocumentFactory(doc_type="opinion")
    IssuedDocumentFactory(doc_type="letter")

    assert set(IssuedDocument.objects.opinions()) == {opinion}


def test_with_final_vote_adds_the_vote_without_duplicating_rows(django_assert_num_queries):
    voted, unvoted = ResolutionFactory(), ResolutionFactory()
    final = VoteFactory(resolution=voted, session=voted.session, is_final=True)
    VoteFactory(resolution=voted, session=voted.session)
    VoteFactory(resolution=unvoted, session=unvoted.session)

    with django_assert_num_queries(1):
        result = {resolution: resolution.final_vote for resolution in Resolution.objects.for_list().with_final_vote()}

    assert result == {voted: final, unvoted: None}
    assert Resolution.objects.with_final_vote().count() == 2
    assert Resolution.objects.get(pk=voted.pk).final_vote == final


def test_numbered_document_str_contains_type_symbol_and_day():
    resolution = ResolutionFactory(symbol="12/NQ-HĐND", issued_on=date(2021, 9, 28))
    report = IssuedDocumentFactory(symbol="05/BC-HĐND")
    other = IssuedDocumentFactory(doc_type="other", title="Giấy mời")

    assert str(resolution) == "Nghị quyết số 12/NQ-HĐND ngày 28/09/2021"
    assert str(report) == "Báo cáo số 05/BC-HĐND"
    assert str(other) == "Văn bản chưa có số: Giấy mời"


@pytest.mark.parametrize("typed", ["đống đa", "dong da", "12/NQ-HĐND", "12/nq-hdnd"])
def test_resolution_admin_search_ignores_diacritics(admin_client, typed):
    result = ResolutionFactory(symbol="12/NQ-HĐND", title="Về quận Đống Đa")
    ResolutionFactory(symbol="13/NQ-HĐND", title="Về quận Ba Đình")

    page = admin_client.get("/quan-tri/resolutions/resolution/", {"q": typed})

    assert set(page.context["cl"].queryset) == {result}


def test_of_selects_files_by_the_council_of_their_document():
    signed, scanned = ResolutionFileFactory(), DocumentFileFactory()
    ResolutionFileFactory()
    DocumentFileFactory()

    assert set(ResolutionFile.objects.of(signed.resolution.council)) == {signed}
    assert set(DocumentFile.objects.of(scanned.document.council)) == {scanned}


def test_attachment_measure_stores_size_and_hash_and_upload_name_hides_the_file_name():
    stored = ResolutionFileFactory()

    assert (stored.size, stored.content_type) == (len(PDF), "application/pdf")
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()
    assert "nghi-quyet" not in stored.file.name
    assert stored.file.name.endswith(".pdf")


def test_attachment_file_of_another_type_is_refused():
    stored = ResolutionFileFactory.build(resolution=ResolutionFactory(), file__filename="a.docx")

    with pytest.raises(ValidationError) as refusal:
        stored.full_clean()

    assert refusal.value.message_dict == {
        "file": ["Tệp không phải là Word (docx) như đuôi tệp ghi; hãy lưu lại đúng loại hoặc chọn tệp khác."]
    }


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ('<p onclick="x()">Điều 1<script>x()</script></p>', "<p>Điều 1</p>"),
        ("<p>Điều 1</p>", "<p>Điều 1</p>"),
        ("Chi < 5 tỷ & tiết kiệm", "Chi < 5 tỷ & tiết kiệm"),
        ("", ""),
    ],
)
def test_resolution_normalise_cleans_html_and_leaves_plain_text(typed, stored):
    resolution = ResolutionFactory(body=typed)

    resolution.refresh_from_db()
    assert resolution.body == stored


@pytest.mark.parametrize(
    ("title", "short_title"),
    [
        ("Phụ lục kèm theo nghị quyết", "Phụ lục"),
        ("Phụ lục", "Phụ lục"),
        ("Phụ lục số 2", "Phụ lục số 2"),
        ("Danh mục dự án", "Danh mục dự án"),
    ],
)
def test_short_title_of_a_file_is_its_role_if_the_title_says_no_more(title, short_title):
    assert ResolutionFile(role="annex", title=title).short_title == short_title
    assert DocumentFile(title=title).short_title == title
