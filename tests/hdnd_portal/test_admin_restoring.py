"""Forms that open with an older version of a record, or with the last version of a deleted one."""

from datetime import timedelta

import pytest

from citizens.models import Petition, VoterMeeting
from councils.models import Agency
from news.models import Article, ArticleFile
from supervision.models import SupervisedUnit, Supervision
from tests.factories.accounts import UserFactory
from tests.factories.citizens import PetitionFactory, VoterMeetingFactory
from tests.factories.councils import AgencyFactory, AreaFactory
from tests.factories.news import ArticleFactory, ArticleFileFactory
from tests.factories.supervision import SupervisedUnitFactory, SupervisionFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text
from tests.hdnd_portal.test_admin_roles import sign_in

pytestmark = pytest.mark.django_db


def form_with(client, record, version):
    """The change form of `record` as opened with a row of its history."""
    return client.get(admin_url(type(record), "change", record.pk), {"ban": version.history_id})


def typed_data(response):
    """What a browser posts from the form of a page, unchanged."""
    data = {}
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value not in (None, "", False) and not hasattr(value, "storage"):
                data[bound.html_name] = bound.field.prepare_value(value) if value is not True else "on"
    return data | {"_version": response.context["form_version"], "_save": "1"}


def text_of(response):
    return " ".join(visible_text(response).split())


def test_changeform_view_opens_an_older_version_without_saving_it(client):
    service = sign_in(client, "records_officer")
    agency = AgencyFactory(council=service.council, name="Phòng Nội vụ")
    agency.name = "Phòng Nội vụ và Lao động"
    agency.save()

    response = form_with(client, agency, agency.history.last())

    text = text_of(response)
    assert response.context["adminform"].form["name"].value() == "Phòng Nội vụ"
    assert "Chưa lưu gì" in text
    assert "Tên: Phòng Nội vụ (đang lưu: Phòng Nội vụ và Lao động)" in text
    assert "đang lưu: Phòng Nội vụ và Lao động" in text
    assert Agency.objects.get().name == "Phòng Nội vụ và Lao động"

    saved = client.post(admin_url(Agency, "change", agency.pk), typed_data(response))
    assert saved.status_code == 302
    assert Agency.objects.get().name == "Phòng Nội vụ"
    assert [row.name for row in agency.history.order_by("history_id")] == [
        "Phòng Nội vụ",
        "Phòng Nội vụ và Lao động",
        "Phòng Nội vụ",
    ]


def test_changeform_view_restores_relations_except_those_that_are_deleted(client):
    service = sign_in(client, "records_officer")
    first, second, third = AreaFactory.create_batch(3, council=service.council)
    meeting = VoterMeetingFactory(council=service.council)
    for areas in ([first, second], [third]):
        VoterMeeting.objects.get().areas.set(areas)
    version = meeting.history.all()[1]
    second.delete()

    response = form_with(client, meeting, version)

    assert response.context["adminform"].form["areas"].value() == [str(first.pk)]
    assert "Địa bàn: bản này là “bản ghi đã xóa”, nay không chọn được nữa" in text_of(response)


def test_changeform_view_says_which_relations_a_version_does_not_store(client):
    service = sign_in(client, "records_officer")
    area = AreaFactory(council=service.council)
    meeting = VoterMeetingFactory(council=service.council)
    meeting.areas.add(area)
    meeting.history.update(relations_stored=None)
    VoterMeeting.objects.get().save()

    response = form_with(client, meeting, meeting.history.last())

    assert "Địa bàn: bản này có từ trước khi cổng ghi lịch sử của mục này" in text_of(response)
    assert response.context["adminform"].form["areas"].value() == [str(area.pk)]


