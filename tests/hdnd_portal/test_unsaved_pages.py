"""A form whose record has been deleted or locked in the meantime: what was typed is listed, and can be added again."""

from datetime import UTC, datetime

import pytest

from news.models import Article
from reports.models import AnnualReport
from tests.factories.accounts import ServiceFactory
from tests.factories.news import ArticleFactory, PhotoFactory
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import IssuedDocumentFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text
from tests.opened_forms import input_values, opened_form, post_form

pytestmark = pytest.mark.django_db


def carried(page):
    """The hidden inputs of the form of a page, as a browser posts them."""
    return dict(page.context["inputs"])


def test_form_of_a_deleted_record_lists_what_was_typed_and_adds_it_again(admin_client, admin_user):
    article = ArticleFactory(title="Họp báo", signature="Văn phòng")
    PhotoFactory(article=article, caption="Toàn cảnh")
    mine = opened_form(admin_user, article) | {"title": "Họp báo quý I", "photos-0-caption": "Hội trường"}
    Article.objects.all().delete()

    page = post_form(admin_client, article, mine)

    assert page.status_code == 409
    assert [(value.label, value.text) for value in page.context["values"]] == [
        ("Tiêu đề", "Họp báo quý I"),
        ("Ảnh, dòng 1 – Chú thích", "Hội trường"),
    ]
    form = admin_client.post(admin_url(Article, "add"), carried(page))
    assert form.context["adminform"].form["title"].value() == "Họp báo quý I"
    assert "Đây là biểu mẫu thêm mới với những gì bạn đã gõ" in visible_text(form)
    assert Article.objects.count() == 0
    rows = {name: "" for name in carried(page) if name.startswith("photos-0-")} | {"photos-TOTAL_FORMS": "0"}
    again = {name: value for name, value in carried(page).items() if name != "_from_deleted"} | rows
    assert admin_client.post(admin_url(Article, "add"), again | {"_save": "1"}).status_code == 302
    assert Article.objects.get().title == "Họp báo quý I"


def test_form_of_a_deleted_record_lists_no_file_that_was_not_chosen(admin_client, admin_user):
    article = ArticleFactory(title="Họp báo", signature="Văn phòng")
    PhotoFactory(article=article, caption="Toàn cảnh")
    mine = opened_form(admin_user, article) | {"title": "Họp báo quý I", "photos-0-image-pending": ""}
    mine.pop("photos-0-image", None)
    Article.objects.all().delete()

    for version in (mine["_version"], ""):
        page = post_form(admin_client, article, mine | {"_version": version})
        labels = [value.label for value in page.context["values"]]
        assert "Tiêu đề" in labels
        assert not any("Tệp" in label for label in labels)


def test_form_of_a_deleted_record_without_a_version_lists_all_values(admin_client, admin_user):
    article = ArticleFactory(title="Họp báo", body="<p>Chào &amp; hỏi</p>", signature="Văn phòng")
    mine = opened_form(admin_user, article) | {"_version": ""}
    Article.objects.all().delete()

    page = post_form(admin_client, article, mine)

    values = {value.label: value.text for value in page.context["values"]}
    assert (values["Tiêu đề"], values["Nội dung"], values["Chuyên mục"]) == (
        "Họp báo",
        "Chào & hỏi",
        f"{article.category} – quận {article.council.name.rpartition('quận ')[2]}",
    )


def test_form_of_a_report_that_was_issued_lists_what_was_typed(client):
    report = AnnualReportFactory()
    user = ServiceFactory(role="reviewer", council=report.council).user
    client.force_login(user)
    mine = opened_form(user, report) | {"title": "Báo cáo khác"}
    document = IssuedDocumentFactory(signed=True, council=report.council)
    moment = datetime(2022, 1, 5, 2, tzinfo=UTC)
    AnnualReport.objects.filter(pk=report.pk).update(
        status="issued", issued_document=document, issued_at=moment, issued_by=user, content={"document": {}, "figures": {}}
    )

    page = post_form(client, report, mine)

    assert page.status_code == 409
    assert [(value.label, value.text) for value in page.context["values"]] == [("Trích yếu", "Báo cáo khác")]
    assert "Báo cáo đã ban hành không sửa nữa" in visible_text(page)


def test_form_of_a_record_that_the_user_never_could_change_is_refused(client):
    service = ServiceFactory(role="ward_clerk")
    article = ArticleFactory(council=service.council)
    client.force_login(service.user)

    page = client.post(admin_url(Article, "change", article.pk), {"title": "Họp báo", "_version": ""})

    assert page.status_code == 403
    article.refresh_from_db()
    assert article.title != "Họp báo"


def test_view_only_form_carries_no_version(client):
    report = AnnualReportFactory(issued=True)
    user = ServiceFactory(role="reviewer", council=report.council).user
    client.force_login(user)

    assert input_values(client.get(admin_url(AnnualReport, "change", report.pk)), "_version") == []
