"""Two people who open the form of one record: the rows of its inlines are merged by their primary key."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from news.models import Article, Photo
from tests.client import StrictClient
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, PhotoFactory, picture
from tests.hdnd_portal.admin_models import visible_text
from tests.opened_forms import conflicts_of, opened_form, post_form, posted_again, save_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague():
    """Another administrator, signed in."""
    client = StrictClient()
    client.force_login(UserFactory(administrator=True, last_name="Lê Thị", first_name="Cam"))
    return client


@pytest.fixture
def article():
    """An article with two pictures."""
    article = ArticleFactory(title="Họp báo")
    PhotoFactory(article=article, caption="Đoàn chủ tọa", order=1)
    PhotoFactory(article=article, caption="Toàn cảnh", order=2)
    return article


def captions(article):
    return list(article.photos.order_by("order", "pk").values_list("caption", flat=True))


def test_different_fields_of_one_row_are_merged(admin_client, admin_user, colleague, article):
    older = opened_form(admin_user, article)
    save_now(colleague, article, **{"photos-0-caption": "Chủ tọa"})

    assert post_form(admin_client, article, older, **{"photos-0-credit": "Minh Hà"}).status_code == 302

    photo = article.photos.get(order=1)
    assert (photo.caption, photo.credit) == ("Chủ tọa", "Minh Hà")


def test_field_of_a_row_that_two_people_changed_is_asked_about(admin_client, admin_user, colleague, article):
    mine = opened_form(admin_user, article) | {"photos-1-caption": "Hội trường"}
    save_now(colleague, article, **{"photos-1-caption": "Các đại biểu"})

    page = post_form(admin_client, article, mine)

    key = f"photos:{article.photos.get(order=2).pk}:caption"
    conflict = conflicts_of(page)[key]
    assert (conflict.label, conflict.before, conflict.theirs, conflict.mine) == (
        "Ảnh, dòng 2 – Chú thích",
        "Toàn cảnh",
        "Các đại biểu",
        "Hội trường",
    )
    assert post_form(admin_client, article, posted_again(page, mine, **{key: "mine"})).status_code == 302
    assert captions(article) == ["Đoàn chủ tọa", "Hội trường"]


def test_row_that_somebody_else_added_stays(admin_client, admin_user, colleague, article):
    older = opened_form(admin_user, article)
    PhotoFactory(article=article, caption="Ảnh mới", order=3)

    page = admin_client.post(
        f"/quan-tri/news/article/{article.pk}/change/", older | {"photos-0-caption": "Chủ tọa", "_save": "1"}, follow=True
    )

    assert captions(article) == ["Chủ tọa", "Toàn cảnh", "Ảnh mới"]
    assert "Ảnh: thêm dòng mới" in visible_text(page)


def test_row_that_somebody_else_deleted_stays_deleted_if_i_did_not_change_it(admin_client, admin_user, colleague, article):
    older = opened_form(admin_user, article)
    save_now(colleague, article, **{"photos-0-DELETE": "on"})

    response = post_form(admin_client, article, older, **{"photos-1-caption": "Hội trường"})

    assert response.status_code == 302
    assert captions(article) == ["Hội trường"]


@pytest.mark.parametrize(("choice", "expected"), [("mine", ["Chủ tọa đoàn", "Toàn cảnh"]), ("theirs", ["Toàn cảnh"])])
def test_row_that_somebody_else_deleted_and_i_changed_is_asked_about(
    admin_client, admin_user, colleague, article, choice, expected
):
    mine = opened_form(admin_user, article) | {"photos-0-caption": "Chủ tọa đoàn"}
    key = f"photos:{article.photos.get(order=1).pk}"
    save_now(colleague, article, **{"photos-0-DELETE": "on"})

    page = post_form(admin_client, article, mine)

    conflict = conflicts_of(page)[key]
    assert (conflict.label, conflict.theirs, conflict.choices[0][1]) == (
        "Ảnh, dòng 1",
        "(dòng này đã bị xóa)",
        "Thêm lại dòng này",
    )
    assert "Chú thích: Chủ tọa đoàn" in conflict.mine
    again = browser_data(page) | {f"_choice-{key}": dict(named_choices(conflict))[choice]}
    assert again["photos-1-restored"] == key.partition(":")[2]
    undecided = post_form(
        admin_client, article, {name: value for name, value in again.items() if not name.startswith("_choice-")}
    )
    assert set(conflicts_of(undecided)) == {key}
    response = post_form(
        admin_client, article, again, **{"photos-1-image": SimpleUploadedFile("anh.jpg", picture(), "image/jpeg")}
    )
    assert response.status_code == 302, response.context["form_errors"]
    assert captions(article) == expected


def named_choices(conflict):
    return [(value.partition(":")[0], value) for value, _ in conflict.choices]


def browser_data(page):
    """What a browser posts from a page with bound forms."""
    form = page.context["adminform"].form
    data = {field.html_name: field.value() for field in form}
    for inline in page.context["inline_admin_formsets"]:
        formset = inline.formset
        data |= {
            f"{formset.prefix}-{name}": formset.data[f"{formset.prefix}-{name}"] for name in ("TOTAL_FORMS", "INITIAL_FORMS")
        }
        for row in formset.forms:
            data |= {field.html_name: field.value() for field in row}
            if row.restored:
                data[f"{row.prefix}-restored"] = row.restored
    data["_version"] = page.context["form_version"]
    return {name: value for name, value in data.items() if value not in (None, "", False) and not hasattr(value, "storage")}


@pytest.mark.parametrize(("choice", "expected"), [("mine", ["Toàn cảnh"]), ("theirs", ["Chủ tọa", "Toàn cảnh"])])
def test_row_that_i_delete_and_somebody_else_changed_is_asked_about(
    admin_client, admin_user, colleague, article, choice, expected
):
    mine = opened_form(admin_user, article) | {"photos-0-DELETE": "on"}
    key = f"photos:{article.photos.get(order=1).pk}"
    save_now(colleague, article, **{"photos-0-caption": "Chủ tọa"})

    page = post_form(admin_client, article, mine)

    conflict = conflicts_of(page)[key]
    assert "Chú thích: Chủ tọa" in conflict.theirs
    assert post_form(admin_client, article, posted_again(page, mine, **{key: choice})).status_code == 302
    assert captions(article) == expected


def test_row_that_both_delete_is_deleted(admin_client, admin_user, colleague, article):
    older = opened_form(admin_user, article)
    save_now(colleague, article, **{"photos-0-DELETE": "on"})

    assert post_form(admin_client, article, older, **{"photos-0-DELETE": "on"}).status_code == 302

    assert captions(article) == ["Toàn cảnh"]


def test_deletion_from_a_form_of_an_unknown_version_is_asked_about(admin_client, admin_user, article):
    older = opened_form(admin_user, article) | {"_version": ""}

    page = post_form(admin_client, article, older, **{"photos-0-DELETE": "on"})

    assert set(conflicts_of(page)) == {f"photos:{article.photos.get(order=1).pk}"}
    assert (Article.objects.count(), Photo.objects.count()) == (1, 2)