def test_changeform_view_keeps_the_state_of_publication(client):
    service = sign_in(client, "reviewer")
    article = ArticleFactory(council=service.council, published=True, title="Có tên người dân")
    article.status, article.withdrawn_reason, article.title = "withdrawn", "dữ liệu cá nhân", "Đã bỏ tên"
    article.save()

    response = form_with(client, article, article.history.last())

    form = response.context["adminform"].form
    assert (form["title"].value(), form["status"].value()) == ("Có tên người dân", "withdrawn")
    assert "Trạng thái đăng không lấy theo bản cũ; muốn đăng hay gỡ, hãy đổi ở biểu mẫu này." in text_of(response)


def test_changeform_view_says_what_the_history_does_not_store(client):
    service = sign_in(client, "records_officer")
    petition = PetitionFactory(council=service.council, content="Đề nghị của ông A", public_summary="Sửa đường")
    petition.public_summary = "Sửa đường, thoát nước"
    petition.save()

    response = form_with(client, petition, petition.history.last())

    form = response.context["adminform"].form
    assert (form["public_summary"].value(), form["content"].value()) == ("Sửa đường", "Đề nghị của ông A")
    assert "lịch sử không lưu mục này" in text_of(response)


def test_changeform_view_restores_rows_of_inlines_and_adds_deleted_ones_again(client):
    service = sign_in(client, "records_officer")
    supervision = SupervisionFactory(council=service.council)
    changed, deleted = (SupervisedUnitFactory(supervision=supervision) for _ in range(2))
    before = {unit.pk: unit.agency for unit in (changed, deleted)}
    supervision.save()
    version = supervision.history.first()
    changed.agency = AgencyFactory(council=service.council)
    changed.save()
    deleted.delete()
    new = SupervisedUnitFactory(supervision=supervision)

    response = form_with(client, supervision, version)

    rows = response.context["inline_admin_formsets"][0].formset.forms
    values = {(row["id"].value() or None, str(row["agency"].value())) for row in rows}
    assert {pk and str(pk) for pk, _ in values} == {str(changed.pk), str(new.pk), None}
    assert {agency for _, agency in values} == {str(agency.pk) for agency in before.values()} | {str(new.agency_id)}
    assert "dòng thêm sau bản này" in text_of(response)

    assert client.post(admin_url(Supervision, "change", supervision.pk), typed_data(response)).status_code == 302
    assert set(supervision.units.values_list("agency", flat=True)) == {
        *(agency.pk for agency in before.values()),
        new.agency_id,
    }


def test_changeform_view_calls_no_row_added_that_is_older_than_the_history(client):
    service = sign_in(client, "records_officer")
    supervision = SupervisionFactory(council=service.council)
    SupervisedUnitFactory(supervision=supervision)
    SupervisedUnitFactory(supervision=supervision)
    SupervisedUnit.history.all().delete()

    text = text_of(form_with(client, supervision, supervision.history.first()))

    assert "dòng thêm sau bản này" not in text
    assert "2 dòng có từ trước khi cổng ghi lịch sử của mục này" in text


def test_changeform_view_says_which_file_is_gone(client):
    service = sign_in(client, "news_editor")
    article = ArticleFactory(council=service.council)
    file = ArticleFileFactory(article=article, title="Chương trình")
    article.save()
    version = article.history.first()
    file.delete()

    response = form_with(client, article, version)

    assert "Tệp của tin bài “Chương trình”: tệp của bản này (PDF, " in text_of(response)
    assert "không còn trên máy chủ" in text_of(response)
    assert not ArticleFile.objects.exists()


@pytest.mark.parametrize("version", ["0", "x", "9" * 30, "other"])
def test_changeform_view_opens_the_form_as_it_is_without_such_a_version(client, version):
    service = sign_in(client, "records_officer")
    agency, other = AgencyFactory.create_batch(2, council=service.council)
    text = str(other.history.first().history_id) if version == "other" else version

    response = client.get(admin_url(Agency, "change", agency.pk), {"ban": text})

    assert response.context["adminform"].form["name"].value() == agency.name
    assert "Không có bản cũ nào của bản ghi này" in text_of(response)


