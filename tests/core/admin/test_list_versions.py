"""Actions and in-place editing of lists: what another person has changed since the list was displayed stays as it is."""

import re
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from citizens.models import Petition
from core.admin.row_versions import shortened
from councils.models import Agency, Field
from news.models import Article
from tests.browser_forms import form_with
from tests.client import HIDDEN_VERSION
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.citizens import PetitionFactory
from tests.factories.councils import AgencyFactory, FieldFactory
from tests.factories.news import ArticleFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text

pytestmark = pytest.mark.django_db

LIST = admin_url(Article, "changelist")
NOTHING_DONE = "Chưa làm gì. Từ lúc bạn mở danh sách, "


@pytest.fixture
def articles():
    """Two drafts of one council."""
    first = ArticleFactory(title="Kỳ họp thứ nhất")
    return [first, ArticleFactory(title="Kỳ họp thứ hai", council=first.council)]


@pytest.fixture
def reviewer(client, articles):
    """A reviewer of the council of the articles, signed in."""
    service = ServiceFactory(role="reviewer", council=articles[0].council)
    client.force_login(service.user)
    return client


def colleague_of(article):
    return ServiceFactory(role="records_officer", council=article.council, user__last_name="Lê Thị", user__first_name="Bình").user


def save_as(user, record, **values):
    """Save `record` as `user` does in a form, with its history."""
    for name, value in values.items():
        setattr(record, name, value)
    record._history_user = user
    record.save()


def opened(client, url=LIST):
    """The hidden inputs of the displayed list."""
    return dict(HIDDEN_VERSION.findall(client.get(url).content.decode()))


def posted(action, *rows, **data):
    return {"action": action, "_selected_action": [row.pk for row in rows]} | data


def continued(page):
    """What the button of the page about changed rows posts, with the rows that are selected there."""
    text = page.content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', text))
    return hidden | {"_selected_action": re.findall(r'name="_selected_action" value="(\d+)" checked', text)}


def statuses():
    return dict(Article.objects.values_list("title", "status"))


def test_action_touches_no_row_that_changed_since_the_list_was_displayed(reviewer, articles):
    versions = opened(reviewer)
    save_as(colleague_of(articles[0]), articles[0], title="Kỳ họp bất thường")

    page = reviewer.post(LIST, posted("publish_selected", *articles) | versions)

    assert page.status_code == 409
    assert f"{NOTHING_DONE}1 dòng đã chọn" in visible_text(page)
    assert "Lê Thị Bình sửa lúc" in visible_text(page)
    assert "tiêu đề: Kỳ họp thứ nhất → Kỳ họp bất thường" in visible_text(page)
    assert statuses() == {"Kỳ họp bất thường": "draft", "Kỳ họp thứ hai": "draft"}


def test_other_rows_stay_selected_and_the_action_runs_again(reviewer, articles):
    versions = opened(reviewer)
    save_as(colleague_of(articles[0]), articles[0], title="Kỳ họp bất thường")
    page = reviewer.post(LIST, posted("publish_selected", *articles) | versions)

    done = reviewer.post(LIST, continued(page), follow=True)

    assert "Đã công khai 1 tin bài" in visible_text(done)
    assert statuses() == {"Kỳ họp bất thường": "draft", "Kỳ họp thứ hai": "published"}


def test_changed_row_is_selected_again_by_hand(reviewer, articles):
    versions = opened(reviewer)
    save_as(colleague_of(articles[0]), articles[0], title="Kỳ họp bất thường")
    page = reviewer.post(LIST, posted("publish_selected", *articles) | versions)

    reviewer.post(LIST, continued(page) | {"_selected_action": [row.pk for row in articles]})

    assert set(statuses().values()) == {"published"}


def test_action_names_a_row_that_was_deleted(reviewer, articles):
    versions = opened(reviewer)
    data = posted("publish_selected", *articles) | versions
    articles[0]._history_user = colleague_of(articles[0])
    articles[0].delete()

    page = reviewer.post(LIST, data)

    assert page.status_code == 409
    assert "Lê Thị Bình xóa lúc" in visible_text(page)
    assert statuses() == {"Kỳ họp thứ hai": "draft"}


