from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from councils.models import Council, Person
from tests.admin_forms import form_errors, post_add_form
from tests.factories.councils import CouncilFactory, MandateFactory, OfficeFactory, PersonFactory
from tests.factories.news import picture
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


def emblem_file(size=(200, 200), name="bieu-trung.png"):
    content = BytesIO()
    Image.new("RGBA", size, (160, 32, 32, 0)).save(content, "PNG")
    return ContentFile(content.getvalue(), name=name)


def portrait_file(colour=(160, 32, 32)):
    return ContentFile(picture(size=(900, 1200), colour=colour), name="chan-dung.jpg")


def delegate(**fields):
    return MandateFactory(person=PersonFactory(portrait=portrait_file(), **fields)).person


def test_portrait_view_sends_a_small_picture_that_browsers_cache_for_ever(client):
    response = client.get(delegate().portrait_url)

    image = Image.open(BytesIO(response.content))
    assert (image.format, image.size) == ("WEBP", (304, 406))
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_portrait_view_returns_404_for_a_person_who_never_was_a_delegate(client):
    delegate()
    official = OfficeFactory(person=PersonFactory(portrait=portrait_file())).person

    assert client.get(official.portrait_url).status_code == 404


def test_portrait_view_returns_404_without_a_portrait(client):
    address = delegate().portrait_url
    nobody = MandateFactory().person

    assert nobody.portrait_url == ""
    assert client.get(address.replace("/anh/", "/anh/9")).status_code == 404
    assert client.get(f"/dai-bieu/anh/{nobody.pk}-x.webp").status_code == 404


def test_portrait_view_redirects_the_address_of_a_replaced_portrait(client):
    person = delegate()
    old = person.portrait_url
    person.portrait = portrait_file(colour=(0, 0, 90))
    person.save()

    response = client.get(old)

    assert (response.status_code, response["Location"]) == (302, Person.objects.get().portrait_url)
    assert response["Location"] != old


def test_portrait_view_returns_404_for_a_missing_file(client):
    person = delegate()
    person.portrait.storage.delete(person.portrait.name)

    assert client.get(person.portrait_url).status_code == 404


@pytest.mark.parametrize(
    ("full_name", "initials"), [("Tô Thị Bảo Châu", "TC"), ("đỗ Văn ất", "ĐẤ"), ("Y Ban", "YB"), ("Ẩn", "Ẩ"), ("", "")]
)
def test_initials_are_those_of_family_name_and_given_name(full_name, initials):
    assert Person(full_name=full_name).initials == initials


def test_emblem_view_sends_the_emblem_of_a_hosted_council(client):
    council = CouncilFactory(is_portal=True, emblem=emblem_file((400, 200)))

    response = client.get(council.emblem_url)

    image = Image.open(BytesIO(response.content))
    assert (image.format, image.size, image.mode) == ("WEBP", (272, 136), "RGBA")
    assert (council.emblem_width, council.emblem_height) == (272, 136)
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_emblem_view_returns_404_for_other_councils(client):
    council = CouncilFactory(is_hosted=False, emblem=emblem_file())

    assert client.get(council.emblem_url).status_code == 404


def test_emblem_view_returns_404_for_a_missing_file_and_without_an_emblem(client):
    council = CouncilFactory(is_portal=True, emblem=emblem_file())
    address = council.emblem_url
    council.emblem.storage.delete(council.emblem.name)
    assert client.get(address).status_code == 404

    Council.objects.update(emblem="")
    assert client.get(address).status_code == 404
    assert Council.objects.get().emblem_url == ""


def test_emblem_view_redirects_the_address_of_a_replaced_emblem(client):
    council = CouncilFactory(is_portal=True, emblem=emblem_file())
    old = council.emblem_url
    council.emblem = emblem_file((300, 200))
    council.save()

    response = client.get(old)

    assert (response.status_code, response["Location"]) == (302, council.emblem_url)


def test_emblem_of_a_council_is_uploaded_in_the_admin(admin_client):
    assert post_add_form(admin_client, unsaved(CouncilFactory), emblem=emblem_file()).status_code == 302

    council = Council.objects.get()
    assert council.emblem.name.endswith(".webp")
    assert (council.emblem_width, council.emblem_height) == (136, 136)


@pytest.mark.parametrize(
    ("upload", "message"),
    [
        (portrait_file, "Biểu trưng phải là ảnh PNG hoặc WebP, để nền trong suốt được; hãy chọn tệp khác."),
        (lambda: emblem_file((40, 40)), "Biểu trưng phải cao ít nhất 68 điểm ảnh; hãy chọn ảnh lớn hơn."),
        (
            lambda: ContentFile(b"%PDF-1.7", name="bieu-trung.png"),
            "Tệp không phải là ảnh JPEG, PNG hoặc WebP, hoặc đã hỏng; hãy chọn tệp ảnh khác.",
        ),
    ],
)
def test_emblem_that_the_masthead_cannot_use_is_refused_in_the_admin(admin_client, upload, message):
    response = post_add_form(admin_client, unsaved(CouncilFactory), emblem=upload())

    assert form_errors(response) == {"emblem": [message]}
    assert not Council.objects.exists()
