"""Addresses follow the records: what was public before leads on to the present address."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import FormerAddress
from core.pages.sections import public_sections
from tests.factories.accounts import ServiceFactory
from tests.factories.citizens import PetitionFactory
from tests.factories.councils import BodyFactory, CouncilFactory, FieldFactory
from tests.factories.news import ArticleFactory
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import IssuedDocumentFactory, ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.reports.records import draft, issued

pytestmark = pytest.mark.django_db

CORRECTIONS = {
    "news": [(ArticleFactory, {"slug": "ten-khac"}), (ArticleFactory, {"publish_at": datetime(2021, 3, 1, tzinfo=UTC)})],
    "resolutions": [
        (ResolutionFactory, {"number": 84, "symbol": "84/NQ-HĐND"}),
        (ResolutionFactory, {"year": 2020}),
        (ResolutionFactory, {"suffix": "a", "symbol": "85a/NQ-HĐND"}),
        (ResolutionFactory, {"number": None, "year": None, "register": None}),
    ],
    "documents": [
        (IssuedDocumentFactory, {"number": 84, "symbol": "84/BC-HĐND"}),
        (IssuedDocumentFactory, {"issued_on": date(2020, 12, 1)}),
    ],
    "sessions": [(CouncilSessionFactory, {"number": 84}), (CouncilSessionFactory, {"kind": "thematic", "series": "thematic"})],
    "meetings": [],  # only the council is part of the address
    "questions": [],  # as above
    "reports": [],  # an issued report cannot be changed; only its council can
}
OPTIONS = {"news": {"published": True}, "sessions": {"published": True}}  # all others are numbered documents
NUMBERED = {"published": True, "numbered": True, "number": 85}
CASES = [(namespace, *case) for namespace, cases in CORRECTIONS.items() for case in cases]


def corrected(record, **values):
    record = type(record).objects.get(pk=record.pk)
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    return record


def published_85(**values):
    return ResolutionFactory(numbered=True, published=True, number=85, symbol="85/NQ-HĐND", **values)


def test_corrections_cover_every_registered_section():
    assert set(CORRECTIONS) == {section.namespace for section in public_sections()}


@pytest.mark.parametrize(("namespace", "factory", "values"), CASES)
def test_former_address_leads_on_after_a_correction(client, namespace, factory, values):
    record = factory(**OPTIONS.get(namespace, NUMBERED))
    before = record.get_absolute_url()

    record = corrected(record, **values)
    response = client.get(f"{before}?trang=2")

    assert record.get_absolute_url() != before
    assert (response.status_code, response.url) == (301, f"{record.get_absolute_url()}?trang=2")
    assert record.stored_public_path() == record.get_absolute_url()
    assert [row.path for row in FormerAddress.objects.about(record)] == [before]


def test_corrected_number_is_free_for_the_real_one(client):
    wrong = published_85()
    before = wrong.get_absolute_url()
    wrong = corrected(wrong, number=84, symbol="84/NQ-HĐND")
    real = published_85(session=wrong.session, register=wrong.register)

    response = client.get(before)

    assert real.get_absolute_url() == before
    assert response.status_code == 200
    assert "Địa chỉ này trước đây là của" in response.text
    assert f'<a href="{wrong.get_absolute_url()}">' in response.text


def test_former_addresses_lead_on_in_one_hop_after_several_corrections(client):
    record = published_85()
    addresses = [record.get_absolute_url()]
    for number in (84, 83):
        record = corrected(record, number=number, symbol=f"{number}/NQ-HĐND")
        addresses.append(record.get_absolute_url())

    assert {client.get(path).url for path in addresses[:2]} == {addresses[2]}


def test_record_that_returns_to_its_first_address_causes_no_loop(client):
    record = published_85()
    first = record.get_absolute_url()
    second = corrected(record, number=84, symbol="84/NQ-HĐND").get_absolute_url()
    corrected(record, number=85, symbol="85/NQ-HĐND")

    assert client.get(first).status_code == 200
    assert "trước đây" not in client.get(first).text
    assert client.get(second).url == first


def test_exchanged_numbers_each_name_the_other_record(client):
    a = published_85()
    b = ResolutionFactory(numbered=True, published=True, number=84, symbol="84/NQ-HĐND", session=a.session, register=a.register)
    corrected(a, number=86, symbol="86/NQ-HĐND")
    b = corrected(b, number=85, symbol="85/NQ-HĐND")
    a = corrected(a, number=84, symbol="84/NQ-HĐND")

    for record, other in ((a, b), (b, a)):
        response = client.get(record.get_absolute_url())
        assert response.status_code == 200
        assert f'<a href="{other.get_absolute_url()}">' in response.text


@pytest.mark.parametrize("values", [{}, {"status": "published", "publish_at": timezone.now() + timedelta(days=900)}])
def test_address_that_was_never_public_is_not_stored(client, values):
    record = ResolutionFactory(numbered=True, number=85, symbol="85/NQ-HĐND", **values)
    before = record.get_absolute_url()

    record = corrected(record, number=84, symbol="84/NQ-HĐND")

    assert record.slug == "84-nq-hdnd"
    assert not FormerAddress.objects.exists()
    assert client.get(before).status_code == 404


def test_former_address_of_a_withdrawn_record_gives_its_reason(client):
    record = published_85()
    before = record.get_absolute_url()
    corrected(record, number=84, symbol="84/NQ-HĐND")
    corrected(record, status="withdrawn", withdrawn_reason="Có dữ liệu cá nhân.")

    response = client.get(before)

    assert response.status_code == 410
    assert "Có dữ liệu cá nhân." in response.text


def test_former_address_of_a_record_that_is_a_draft_again_leads_its_staff_on_and_nobody_else(client):
    record = published_85()
    before = record.get_absolute_url()
    record = corrected(corrected(record, number=84, symbol="84/NQ-HĐND"), status="draft")

    assert client.get(before).status_code == 404
    client.force_login(ServiceFactory(council=record.council, role="records_officer").user)
    response = client.get(before)
    assert (response.url, response["Cache-Control"]) == (record.get_absolute_url(), "private, no-store")


def test_former_address_of_a_deleted_record_is_not_found(client):
    record = published_85()
    before = record.get_absolute_url()
    corrected(record, number=84, symbol="84/NQ-HĐND").delete()

    assert client.get(before).status_code == 404


def test_former_slug_of_a_council_leads_on_everywhere_with_one_row(client):
    resolution = published_85()
    council = resolution.council
    document = IssuedDocumentFactory(numbered=True, published=True, council=council)
    records = (resolution, document)
    old, pages = council.slug, [record.get_absolute_url() for record in records]

    corrected(council, slug="phuong-moi")

    assert FormerAddress.objects.count() == 1
    for record, page in zip(records, pages, strict=True):
        present = type(record).objects.get(pk=record.pk).get_absolute_url()
        assert present.split("/")[2] == "phuong-moi"
        assert client.get(f"{page}?a=1").url == f"{present}?a=1"
    assert client.get(f"/nghi-quyet/{old}/").url == "/nghi-quyet/phuong-moi/"
    assert client.get(f"/nghi-quyet/?hd={old}").url == "/nghi-quyet/?hd=phuong-moi"
    assert client.get(f"/bao-cao/?hd={old}").url == "/bao-cao/?hd=phuong-moi"


@pytest.mark.parametrize(
    "path",
    [
        "/nghi-quyet/{}/2021/khong-co/",
        "/nghi-quyet/{}/999/",
        "/van-ban/{}/2021/khong-co-999/",
        "/bao-cao/{}/khong-co/",
        "/bao-cao/{}/khong-co/bao-cao.pdf",
        "/bieu-trung/{}/khong-co.webp",
    ],
)
def test_address_below_a_former_slug_that_never_was_is_not_found_at_once(client, path):
    council = published_85().council
    old = council.slug
    corrected(council, slug="phuong-moi")

    assert client.get(path.format(old)).status_code == 404


def test_short_addresses_with_a_former_slug_lead_on(client):
    council = published_85().council
    old = council.slug
    corrected(council, slug="phuong-moi")

    for short in ("/nghi-quyet/{}/", "/nghi-quyet/{}/2021/", "/van-ban/{}/", "/van-ban/{}/2021/", "/bao-cao/{}/"):
        response = client.get(short.format(old))
        assert (response.status_code, response.url) == (301, short.format("phuong-moi"))


def test_draft_under_a_former_slug_leads_its_staff_on_and_is_stored_nowhere(client):
    draft_85 = ResolutionFactory(numbered=True, number=85, symbol="85/NQ-HĐND")
    before, council = draft_85.get_absolute_url(), draft_85.council
    corrected(council, slug="phuong-moi")
    draft_85 = type(draft_85).objects.get()

    assert client.get(before).status_code == 404
    client.force_login(ServiceFactory(council=council, role="records_officer").user)
    response = client.get(before)
    assert (response.url, response["Cache-Control"]) == (draft_85.get_absolute_url(), "private, no-store")


def test_former_slug_that_another_council_has_got_names_the_former_council(client):
    a = published_85()
    old = a.council.slug
    report_of_a = issued(draft(a.council))
    council_a = corrected(a.council, slug="phuong-moi", name="HĐND phường A")
    council_b = CouncilFactory(slug=old, name="HĐND phường B", is_hosted=True)
    session = CouncilSessionFactory(term__council=council_b)
    b = ResolutionFactory(session=session, numbered=True, published=True, number=85, symbol="85/NQ-HĐND")
    report_of_b = issued(draft(council_b, slug=report_of_a.slug))
    a, report_of_a = (type(record).objects.get(pk=record.pk) for record in (a, report_of_a))

    for record, other in ((b, a), (report_of_b, report_of_a)):
        page = client.get(record.get_absolute_url()).text
        assert f'Địa chỉ này trước đây là của <a href="{other.get_absolute_url()}">' in page
        assert "trước đây là của" not in client.get(other.get_absolute_url()).text
    for path in ("/nghi-quyet/?hd={}&nam=2021", "/bao-cao/?hd={}"):
        page = client.get(path.format(old)).text
        link = path.format(council_a.slug).replace("&", "&amp;")
        assert f'Địa chỉ này trước đây là của <a href="{link}">HĐND phường A</a>' in page
        assert "trước đây là của" not in client.get(path.format(council_a.slug)).text


def test_identifier_of_a_feed_entry_stays_when_its_addresses_change(client, settings):
    settings.BASE_URL = "https://hdnd.example.vn:8443"
    record = published_85()
    council = corrected(record.council, slug="phuong-moi")
    corrected(record, number=84, symbol="84/NQ-HĐND", council=council)

    assert (
        f'<guid isPermaLink="false">tag:hdnd.example.vn,2026:resolution:{record.pk}</guid>'
        in client.get("/nghi-quyet/rss.xml").text
    )


def test_former_slug_of_a_council_and_former_number_lead_on_in_one_hop(client):
    record = published_85()
    first = record.get_absolute_url()
    corrected(record.council, slug="phuong-moi")
    second = corrected(record, number=84, symbol="84/NQ-HĐND").get_absolute_url()
    corrected(record.council, slug="phuong-moi-hon")
    record = corrected(record, number=83, symbol="83/NQ-HĐND")

    assert client.get(first).url == record.get_absolute_url()
    assert client.get(second).url == record.get_absolute_url()


def test_former_address_of_a_report_leads_on_with_its_files_and_figures(client):
    report = AnnualReportFactory(issued=True)
    before = f"/bao-cao/{report.council.slug}/ky-cu/"
    FormerAddress.objects.add(before, report, report.council_id)

    for below in ("", "bao-cao.pdf", "figures.json", "resolutions.adopted/"):
        assert client.get(before + below).url == report.get_absolute_url() + below


def test_former_slug_of_a_council_leads_on_with_all_addresses_of_its_reports(client):
    report = issued(draft(CouncilFactory()))
    before = report.get_absolute_url()
    corrected(report.council, slug="phuong-moi")

    for below in ("", "bao-cao.pdf", "figures.json", "resolutions.adopted/?phan=normative"):
        assert client.get(before + below).url == f"/bao-cao/phuong-moi/{report.slug}/{below}"


@pytest.mark.parametrize(
    ("create", "url", "values", "expected"),
    [
        (lambda: ArticleFactory(published=True).category, "/tin-tuc/?chuyen-muc={}", {"key": "moi"}, "/tin-tuc/?chuyen-muc=moi"),
        (
            lambda: ArticleFactory(published=True).category,
            "/tin-tuc/rss.xml?chuyen-muc={}",
            {"key": "moi"},
            "/tin-tuc/rss.xml?chuyen-muc=moi",
        ),
        (lambda: published_85().resolution_class, "/nghi-quyet/?loai={}", {"key": "moi"}, "/nghi-quyet/?loai=moi"),
        (lambda: published_85().session.term, "/nghi-quyet/?ky-hop={}-1", {"slug": "moi"}, "/nghi-quyet/?ky-hop=moi-1"),
        (
            lambda: published_85().session.term,
            "/nghi-quyet/?ky-hop=x.{}-chuyen-de-1",
            {"slug": "moi"},
            "/nghi-quyet/?ky-hop=x.moi-chuyen-de-1",
        ),
        (
            lambda: published_85().session.council,
            "/nghi-quyet/?ky-hop={}.2021-2026-1",
            {"slug": "moi"},
            "/nghi-quyet/?ky-hop=moi.2021-2026-1",
        ),
        (
            lambda: IssuedDocumentFactory(numbered=True, published=True, field=FieldFactory()).field,
            "/van-ban/?linh-vuc={}",
            {"key": "moi"},
            "/van-ban/?linh-vuc=moi",
        ),
        (BodyFactory, "/van-ban/?co-quan={}", {"slug": "moi"}, "/van-ban/?co-quan=moi"),
    ],
)
def test_list_with_a_former_key_leads_on(client, create, url, values, expected):
    record = create()
    (name,) = values
    old = getattr(record, name)

    corrected(record, **values)

    response = client.get(url.format(old))
    assert (response.status_code, response.url) == (301, expected)


def test_list_with_a_key_of_a_live_record_stays(client):
    category = ArticleFactory(published=True).category
    old = category.key
    category = corrected(category, key="moi")
    type(category)(council=category.council, key=old, label="Khác").save()

    assert client.get(f"/tin-tuc/?chuyen-muc={old}").status_code == 200


def test_page_that_is_not_found_costs_one_more_query(client):
    CouncilFactory()
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/nghi-quyet/khong-co/2021/85-nq-hdnd/").status_code == 404

    assert len([query for query in queries if "core_formeraddress" in query["sql"]]) == 1


def test_former_abbreviation_stays_in_codes_and_is_reserved():
    petition = PetitionFactory(published=True)
    code, council = petition.code, petition.council
    old = council.abbreviation

    corrected(council, abbreviation="MOI")

    assert corrected(petition, public_summary="Sửa lời.").code == code
    other = CouncilFactory()
    other.abbreviation = old
    with pytest.raises(Exception, match="từng dùng trong mã kiến nghị") as error:
        other.full_clean()
    assert "abbreviation" in error.value.message_dict