def test_action_names_a_row_that_the_filter_of_the_list_no_longer_has(reviewer, articles):
    url = f"{LIST}?status__exact=draft"
    versions = opened(reviewer, url)
    save_as(colleague_of(articles[0]), articles[0], status="review")

    page = reviewer.post(url, posted("publish_selected", *articles) | versions)

    assert "trạng thái đăng: bản nháp → chờ duyệt" in visible_text(page)
    assert set(statuses().values()) == {"review", "draft"}


@pytest.mark.parametrize("alter", [lambda token: "", lambda token: token[:-1] + ("a" if token[-1] != "a" else "b")])
def test_action_without_a_valid_version_does_nothing(reviewer, articles, alter):
    versions = {"_versions": alter(opened(reviewer)["_versions"])}

    page = reviewer.post(LIST, posted("publish_selected", *articles) | versions)

    assert page.status_code == 409
    assert "không rõ trang được mở từ bản nào" in visible_text(page)
    assert set(statuses().values()) == {"draft"}


def test_version_of_another_user_or_kind_is_none(reviewer, admin_client, articles):
    FieldFactory()
    of_administrator = opened(admin_client)
    of_other_kind = opened(admin_client, admin_url(Field, "changelist"))

    pages = [
        reviewer.post(LIST, posted("publish_selected", *articles) | of_administrator),
        admin_client.post(LIST, posted("publish_selected", *articles) | of_other_kind),
    ]

    assert [page.status_code for page in pages] == [409, 409]
    assert set(statuses().values()) == {"draft"}


def test_page_that_asks_for_the_reason_carries_the_version_and_what_was_typed(reviewer, articles):
    for article in articles:
        save_as(None, article, status="published", publish_at=timezone.now())
    question = reviewer.post(LIST, posted("withdraw_selected", *articles) | opened(reviewer))
    versions = dict(HIDDEN_VERSION.findall(question.content.decode()))
    save_as(colleague_of(articles[0]), articles[0], title="Kỳ họp bất thường")

    page = reviewer.post(LIST, posted("withdraw_selected", *articles, reason="Đăng nhầm.") | versions)

    assert (page.status_code, set(statuses().values())) == (409, {"published"})
    assert '<input type="hidden" name="reason" value="Đăng nhầm.">' in page.content.decode()
    reviewer.post(LIST, continued(page))
    assert statuses() == {"Kỳ họp bất thường": "published", "Kỳ họp thứ hai": "withdrawn"}


def test_deletion_of_selected_rows_spares_a_changed_one(reviewer, articles):
    question = reviewer.post(LIST, posted("delete_selected", *articles) | opened(reviewer))
    hidden = dict(HIDDEN_VERSION.findall(question.content.decode()))
    save_as(colleague_of(articles[0]), articles[0], title="Kỳ họp bất thường")

    page = reviewer.post(LIST, posted("delete_selected", *articles, post="yes") | hidden)

    assert (page.status_code, Article.objects.count()) == (409, 2)


def test_second_of_two_actions_on_one_row_is_asked(reviewer, articles, admin_client):
    versions = opened(reviewer)
    admin_client.post(LIST, posted("publish_selected", articles[0]))

    page = reviewer.post(LIST, posted("delete_selected", articles[0], post="yes") | versions)

    assert (page.status_code, Article.objects.count()) == (409, 2)


def test_action_on_all_pages_compares_the_other_pages_by_the_moment(reviewer, articles, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=5), tick=True)
    many = [ArticleFactory(title=f"Tin số {number}", council=articles[0].council) for number in range(51)]
    time_machine.shift(timedelta(minutes=5))
    versions = opened(reviewer)
    absent = [each for each in (*articles, *many) if each.pk not in listed(reviewer)]
    across = posted("publish_selected", many[50], select_across="1", index="0")
    time_machine.shift(timedelta(minutes=5))

    save_as(colleague_of(absent[0]), absent[0], summary="Tóm tắt mới.")
    page = reviewer.post(LIST, across | versions)

    assert (page.status_code, set(statuses().values())) == (409, {"draft"})
    assert "Lê Thị Bình sửa lúc" in visible_text(page)
    reviewer.post(LIST, continued(page))
    assert Article.objects.filter(status="draft").get() == absent[0]


