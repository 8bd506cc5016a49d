"""How a news editor writes an article with its pictures."""

import pytest

from news.models import Article, Photo
from tests.attacks import post
from tests.factories.accounts import ServiceFactory
from tests.factories.news import ArticleFactory, picture
from tests.hdnd_portal.kinds import page, words
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(client):
    """An article that a news editor is about to enter."""
    service = ServiceFactory(role="news_editor")
    client.force_login(service.user)
    return unsaved(lambda: ArticleFactory(council=service.council))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Đoạn một\n\nĐoạn <hai> & ba", "<p>Đoạn một</p>\n\n<p>Đoạn &lt;hai&gt; &amp; ba</p>"),
        ("Dòng một\nDòng hai", "<p>Dòng một<br>Dòng hai</p>"),
        ("<p>Đã có <b>dạng</b></p>", "<p>Đã có <b>dạng</b></p>"),
        ('<p onclick="x()">Lạ<script>alert(1)</script></p>', "<p>Lạ</p>"),
    ],
)
def test_body_is_paragraphs_without_foreign_code(client, article, typed, stored):
    assert post(client, article, body=typed).status_code == 302
    assert Article.objects.get().body == stored


def test_form_tells_what_becomes_of_foreign_code(client, article):
    assert "mã lệnh bị bỏ khi lưu" in words(client.get(page(Article, "add")))


def with_photos(files, **values):
    """What is sent of three blocks for pictures of which the first are filled in."""
    data = {"photos-TOTAL_FORMS": 3}
    for number in range(3):
        data |= {f"photos-{number}-{name}": value for name, value in {"caption": "", "alt": "", "order": "1"}.items()}
    for number, file in enumerate(files):
        row = {"image": file, "caption": f"Ảnh {number + 1}", "alt": "Hội trường"} | values
        data |= {f"photos-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.fixture
def pictures(tmp_path):
    """Two open files with pictures."""
    files = []
    for name in ("mot.jpg", "hai.png"):
        path = tmp_path / name
        path.write_bytes(picture("PNG" if name.endswith("png") else "JPEG"))
        files.append(path.open("rb"))
    yield files
    for file in files:
        file.close()


def test_pictures_come_with_the_article_and_blocks_left_empty_are_none(client, article, pictures):
    assert post(client, article, **with_photos(pictures)).status_code == 302
    assert list(Photo.objects.order_by("id").values_list("caption", flat=True)) == ["Ảnh 1", "Ảnh 2"]


def test_picture_without_a_description_is_told_in_its_block(client, article, pictures):
    response = post(client, article, **with_photos(pictures[:1], alt=""))

    forms = response.context["inline_admin_formsets"][0].formset.forms
    assert [dict(form.errors) for form in forms] == [{"alt": ["Trường này là bắt buộc."]}, {}, {}]
    assert forms[0]["caption"].value() == "Ảnh 1"
    assert "Tệp “mot.jpg” cần chọn lại" in words(response)
    assert not Article.objects.exists()


def test_stored_picture_is_shown_in_its_block(client, article, pictures):
    post(client, article, **with_photos(pictures[:1]))
    photo = Photo.objects.get()

    shown = client.get(page(Article, "change", photo.article.pk)).content.decode()

    assert f'<img src="/quan-tri/tep/news.photo/{photo.pk}/image/" alt="" width="160">' in shown
