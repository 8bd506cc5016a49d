import pytest

from tests.exchange.folders import PDF, errors, example, write_examples, write_folder

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("file", "excerpt"),
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
def test_folder_file_refuses_unsafe_missing_and_invalid_files(tmp_path, file, excerpt):
    folder = tmp_path / "sổ"
    write_examples(folder, resolution_files=[example("resolution_files", file=file)])
    (tmp_path / "ngoai.pdf").write_bytes(PDF)
    (folder / "tep/lien-ket.pdf").symlink_to(tmp_path / "ngoai.pdf")
    (folder / "tep/rong.pdf").write_bytes(b"")
    (folder / "tep/gia.pdf").write_bytes(b"<html>")

    places, messages = errors(folder)

    assert [place[:3] for place in places] == [("resolution_files.csv", 2, "file")]
    assert excerpt in messages[0]


def test_folder_file_refuses_invalid_pictures(loaded_folder):
    write_folder(
        loaded_folder,
        photos=[example("photos", image="tep/12.pdf")],
        people=[example("people", portrait="bai/khai-mac.html")],
        articles=[example("articles", body="@bai/khong-co.html")],
    )

    assert errors(loaded_folder)[0] == [
        ("articles.csv", 2, "body", "@bai/khong-co.html"),
        ("people.csv", 2, "portrait", "bai/khai-mac.html"),
        ("photos.csv", 2, "image", "tep/12.pdf"),
    ]