def listed(client):
    return {row.pk for row in client.get(LIST).context["cl"].result_list}


def test_action_on_all_pages_of_a_kind_without_history_refuses(admin_client):
    UserFactory.create_batch(51)
    url = admin_url(User, "changelist")

    data = {"action": "delete_selected", "_selected_action": [User.objects.first().pk], "select_across": "1", "index": "0"}
    page = admin_client.post(url, data, follow=True)

    assert "loại bản ghi này không có lịch sử" in visible_text(page)
    assert User.objects.count() == 52


def test_withdrawal_on_all_pages_names_every_row_to_the_page_that_asks(reviewer, articles):
    moment = timezone.now() - timedelta(hours=1)
    for number in range(51):
        ArticleFactory(title=f"Tin số {number}", council=articles[0].council, status="published", publish_at=moment)
    versions = opened(reviewer)
    Article.history.update(history_date=moment)

    question = reviewer.post(LIST, posted("withdraw_selected", articles[0], select_across="1", index="0") | versions)

    assert len(question.context["selected"]) == 51


def test_list_posts_no_value_of_a_row(reviewer, articles):
    token = opened(reviewer)["_versions"]

    assert "Kỳ họp" not in token
    assert len(token) < 400


# Rows that are edited in the list


@pytest.fixture
def editable():
    """The list of agencies with two columns that are edited in place, for one test."""
    model_admin = admin.site.get_model_admin(Agency)
    before = model_admin.list_display, getattr(type(model_admin), "list_editable", ())
    model_admin.list_display, model_admin.list_editable = ["council", "name", "kind"], ["name"]
    yield admin_url(Agency, "changelist")
    model_admin.list_display = before[0]
    del model_admin.list_editable


def test_list_that_is_edited_in_place_names_its_rows_for_the_browser(admin_client, editable):
    agency = AgencyFactory(name="Phòng Nội vụ")

    _, data = form_with(admin_client.get(editable), "form-TOTAL_FORMS")
    assert (data["form-0-id"], data["form-0-name"]) == ([str(agency.pk)], ["Phòng Nội vụ"])


def row_inputs(*names):
    """What the form of the list posts for agencies whose names the user typed, in the order of the list."""
    data = {"form-TOTAL_FORMS": len(names), "form-INITIAL_FORMS": len(names), "_save": "1"}
    for number, (agency, name) in enumerate(names):
        data |= {f"form-{number}-id": agency.pk, f"form-{number}-name": name}
    return data


def names_of_agencies():
    return list(Agency.objects.order_by("pk").values_list("name", flat=True))


def test_edited_row_is_saved_and_an_untouched_one_keeps_what_another_has_saved(admin_client, editable):
    first = AgencyFactory(name="Phòng Nội vụ")
    second = AgencyFactory(name="Phòng Y tế", council=first.council)
    versions = opened(admin_client, editable)
    Agency.objects.filter(pk=first.pk).update(name="Phòng Nội vụ mới")

    done = admin_client.post(editable, row_inputs((first, "Phòng Nội vụ"), (second, "Phòng Văn hóa")) | versions, follow=True)

    assert names_of_agencies() == ["Phòng Nội vụ mới", "Phòng Văn hóa"]
    assert done.redirect_chain


def test_row_that_both_have_edited_is_refused_and_nothing_typed_is_lost(admin_client, editable):
    agency = AgencyFactory(name="Phòng Nội vụ")
    versions = opened(admin_client, editable)
    agency.name = "Phòng Nội vụ mới"
    agency.save()

    page = admin_client.post(editable, row_inputs((agency, "Phòng Nội vụ – Lao động")) | versions)

    assert names_of_agencies() == ["Phòng Nội vụ mới"]
    moment = timezone.localtime(agency.history.first().history_date)
    assert f"Chưa lưu: chưa rõ ai đã đổi lúc {moment:%d/%m/%Y %H:%M:%S}, nay là “Phòng Nội vụ mới”." in visible_text(page)
    assert 'value="Phòng Nội vụ – Lao động"' in page.content.decode()


