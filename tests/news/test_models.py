import hashlib
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from news.models import Article, ArticleViews, Photo
from tests.admin_forms import assert_refused, form_errors, post_add_form
from tests.factories.councils import CouncilFactory
from tests.factories.news import (
    ArticleFactory,
    ArticleFileFactory,
    ArticleViewsFactory,
    CategoryFactory,
    PhotoFactory,
    picture,
)

pytestmark = pytest.mark.django_db
WORDS = {"photos-0-caption": "Toàn cảnh hội nghị", "photos-0-alt": "Hội trường Đống Đa", "photos-0-order": "1"}


def unsaved_article():
    category = CategoryFactory()
    return ArticleFactory.build(council=category.council, category=category)


@pytest.mark.parametrize(
    ("broken", "errors"),
    [
        ({"status": "withdrawn"}, {"withdrawn_reason": ["Phải ghi lý do không công khai."]}),
    ],
)
def test_article_constraints_refuse_invalid_values(admin_client, broken, errors):
    article = unsaved_article()
    for name, value in broken.items():
        setattr(article, name, value)

    assert_refused(admin_client, article, errors)


def test_news_category_key_refuses_an_existing_key(admin_client):
    taken = CategoryFactory()
    twice = CategoryFactory.build(council=taken.council, label="Tin khác")

    assert_refused(admin_client, twice, {"key": ["Mã này đã có."]})


def test_article_clean_refuses_a_category_of_another_council(admin_client):
    article = ArticleFactory.build(council=CouncilFactory(), category=CategoryFactory())

    assert form_errors(post_add_form(admin_client, article)) == {"category": ["Chuyên mục này thuộc một HĐND khác."]}


@pytest.mark.parametrize("method", ["form", "save"])
def test_article_normalise_sanitises_the_body(admin_client, method):
    article = unsaved_article()
    article.body = '<p style="color:red">Sáng 26/01/2022<script>alert(1)</script></p>'

    if method == "form":
        assert post_add_form(admin_client, article).status_code == 302
    else:
        article.save()

    assert Article.objects.get().body == "<p>Sáng 26/01/2022</p>"


def test_article_body_that_is_empty_after_sanitising_is_refused(admin_client):
    article = unsaved_article()
    article.body = "<script>alert(1)</script>"

    assert form_errors(post_add_form(admin_client, article)) == {"body": ["Nội dung không có chữ nào; mã lạ đã bị bỏ."]}
    assert not Article.objects.exists()


def test_article_normalise_makes_the_slug_from_the_title():
    article = ArticleFactory(title="Hội nghị tổng kết HĐND quận Đống Đa")

    assert article.slug == "hoi-nghi-tong-ket-hdnd-quan-dong-da"
    assert "hoi nghi tong ket" in article.search_key


def test_photo_save_stores_our_own_encoding():
    content = picture("PNG", size=(90, 30), dpi=(72, 72))

    photo = PhotoFactory(image__data=content, image__filename="hoi-nghi.jpg")

    with photo.image.open() as file, Image.open(file) as stored:
        assert (stored.format, stored.size, stored.info) == ("PNG", (90, 30), {})
    assert (photo.width, photo.height, photo.source_sha256) == (90, 30, hashlib.sha256(content).hexdigest())
    assert photo.image.name.endswith(".png")


def test_photo_save_leaves_a_stored_file_unchanged():
    photo = PhotoFactory()
    before = (photo.image.name, photo.source_sha256)

    photo.caption = "Đại biểu phát biểu"
    photo.full_clean()
    photo.save()

    stored = Photo.objects.get()
    assert (stored.image.name, stored.source_sha256) == before


def test_photo_clean_and_save_encode_once():
    content = picture()
    photo = PhotoFactory.build(article=ArticleFactory(), image=None)
    photo.image = ContentFile(content, name="hoi-nghi.jpg")

    photo.full_clean()
    photo.save()

    assert Photo.objects.get().source_sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"<html><script>alert(1)</script></html>",
            "Tệp không phải là ảnh JPEG, PNG hoặc WebP, hoặc đã hỏng; hãy chọn tệp ảnh khác.",
        ),
        (picture()[:200], "Tệp không phải là ảnh JPEG, PNG hoặc WebP, hoặc đã hỏng; hãy chọn tệp ảnh khác."),
        (
            picture("GIF"),
            "Tệp là ảnh GIF, cổng không nhận ảnh động; hãy lưu hình cần dùng thành JPEG hoặc PNG rồi tải lại.",
        ),
    ],
    ids=["html", "cut", "gif"],
)
def test_photo_clean_refuses_an_upload_that_is_no_picture(admin_client, content, message):
    upload = SimpleUploadedFile("anh.jpg", content, content_type="image/jpeg")

    response = post_add_form(admin_client, unsaved_article(), **{"photos-TOTAL_FORMS": 1, "photos-0-image": upload}, **WORDS)

    form = response.context["inline_admin_formsets"][0].formset.forms[0]
    assert {field: list(messages) for field, messages in form.errors.items()} == {"image": [message]}
    assert form["caption"].value() == WORDS["photos-0-caption"]
    assert (Article.objects.count(), Photo.objects.count()) == (0, 0)


def test_photo_alt_is_required(admin_client):
    upload = SimpleUploadedFile("anh.jpg", picture(), content_type="image/jpeg")
    data = WORDS | {"photos-TOTAL_FORMS": 1, "photos-0-image": upload, "photos-0-alt": ""}

    response = post_add_form(admin_client, unsaved_article(), **data)

    form = response.context["inline_admin_formsets"][0].formset.forms[0]
    assert set(form.errors) == {"alt"}
    assert not Photo.objects.exists()


def test_photo_inline_stores_a_photo_with_its_article(admin_client):
    upload = SimpleUploadedFile("anh.jpg", picture(), content_type="image/jpeg")

    response = post_add_form(admin_client, unsaved_article(), **{"photos-TOTAL_FORMS": 1, "photos-0-image": upload}, **WORDS)

    assert response.status_code == 302
    photo = Article.objects.get().photos.get()
    assert (photo.caption, photo.width, photo.height) == ("Toàn cảnh hội nghị", 64, 48)


def test_of_selects_parts_of_articles_by_council():
    photo, file, views = PhotoFactory(), ArticleFileFactory(), ArticleViewsFactory()

    for part in (photo, file, views):
        assert list(type(part).objects.of(part.article.council)) == [part]
        assert list(type(part).objects.of([CouncilFactory()])) == []


def test_news_views_day_refuses_a_second_row_for_a_day():
    views = ArticleViewsFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleViews.objects.bulk_create([ArticleViews(article=views.article, day=views.day)])
    ArticleViewsFactory(article=views.article, day=date(2022, 1, 27))
