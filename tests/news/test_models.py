import hashlib
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from news.models import Article, ArticleViews, Photo
from tests.attacks import assert_refused, post, refusals
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
        ({"status": "published"}, {"publish_at": ["Bản ghi công khai phải có thời điểm đăng."]}),
        ({"status": "withdrawn"}, {"withdrawn_reason": ["Phải ghi lý do không công khai."]}),
    ],
)
def test_article_against_a_rule_is_refused(admin_client, broken, errors):
    article = unsaved_article()
    for name, value in broken.items():
        setattr(article, name, value)

    assert_refused(admin_client, article, errors)


def test_category_whose_key_is_taken_is_refused(admin_client):
    taken = CategoryFactory()
    twice = CategoryFactory.build(council=taken.council, label="Tin khác")

    assert_refused(admin_client, twice, {"key": ["Mã này đã có."]})


def test_article_in_a_category_of_another_council_is_refused(admin_client):
    article = ArticleFactory.build(council=CouncilFactory(), category=CategoryFactory())

    assert refusals(post(admin_client, article)) == {"category": ["Chuyên mục này thuộc một HĐND khác."]}


@pytest.mark.parametrize("way", ["form", "save"])
def test_body_is_sanitised_whichever_way_it_comes(admin_client, way):
    article = unsaved_article()
    article.body = '<p style="color:red">Sáng 26/01/2022<script>alert(1)</script></p>'

    if way == "form":
        assert post(admin_client, article).status_code == 302
    else:
        article.save()

    assert Article.objects.get().body == "<p>Sáng 26/01/2022</p>"


def test_body_of_which_nothing_is_left_is_refused(admin_client):
    article = unsaved_article()
    article.body = "<script>alert(1)</script>"

    assert refusals(post(admin_client, article)) == {"body": ["Nội dung không có chữ nào; mã lạ đã bị bỏ."]}
    assert not Article.objects.exists()


def test_article_without_address_takes_it_from_its_title():
    article = ArticleFactory(title="Hội nghị tổng kết HĐND quận Đống Đa")

    assert article.slug == "hoi-nghi-tong-ket-hdnd-quan-dong-da"
    assert "hoi nghi tong ket" in article.search_key


def test_photo_is_stored_in_our_own_encoding():
    content = picture("PNG", size=(90, 30), dpi=(72, 72))

    photo = PhotoFactory(image__data=content, image__filename="hoi-nghi.jpg")

    with photo.image.open() as file, Image.open(file) as stored:
        assert (stored.format, stored.size, stored.info) == ("PNG", (90, 30), {})
    assert (photo.width, photo.height, photo.source_sha256) == (90, 30, hashlib.sha256(content).hexdigest())
    assert photo.image.name.endswith(".png")


def test_photo_saved_again_keeps_its_file():
    photo = PhotoFactory()
    before = (photo.image.name, photo.source_sha256)

    photo.caption = "Đại biểu phát biểu"
    photo.full_clean()
    photo.save()

    stored = Photo.objects.get()
    assert (stored.image.name, stored.source_sha256) == before


def test_photo_checked_and_saved_is_encoded_once():
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
        (picture("GIF"), "Tệp không phải là ảnh JPEG, PNG hoặc WebP, hoặc đã hỏng; hãy chọn tệp ảnh khác."),
    ],
    ids=["html", "cut", "gif"],
)
def test_upload_that_is_no_picture_is_told_beside_the_file(admin_client, content, message):
    upload = SimpleUploadedFile("anh.jpg", content, content_type="image/jpeg")

    response = post(admin_client, unsaved_article(), **{"photos-TOTAL_FORMS": 1, "photos-0-image": upload}, **WORDS)

    form = response.context["inline_admin_formsets"][0].formset.forms[0]
    assert {field: list(messages) for field, messages in form.errors.items()} == {"image": [message]}
    assert form["caption"].value() == WORDS["photos-0-caption"]
    assert (Article.objects.count(), Photo.objects.count()) == (0, 0)


def test_photo_without_description_is_refused(admin_client):
    upload = SimpleUploadedFile("anh.jpg", picture(), content_type="image/jpeg")
    data = WORDS | {"photos-TOTAL_FORMS": 1, "photos-0-image": upload, "photos-0-alt": ""}

    response = post(admin_client, unsaved_article(), **data)

    form = response.context["inline_admin_formsets"][0].formset.forms[0]
    assert set(form.errors) == {"alt"}
    assert not Photo.objects.exists()


def test_photo_typed_on_the_page_of_its_article_is_stored(admin_client):
    upload = SimpleUploadedFile("anh.jpg", picture(), content_type="image/jpeg")

    response = post(admin_client, unsaved_article(), **{"photos-TOTAL_FORMS": 1, "photos-0-image": upload}, **WORDS)

    assert response.status_code == 302
    photo = Article.objects.get().photos.get()
    assert (photo.caption, photo.width, photo.height) == ("Toàn cảnh hội nghị", 64, 48)


def test_parts_of_an_article_belong_to_its_council():
    photo, file, views = PhotoFactory(), ArticleFileFactory(), ArticleViewsFactory()

    for part in (photo, file, views):
        assert list(type(part).objects.of(part.article.council)) == [part]
        assert list(type(part).objects.of([CouncilFactory()])) == []


def test_database_refuses_a_second_sum_of_a_day():
    views = ArticleViewsFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleViews.objects.bulk_create([ArticleViews(article=views.article, day=views.day)])
    ArticleViewsFactory(article=views.article, day=date(2022, 1, 27))
