"""Files and pictures answer 304 to a browser that has them, and only if it may see them."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from core.records.models import Attachment
from tests.factories.accounts import ServiceFactory
from tests.factories.councils import CouncilFactory, MandateFactory
from tests.factories.news import ArticleFileFactory, PhotoFactory, picture
from tests.factories.resolutions import ResolutionFileFactory
from tests.uploads import pdf

pytestmark = pytest.mark.django_db


def get(client, url, **headers):
    """The response to a request with `headers`, and its content, which is read so that the file is closed."""
    response = client.get(url, headers=headers)
    return response, b"".join(response)


def emblem_url():
    content = BytesIO()
    Image.new("RGBA", (200, 200), (160, 32, 32, 0)).save(content, "PNG")
    return CouncilFactory(is_portal=True, emblem=ContentFile(content.getvalue(), name="bieu-trung.png")).emblem_url


def portrait_url():
    portrait = ContentFile(picture(size=(300, 400)), name="chan-dung.jpg")
    return MandateFactory(person__portrait=portrait).person.portrait_url


FILES = {
    "article file": lambda: ArticleFileFactory(article__published=True).get_absolute_url(),
    "resolution file": lambda: ResolutionFileFactory(resolution__published=True, resolution__signed=True).get_absolute_url(),
    "photo": lambda: PhotoFactory(article__published=True).url,
    "portrait": portrait_url,
    "emblem": emblem_url,
}


@pytest.mark.parametrize("create", FILES.values(), ids=FILES)
def test_file_answers_304_without_content_to_a_browser_that_has_it(client, create):
    url = create()
    first, _ = get(client, url)

    second, content = get(client, url, **{"If-None-Match": first["ETag"]})

    assert (first.status_code, second.status_code, content) == (200, 304, b"")
    assert second["ETag"] == first["ETag"]
    assert second.get("Cache-Control") == first.get("Cache-Control")


@pytest.mark.parametrize("create", FILES.values(), ids=FILES)
def test_file_is_sent_to_a_browser_that_has_another_version(client, create):
    url = create()

    response, content = get(client, url, **{"If-None-Match": '"another"'})

    assert response.status_code == 200
    assert content == get(client, url)[1] != b""


def test_files_of_two_versions_have_different_etags(client):
    files = [ArticleFileFactory(article__published=True, file__data=pdf(text)) for text in ("1", "2")]
    photo = PhotoFactory(article__published=True, image__data=picture(size=(900, 600)))
    urls = [*(file.get_absolute_url() for file in files), *(photo.url_at(width) for width in photo.widths)]

    assert len({get(client, url)[0]["ETag"] for url in urls}) == len(urls)


@pytest.mark.parametrize(
    ("create", "owner"),
    [(ArticleFileFactory, "article"), (PhotoFactory, "article"), (ResolutionFileFactory, "resolution")],
)
@pytest.mark.parametrize(
    ("state", "status"),
    [({"status": "draft"}, 404), ({"status": "withdrawn", "withdrawn_reason": "Có dữ liệu cá nhân."}, 410)],
)
def test_file_that_is_no_longer_public_is_refused_to_a_browser_that_has_it(client, create, owner, state, status):
    signed = {f"{owner}__signed": True} if owner == "resolution" else {}
    file = create(**{f"{owner}__published": True}, **signed)
    url = file.get_absolute_url() if isinstance(file, Attachment) else file.url
    etag = get(client, url)[0]["ETag"]
    record = getattr(file, owner)
    for name, value in state.items():
        setattr(record, name, value)
    record.save()

    assert client.get(url, headers={"If-None-Match": etag}).status_code == status


def test_file_in_a_preview_stays_out_of_caches(client):
    file = ArticleFileFactory()
    client.force_login(ServiceFactory(council=file.article.council, role="reviewer").user)
    first, _ = get(client, file.get_absolute_url())
    second, _ = get(client, file.get_absolute_url(), **{"If-None-Match": first["ETag"]})

    assert [response["Cache-Control"] for response in (first, second)] == ["private, no-store"] * 2


def test_public_file_is_asked_for_again_each_time(client):
    """A file that is withdrawn must not stay in the caches of browsers and proxies."""
    assert get(client, FILES["article file"]())[0]["Cache-Control"] == "no-cache"
