import pytest
from PIL import Image

from councils.models import Person
from news.models import Photo
from resolutions.models import ResolutionFile
from tests.exchange.folders import PDF, ROWS, errors, example, load, picture, write_examples, write_folder

pytestmark = pytest.mark.django_db


def test_changed_file_changes_its_row(loaded):
    (loaded / "tep/12.pdf").write_bytes(PDF + b"% revised\n")

    assert load(loaded) == (0, 2, ROWS - 2)  # the same file is one of the resolution and of the article
    assert load(loaded) == (0, 0, ROWS)


def test_file_is_stored_under_a_name_of_our_own(loaded):
    stored = ResolutionFile.objects.get()

    assert stored.file.name.startswith("resolutions.resolutionfile/")
    with stored.file.open() as file:
        assert file.read() == PDF


def test_changed_picture_is_encoded_anew(loaded):
    before = Photo.objects.get().image.name
    (loaded / "anh/khai-mac.jpg").write_bytes(picture("#993333"))

    assert load(loaded) == (0, 1, ROWS - 1)
    assert Photo.objects.get().image.name != before


def test_portrait_may_come_and_go(loaded):
    write_folder(loaded, people=[example("people", portrait="anh/khai-mac.jpg")])
    assert load(loaded) == (0, 1, ROWS - 1)
    assert load(loaded) == (0, 0, ROWS)

    write_folder(loaded, people=[example("people", portrait="")])
    assert load(loaded) == (0, 1, ROWS - 1)
    assert not Person.objects.get().portrait


def test_portrait_is_kept_as_we_have_encoded_it(loaded):
    exif = Image.Exif()
    exif[0x010F] = "MayAnh"
    (loaded / "anh/chan-dung.jpg").write_bytes(picture(exif=exif))
    write_folder(loaded, people=[example("people", portrait="anh/chan-dung.jpg")])

    assert load(loaded) == (0, 1, ROWS - 1)
    with Person.objects.get().portrait.open() as stored:
        assert b"MayAnh" not in stored.read()
    assert load(loaded) == (0, 0, ROWS)

    (loaded / "anh/chan-dung.jpg").write_bytes(picture("#993333"))
    assert load(loaded) == (0, 1, ROWS - 1)


def test_lost_portrait_is_put_back(loaded):
    write_folder(loaded, people=[example("people", portrait="anh/khai-mac.jpg")])
    load(loaded)
    portrait = Person.objects.get().portrait
    portrait.storage.delete(portrait.name)

    assert load(loaded) == (0, 1, ROWS - 1)
    assert Person.objects.get().portrait.size


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("../ngoai.pdf", "phải nằm trong thư mục"),
        ("/etc/passwd", "phải nằm trong thư mục"),
        ("tep/lien-ket.pdf", "phải nằm trong thư mục"),
        ("tep/99.pdf", "Không có tệp “tep/99.pdf”"),
        ("tep", "Không có tệp “tep”"),
        ("x" * 5000, "Không có tệp"),
        ("bai/khai-mac.html", "Chỉ nhận tệp có đuôi"),
        ("tep/rong.pdf", "Tệp trống"),
        ("tep/gia.pdf", "không phải là PDF"),
    ],
)
def test_file_that_may_not_be_taken_is_refused(tmp_path, file, words):
    folder = tmp_path / "sổ"
    write_examples(folder, resolution_files=[example("resolution_files", file=file)])
    (tmp_path / "ngoai.pdf").write_bytes(PDF)
    (folder / "tep/lien-ket.pdf").symlink_to(tmp_path / "ngoai.pdf")
    (folder / "tep/rong.pdf").write_bytes(b"")
    (folder / "tep/gia.pdf").write_bytes(b"<html>")

    places, messages = errors(folder)

    assert [place[:3] for place in places] == [("resolution_files.csv", 2, "file")]
    assert words in messages[0]


def test_picture_that_is_none_is_refused(loaded):
    write_folder(
        loaded,
        photos=[example("photos", image="tep/12.pdf")],
        people=[example("people", portrait="bai/khai-mac.html")],
        articles=[example("articles", body="@bai/khong-co.html")],
    )

    assert errors(loaded)[0] == [
        ("articles.csv", 2, "body", "@bai/khong-co.html"),
        ("people.csv", 2, "portrait", "bai/khai-mac.html"),
        ("photos.csv", 2, "image", "tep/12.pdf"),
    ]
