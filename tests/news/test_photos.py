import errno
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from news.models import Photo
from tests.factories.news import PhotoFactory, picture

pytestmark = pytest.mark.django_db

HIDDEN = {
    "draft": {"article__status": "draft"},
    "scheduled": {"article__status": "published", "article__publish_at": timezone.now() + timedelta(days=1)},
}


def public_photo(size=(900, 600), **fields):
    return PhotoFactory(article__published=True, image__data=picture(size=size), **fields)


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((64, 48), [64]),
        ((400, 300), [400]),
        ((900, 600), [400, 800, 900]),
        ((1280, 720), [400, 800, 1280]),
        ((2000, 1000), [400, 800, 1280]),
    ],
)
def test_photo_view_offers_three_widths_at_most(client, size, widths):
    photo = public_photo(size)

    served = [Image.open(BytesIO(client.get(photo.url_at(width)).content)) for width in photo.widths]

    assert photo.widths == widths
    assert [(image.format, image.width) for image in served] == [("WEBP", width) for width in widths]


def test_photo_view_lets_browsers_cache_for_ever(client):
    response = client.get(public_photo().url)

    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_rendition_is_encoded_once(client):
    photo = public_photo()
    first = client.get(photo.url_at(400)).content
    photo.image.storage.delete(photo.image.name)

    assert client.get(photo.url_at(400)).content == first


def test_rendition_replaces_an_incomplete_file(client):
    photo = public_photo()
    whole = client.get(photo.url_at(400)).content
    name = f"{photo.image.name}-400.webp"
    with default_storage.open(name, "wb") as stored:
        stored.write(whole[:100])

    assert client.get(photo.url_at(400)).content == whole
    assert default_storage.size(name) == len(whole)


@pytest.mark.parametrize("method", ["save", "delete", "open"])
def test_photo_view_sends_a_picture_whose_rendition_cannot_be_stored(client, monkeypatch, method):
    photo = public_photo()

    def refuse(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, method, refuse)
        response = client.get(photo.url_at(400))

    assert response.status_code == 200
    assert Image.open(BytesIO(response.content)).width == 400
    assert client.get(photo.url_at(400)).status_code == 200


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_photo_view_returns_404_for_pictures_of_hidden_articles(client, hidden):
    public_photo()
    photo = PhotoFactory(**hidden)

    assert client.get(photo.url).status_code == 404


def test_photo_view_returns_410_for_pictures_of_withdrawn_articles(client):
    photo = public_photo()
    client.get(photo.url)
    photo.article.status, photo.article.withdrawn_reason = "withdrawn", "Có dữ liệu cá nhân."
    photo.article.save()

    assert client.get(photo.url).status_code == 410


def test_photo_view_redirects_the_address_of_a_replaced_picture(client):
    photo = public_photo()
    old = photo.url_at(400)
    photo.image = PhotoFactory.build(article=photo.article, image__data=picture(size=(900, 600), colour=(0, 0, 90))).image
    photo.save()

    response = client.get(old)

    assert response.status_code == 302
    assert response["Location"] == Photo.objects.get().url_at(400) != old
    assert "immutable" not in response.get("Cache-Control", "")


@pytest.mark.parametrize("width", ["401", "0", "99999999999999999999"])
def test_photo_view_returns_404_for_an_unknown_width(client, width):
    photo = public_photo()

    assert client.get(photo.url_at(400).replace("-400.webp", f"-{width}.webp")).status_code == 404


def test_photo_view_returns_404_for_a_missing_file(client):
    photo = public_photo()
    photo.image.storage.delete(photo.image.name)

    assert client.get(photo.url_at(400)).status_code == 404