def test_row_of_a_list_without_version_is_refused(admin_client, editable):
    agency = AgencyFactory(name="Phòng Nội vụ")

    page = admin_client.post(editable, row_inputs((agency, "Phòng Y tế")) | {"_versions": ""})

    assert names_of_agencies() == ["Phòng Nội vụ"]
    assert "Không rõ danh sách được mở từ bản nào" in visible_text(page)


def test_deleted_row_of_an_edited_list_is_named_and_the_others_are_saved(admin_client, editable):
    first = AgencyFactory(name="Phòng Nội vụ")
    second = AgencyFactory(name="Phòng Y tế", council=first.council)
    versions = opened(admin_client, editable)
    Agency.objects.filter(pk=first.pk).delete()

    page = admin_client.post(editable, row_inputs((first, "Phòng Lao động"), (second, "Phòng Văn hóa")) | versions, follow=True)

    assert names_of_agencies() == ["Phòng Văn hóa"]
    assert "1 dòng đã bị xóa từ lúc mở danh sách" in visible_text(page)
    assert "Phòng Lao động" in visible_text(page)


def test_column_without_history_is_named(client):
    petition = PetitionFactory(content="Nội dung riêng của cử tri.")
    client.force_login(ServiceFactory(role="reviewer", council=petition.council).user)
    url = admin_url(Petition, "changelist")
    versions = opened(client, url)
    Petition.objects.filter(pk=petition.pk).update(content="Nội dung khác.")

    page = client.post(url, posted("publish_selected", petition) | versions)

    assert page.status_code == 409
    assert "nội dung (nội bộ)" in visible_text(page)
    assert "Nội dung riêng" not in visible_text(page)


def test_shortened_begins_before_the_first_difference_of_long_values():
    text = "Tổng kết hoạt động của Hội đồng nhân dân các cấp quận Cầu Giấy năm"

    assert shortened("bản nháp", "chờ duyệt") == "bản nháp → chờ duyệt"
    assert shortened(f"{text} 2021", f"{text} 2022") == "…quận Cầu Giấy năm 2021 → …quận Cầu Giấy năm 2022"


@pytest.mark.django_db(transaction=True)
def test_action_waits_for_a_form_that_is_being_saved(reviewer, articles):
    """On PostgreSQL the action waits at the locked row and then finds the newer version; on SQLite it runs afterwards."""
    is_postgresql = connection.vendor == "postgresql"
    versions, pages, is_locked = opened(reviewer), [], Event()

    def act():
        is_locked.wait()
        try:
            pages.append(reviewer.post(LIST, posted("publish_selected", *articles) | versions))
        finally:
            if is_postgresql:
                connection.close()

    thread = Thread(target=act)
    if is_postgresql:
        thread.start()
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=articles[0].pk)
        is_locked.set()
        if is_postgresql:
            thread.join(timeout=1)
            assert thread.is_alive()
        save_as(None, article, title="Kỳ họp bất thường")
    (thread.join if is_postgresql else act)()

    assert pages[0].status_code == 409
    assert statuses() == {"Kỳ họp bất thường": "draft", "Kỳ họp thứ hai": "draft"}


@pytest.mark.django_db(transaction=True)
def test_of_two_actions_at_once_one_is_asked(reviewer, articles):
    """Both have the same version of the list; on SQLite they run one after the other."""
    versions, pages = opened(reviewer), []

    def act(action):
        try:
            pages.append(reviewer.post(LIST, posted(action, articles[0]) | versions))
        finally:
            if connection.vendor == "postgresql":
                connection.close()

    threads = [Thread(target=act, args=[action]) for action in ("publish_selected", "publish_selected")]
    for thread in threads:
        (thread.start if connection.vendor == "postgresql" else thread.run)()
    for thread in threads:
        if thread.is_alive():
            thread.join()

    assert sorted(page.status_code for page in pages) == [302, 409]
    assert statuses() == {"Kỳ họp thứ nhất": "published", "Kỳ họp thứ hai": "draft"}
