"""The form of an article and its pictures."""

import pytest

from news.models import Article, Photo
from tests.admin_forms import post_add_form
from tests.factories.accounts import ServiceFactory
from tests.factories.news import ArticleFactory, picture
from tests.hdnd_portal.admin_models import admin_url, visible_text
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(client):
    """An unsaved article; a news editor is signed in."""
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
def test_article_form_stores_paragraphs_without_foreign_html(client, article, typed, stored):
    assert post_add_form(client, article, body=typed).status_code == 302
    assert Article.objects.get().body == stored


def test_article_form_explains_that_foreign_html_is_removed(client, article):
    assert "mã lệnh bị bỏ khi lưu" in visible_text(client.get(admin_url(Article, "add")))


def with_photos(files, **values):
    """The POST data of three picture forms, of which the first `len(files)` are filled in."""
    data = {"photos-TOTAL_FORMS": 3}
    for number in range(3):
        data |= {f"photos-{number}-{name}": value for name, value in {"caption": "", "alt": "", "order": "1"}.items()}
    for number, file in enumerate(files):
        row = {"image": file, "caption": f"Ảnh {number + 1}", "alt": "Hội trường"} | values
        data |= {f"photos-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.fixture
def pictures(tmp_path):
    """Two open picture files."""
    files = []
    for name in ("mot.jpg", "hai.png"):
        path = tmp_path / name
        path.write_bytes(picture("PNG" if name.endswith("png") else "JPEG"))
        files.append(path.open("rb"))
    yield files
    for file in files:
        file.close()


def test_photo_inline_stores_pictures_and_ignores_empty_blocks(client, article, pictures):
    assert post_add_form(client, article, **with_photos(pictures)).status_code == 302
    assert list(Photo.objects.order_by("id").values_list("caption", flat=True)) == ["Ảnh 1", "Ảnh 2"]


def test_photo_inline_reports_a_missing_description_in_its_block(client, article, pictures):
    response = post_add_form(client, article, **with_photos(pictures[:1], alt=""))

    forms = response.context["inline_admin_formsets"][0].formset.forms
    assert [dict(form.errors) for form in forms] == [{"alt": ["Trường này là bắt buộc."]}, {}, {}]
    assert forms[0]["caption"].value() == "Ảnh 1"
    assert "mot.jpg 64 × 48 điểm ảnh, 1 KB; đã tải lên, chưa lưu" in visible_text(response)
    assert not Article.objects.exists()


def test_photo_inline_displays_the_stored_picture(client, article, pictures):
    post_add_form(client, article, **with_photos(pictures[:1]))
    photo = Photo.objects.get()

    text = client.get(admin_url(Article, "change", photo.article.pk)).content.decode()

    assert f'<img src="/quan-tri/tep/news.photo/{photo.pk}/image/" alt="" width="160">' in text
