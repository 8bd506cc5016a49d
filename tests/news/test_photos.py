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
def test_picture_comes_in_three_widths_at_most(client, size, widths):
    photo = public_photo(size)

    served = [Image.open(BytesIO(client.get(photo.url_at(width)).content)) for width in photo.widths]

    assert photo.widths == widths
    assert [(image.format, image.width) for image in served] == [("WEBP", width) for width in widths]


def test_picture_may_be_kept_for_ever_by_whoever_fetched_it(client):
    response = client.get(public_photo().url)

    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_picture_is_made_once(client):
    photo = public_photo()
    first = client.get(photo.url_at(400)).content
    photo.image.storage.delete(photo.image.name)

    assert client.get(photo.url_at(400)).content == first


def test_picture_that_was_stored_in_part_is_made_anew(client):
    photo = public_photo()
    whole = client.get(photo.url_at(400)).content
    name = f"{photo.image.name}-400.webp"
    with default_storage.open(name, "wb") as stored:
        stored.write(whole[:100])

    assert client.get(photo.url_at(400)).content == whole
    assert default_storage.size(name) == len(whole)


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_picture_of_an_article_that_is_not_public_is_not_served(client, hidden):
    public_photo()
    photo = PhotoFactory(**hidden)

    assert client.get(photo.url).status_code == 404


def test_picture_of_a_withdrawn_article_is_served_no_more(client):
    photo = public_photo()
    client.get(photo.url)
    photo.article.status, photo.article.withdrawn_reason = "withdrawn", "Có dữ liệu cá nhân."
    photo.article.save()

    assert client.get(photo.url).status_code == 410


def test_address_of_a_replaced_picture_leads_to_the_new_one(client):
    photo = public_photo()
    old = photo.url_at(400)
    photo.image = PhotoFactory.build(article=photo.article, image__data=picture(size=(900, 600), colour=(0, 0, 90))).image
    photo.save()

    response = client.get(old)

    assert response.status_code == 302
    assert response["Location"] == Photo.objects.get().url_at(400) != old
    assert "immutable" not in response.get("Cache-Control", "")


@pytest.mark.parametrize("width", ["401", "0", "99999999999999999999"])
def test_width_that_nobody_offered_is_unknown(client, width):
    photo = public_photo()

    assert client.get(photo.url_at(400).replace("-400.webp", f"-{width}.webp")).status_code == 404


def test_lost_picture_is_unknown(client):
    photo = public_photo()
    photo.image.storage.delete(photo.image.name)

    assert client.get(photo.url_at(400)).status_code == 404
