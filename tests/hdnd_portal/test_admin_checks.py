"""What the checks find, where staff work: on the form, in the list, before publication; and the page of waivers."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import Waiver
from core.models.findings import findings_of
from resolutions.models import Resolution
from tests.admin_forms import post_add_form
from tests.factories.accounts import ServiceFactory
from tests.factories.councils import MandateFactory
from tests.factories.resolutions import ResolutionFactory
from tests.hdnd_portal.admin_models import admin_url, listed_rows, visible_text
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

ERROR = "Có hiệu lực từ 27/09/2021, trước ngày thông qua 28/09/2021."
EARLY = date(2021, 9, 27)
STAYS_UNPUBLISHED = "Đã lưu nhưng chưa công khai: hãy sửa các lỗi dưới đây, hoặc nhờ người duyệt chấp nhận kèm lý do."


@pytest.fixture
def resolution():
    """A signed draft with an error."""
    return ResolutionFactory(signed=True, effective_from=EARLY)


@pytest.fixture
def reviewer(client, resolution):
    """The client of a reviewer of the council of `resolution`."""
    client.force_login(ServiceFactory(council=resolution.council, role="reviewer").user)
    return client


def change_url(record):
    return admin_url(type(record), "change", record.pk)


def waiver_url(record):
    """The address of the page on which the only finding of `record` is waived."""
    (finding,) = findings_of(record)
    address = reverse("admin:record_waiver", args=[record._meta.label_lower, record.pk, finding.check.code])
    return f"{address}?cau={finding.problem.sentence_hash}"


def posted(client, record, **data):
    """The POST of the change form of `record` as its page displays it, updated with `data`."""
    page = client.get(change_url(record))
    form = page.context["adminform"].form
    values = {field.html_name: field.value() for field in form if field.value() not in (None, "", False)}
    for inline in page.context["inline_admin_formsets"]:
        values |= {f"{inline.formset.prefix}-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    return client.post(change_url(record), values | data, follow=True)


def test_form_displays_what_the_checks_find_with_links(reviewer, resolution):
    type(resolution.session).objects.filter(pk=resolution.session_id).update(opened_on="2021-09-20", closed_on="2021-09-20")

    response = reviewer.get(change_url(resolution))

    text = visible_text(response)
    assert f"Lỗi: {ERROR}" in " ".join(text.split())
    assert "Ngày thông qua 28/09/2021 nằm ngoài thời gian của kỳ họp." in text
    assert change_url(resolution.session) in response.content.decode()


def test_form_without_findings_has_no_block(reviewer, resolution):
    other = ResolutionFactory(session=resolution.session)

    assert "Cần xem" in visible_text(reviewer.get(change_url(resolution)))
    assert "Cần xem" not in visible_text(reviewer.get(change_url(other)))


def test_list_has_a_column_and_a_filter_of_what_the_checks_find(reviewer, resolution):
    fine = ResolutionFactory(session=resolution.session)
    waived = ResolutionFactory(session=resolution.session, effective_from=EARLY)
    reviewer.post(waiver_url(waived), {"reason": "Đúng như bản ký."})
    address = admin_url(Resolution, "changelist")

    response = reviewer.get(address)

    attention = {row: row.attention for row in response.context["cl"].result_list}
    assert attention == {resolution: "co-loi", fine: "khong", waived: "da-chap-nhan"}
    assert "có lỗi" in visible_text(response)
    assert listed_rows(reviewer.get(address, {"can-xem": "co-loi"})) == {resolution}
    assert listed_rows(reviewer.get(address, {"can-xem": "khong"})) == {fine}
    assert listed_rows(reviewer.get(address, {"can-xem": "co-luu-y"})) == set()
    assert listed_rows(reviewer.get(address, {"can-xem": "la"})) == set()
    assert "Cần xem: có lỗi" in visible_text(reviewer.get(address, {"can-xem": "co-loi"}))


def test_list_costs_no_more_for_more_findings(reviewer, resolution):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            reviewer.get(admin_url(Resolution, "changelist"))
        return len(queries)

    one = cost()
    ResolutionFactory.create_batch(3, session=resolution.session, effective_from=EARLY)

    assert cost() == one


def test_publishing_by_form_saves_all_but_the_publication_of_a_record_with_an_error(reviewer, resolution):
    response = posted(reviewer, resolution, title="Về ngân sách quận", _publish="1")

    resolution.refresh_from_db()
    assert (resolution.title, resolution.status, resolution.publish_at) == ("Về ngân sách quận", "draft", None)
    assert resolution.first_published_at is None
    assert response.redirect_chain == [(change_url(resolution), 302)]
    text = visible_text(response)
    assert STAYS_UNPUBLISHED in text
    assert ERROR in text
    assert [row.status for row in resolution.history.all()] == ["draft", "draft"]


def test_publishing_by_the_add_form_stores_a_draft(reviewer, resolution):
    new = unsaved(lambda: ResolutionFactory(session=resolution.session, signed=True, effective_from=EARLY))

    response = post_add_form(reviewer, new, _publish="1")

    stored = Resolution.objects.exclude(pk=resolution.pk).get()
    assert (stored.status, stored.first_published_at) == ("draft", None)
    assert response.url == change_url(stored)


def test_publishing_by_form_is_possible_after_a_waiver(reviewer, resolution):
    reviewer.post(waiver_url(resolution), {"reason": "Đúng như bản ký."})

    posted(reviewer, resolution, _publish="1")

    resolution.refresh_from_db()
    assert resolution.is_public()


def test_public_record_with_an_error_can_be_corrected(reviewer, resolution):
    Resolution.objects.filter(pk=resolution.pk).update(status="published", publish_at="2021-10-01T00:00Z")

    response = posted(reviewer, resolution, title="Về ngân sách quận", publish_at="01/10/2021 07:00", _save="1")

    resolution.refresh_from_db()
    assert (resolution.title, resolution.status) == ("Về ngân sách quận", "published")
    assert f"cần xem. {ERROR}" in " ".join(visible_text(response).split())


def test_publish_selected_publishes_only_records_without_errors(reviewer, resolution):
    fine = ResolutionFactory(session=resolution.session, signed=True)
    data = {"action": "publish_selected", "_selected_action": [resolution.pk, fine.pk]}

    response = reviewer.post(admin_url(Resolution, "changelist"), data, follow=True)

    assert {row.pk: row.status for row in Resolution.objects.all()} == {resolution.pk: "draft", fine.pk: "published"}
    text = " ".join(visible_text(response).split())
    assert f"{resolution} : chưa công khai. {ERROR}" in text
    assert "Đã công khai 1 nghị quyết." in text


def test_publish_selected_publishes_a_record_whose_only_error_is_waived(reviewer, resolution):
    reviewer.post(waiver_url(resolution), {"reason": "Đúng như bản ký."})

    reviewer.post(admin_url(Resolution, "changelist"), {"action": "publish_selected", "_selected_action": [resolution.pk]})

    resolution.refresh_from_db()
    assert resolution.is_public()


def test_list_displays_advice_and_filters_by_it(reviewer, resolution):
    advised = ResolutionFactory(session=resolution.session, numbered=True, number=5, symbol="5-NQ/HĐND")
    address = admin_url(Resolution, "changelist")

    response = reviewer.get(address)

    assert {row: row.attention for row in response.context["cl"].result_list}[advised] == "co-luu-y"
    assert "có lưu ý" in visible_text(response)
    assert listed_rows(reviewer.get(address, {"can-xem": "co-luu-y"})) == {advised}


def test_waiver_stays_visible_with_its_author_and_can_be_withdrawn(reviewer, resolution):
    assert ERROR in visible_text(reviewer.get(waiver_url(resolution)))
    for nothing in (" ", "\u200b", "\u00ad\u202e", "..."):
        assert "Hãy ghi lý do chấp nhận." in visible_text(reviewer.post(waiver_url(resolution), {"reason": nothing}))
    too_long = reviewer.post(waiver_url(resolution), {"reason": "x" * 301})
    assert "Lý do dài quá 300 ký tự (đang có 301)." in visible_text(too_long)

    reviewer.post(waiver_url(resolution), {"reason": "Đúng như bản ký."})

    waiver = Waiver.objects.get()
    assert (waiver.reason, waiver.council_id) == ("Đúng như bản ký.", resolution.council_id)
    text = " ".join(visible_text(reviewer.get(change_url(resolution))).split())
    assert f"của {ServiceFactory._meta.model.objects.get().user}: Đúng như bản ký." in text
    page = reviewer.get(waiver_url(resolution))
    assert "Rút lời chấp nhận" in visible_text(page)

    reviewer.post(waiver_url(resolution), page.context["form"].initial)

    assert not Waiver.objects.exists()


def test_waiver_stays_when_its_form_is_sent_twice(reviewer, resolution):
    address = waiver_url(resolution)
    reviewer.post(address, {"reason": "Đúng như bản ký."})

    again = reviewer.post(address, {"reason": "Đúng như bản ký."}, follow=True)
    other = reviewer.post(address, {"reason": "Văn bản ghi vậy."}, follow=True)
    reviewer.post(address)
    reviewer.post(address, {"waiver": Waiver.objects.get().pk + 1})

    assert again.redirect_chain == [(change_url(resolution), 302)]
    assert "Lý do vừa gửi không được lưu: “Văn bản ghi vậy.”" in visible_text(other)
    assert Waiver.objects.get().reason == "Đúng như bản ký."


def test_waiver_is_refused_for_a_sentence_that_has_changed(reviewer, resolution):
    address = waiver_url(resolution)
    Resolution.objects.filter(pk=resolution.pk).update(effective_from=date(2021, 9, 26))

    response = reviewer.post(address, {"reason": "Đúng như bản ký."}, follow=True)

    assert "Câu của kiểm tra đã thay đổi hoặc không còn; hãy xem lại trên biểu mẫu." in visible_text(response)
    assert not Waiver.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"), [("reviewer", 200), ("records_officer", 403), ("ward_clerk", 403), ("standing", 403)]
)
def test_waiver_is_for_reviewers_of_the_council(client, resolution, role, status):
    client.force_login(ServiceFactory(council=resolution.council, role=role).user)
    address = waiver_url(resolution)

    assert client.get(address).status_code == status
    assert ("Chấp nhận kèm lý do" in visible_text(client.get(change_url(resolution)))) is (status == 200)

    client.force_login(ServiceFactory(role="reviewer").user)  # of another council
    assert client.get(address).status_code == 404


def test_waiver_is_for_records_without_publication_too(client):
    mandate = MandateFactory()
    type(mandate.term).objects.filter(pk=mandate.term_id).update(end=date(2025, 7, 1))
    client.force_login(ServiceFactory(council=mandate.get_council(), role="reviewer").user)

    assert client.post(waiver_url(mandate), {"reason": "Còn chờ văn bản."}).status_code == 302
    assert [finding.blocks for finding in findings_of(mandate)] == [False]


@pytest.mark.parametrize("path", ["resolutions.vote/{}/resolution-effect", "resolutions.resolution/{}/khong-co", "x/{}/x"])
def test_waiver_page_is_not_there_for_another_check(reviewer, resolution, path):
    address = reverse("admin:index") + f"chap-nhan/{path.format(resolution.pk)}/"

    assert reviewer.get(address).status_code == 404
