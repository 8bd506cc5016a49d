import io
from pathlib import Path

import pytest
from django.conf import settings as project
from PIL import Image

from exchange.sample.documents import read_rows
from exchange.sample.illustrations import ILLUSTRATIONS, draw_picture

SAMPLE = project.BASE_DIR / "sample/cau-giay"


def test_illustrations_match_the_photos_of_the_sample():
    stems = [Path(row["image"]).stem for row in read_rows(SAMPLE, "photos")]

    assert sorted(stems) == sorted(ILLUSTRATIONS)


@pytest.mark.parametrize("stem", [*ILLUSTRATIONS, "tru-so-phuong"])
def test_draw_picture_gives_the_same_small_jpeg_each_time(stem):
    picture = draw_picture(stem)

    assert draw_picture(stem) == picture
    assert Image.open(io.BytesIO(picture)).size == (1200, 800)
    assert len(picture) < 120_000


def test_draw_picture_varies_with_an_unknown_name():
    assert len({draw_picture(f"tru-so-{number}") for number in range(5)}) == 5