def test_changeform_view_offers_no_version_to_who_may_only_view(client):
    service = sign_in(client, "standing")
    agency = AgencyFactory(council=service.council)
    agency.save()

    assert "Khôi phục" not in visible_text(client.get(admin_url(Agency, "history", agency.pk)))
    assert form_with(client, agency, agency.history.last()).context["restored"] is None


def test_deleted_view_lists_what_the_user_may_add_again(client):
    service = sign_in(client, "records_officer")
    own, foreign = AgencyFactory(council=service.council, name="Phòng Y tế"), AgencyFactory(name="Phòng Tư pháp")
    for agency in (own, foreign):
        agency._history_user = service.user
        agency.delete()

    text = text_of(client.get(admin_url(Agency, "deleted")))

    assert "Bản ghi đã xóa" in text_of(client.get(admin_url(Agency, "changelist")))
    assert f"Phòng Y tế {Agency.history.filter(name='Phòng Y tế').first().history_date.astimezone():%d/%m/%Y}" in text
    assert "Trần Thị Bưởi" in text
    assert "Phòng Tư pháp" not in text


def test_add_view_opens_the_last_version_of_a_deleted_record(client):
    service = sign_in(client, "records_officer")
    meeting = VoterMeetingFactory(council=service.council, place="Hội trường Tổ dân phố 5")
    meeting.areas.set(AreaFactory.create_batch(2, council=service.council))
    areas = {str(area.pk) for area in meeting.areas.all()}
    meeting.delete()
    deletion = VoterMeeting.history.first()

    response = client.get(admin_url(VoterMeeting, "add"), {"ban": deletion.history_id})

    form = response.context["adminform"].form
    assert (form["place"].value(), set(form["areas"].value())) == ("Hội trường Tổ dân phố 5", areas)
    assert client.post(admin_url(VoterMeeting, "add"), typed_data(response)).status_code == 302
    assert {str(area.pk) for area in VoterMeeting.objects.get().areas.all()} == areas


def test_add_view_offers_parts_that_were_deleted_with_the_record(client):
    service = sign_in(client, "records_officer")
    supervision = SupervisionFactory(council=service.council)
    earlier, unit = SupervisedUnitFactory.create_batch(2, supervision=supervision)
    earlier._history_date = unit.history.first().history_date - timedelta(hours=1)
    earlier.delete()
    supervision.delete()

    response = client.get(admin_url(Supervision, "add"), {"ban": Supervision.history.first().history_id})

    rows = response.context["inline_admin_formsets"][0].formset.forms
    assert [str(row["agency"].value()) for row in rows] == [str(unit.agency_id)]


def test_add_view_opens_no_deleted_record_of_another_council(client):
    sign_in(client, "records_officer")
    agency = AgencyFactory(name="Phòng Tư pháp")
    agency.delete()

    response = client.get(admin_url(Agency, "add"), {"ban": Agency.history.first().history_id})

    assert response.context["restored"] is None
    assert "Phòng Tư pháp" not in visible_text(response)
    assert "Không có bản ghi đã xóa nào mà bạn khôi phục được" in text_of(response)


def test_deleted_records_about_private_persons_are_never_offered(client):
    client.force_login(UserFactory(is_superuser=True))
    petition = PetitionFactory(public_summary="Sửa đường")
    petition.delete()

    response = client.get(admin_url(Petition, "add"), {"ban": Petition.history.first().history_id})

    assert client.get(admin_url(Petition, "deleted")).status_code == 403
    assert "Bản ghi đã xóa" not in visible_text(client.get(admin_url(Petition, "changelist")))
    assert response.context["restored"] is None
    assert "Sửa đường" not in visible_text(response)


@pytest.mark.parametrize("count", [1, 3])
def test_deleted_view_queries_do_not_grow_with_the_list(client, count, django_assert_num_queries):
    service = sign_in(client, "news_editor")
    for article in ArticleFactory.create_batch(count, council=service.council):
        article.delete()

    with django_assert_num_queries(6):
        response = client.get(admin_url(Article, "deleted"))
    assert len(response.context["deletions"]) == count
