"""Cells and files whose text is not Unicode."""

import pytest

from councils.models import Agency
from news.models import Article
from tests.exchange.folders import errors, example, load, write_examples

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "in_unicode"),
    [
        ("Uûy ban nhaân daân phöôøng", "Ủy ban nhân dân phường"),
        ("Uû ban nh©n d©n ph\u00adêng", "Uỷ ban nhân dân phường"),
        ("á»¦y ban nhÃ¢n dÃ¢n phÆ°á»\x9dng", "Ủy ban nhân dân phường"),
    ],
)
def test_load_folder_refuses_text_that_is_not_unicode_unless_it_converts(tmp_path, name, in_unicode):
    write_examples(tmp_path, agencies=[example("agencies", name=name)])

    places, messages = errors(tmp_path)

    assert places == [("agencies.csv", 2, "name", name)]
    assert f"đọc là: “{in_unicode}”" in messages[0]
    assert "--convert" in messages[0]
    assert not Agency.objects.exists()

    load(tmp_path, convert=True)
    assert Agency.objects.get().name == in_unicode
    assert load(tmp_path, convert=True)[:2] == (0, 0)


def test_load_folder_refuses_lost_letters_even_if_it_converts(tmp_path):
    write_examples(tmp_path, agencies=[example("agencies", name="?y ban nhân dân ph??ng")])

    assert errors(tmp_path, convert=True)[0] == [("agencies.csv", 2, "name", "?y ban nhân dân ph??ng")]


def test_load_folder_converts_references_and_the_text_of_files(tmp_path):
    write_examples(tmp_path)
    (tmp_path / "bai/khai-mac.html").write_text("<p>S¸ng 28/9, kú häp thø <b>hai</b> khai m¹c.</p>", encoding="utf-8")

    assert [place[:3] for place in errors(tmp_path)[0]] == [("articles.csv", 2, "body")]

    load(tmp_path, convert=True)
    assert Article.objects.get().body == "<p>Sáng 28/9, kỳ họp thứ <b>hai</b> khai mạc.</p>"
