import pytest

from news.gallery import gallery_rows
from news.models import Photo

SIZES = {"L": (900, 600), "P": (600, 900), "S": (600, 600)}


def photos(shapes):
    """Pictures for a text of L (landscape), P (portrait) and S (square)."""
    return [Photo(width=SIZES[shape][0], height=SIZES[shape][1], caption=shape) for shape in shapes]


@pytest.mark.parametrize(
    ("shapes", "rows"),
    [
        ("", []),
        ("L", ["L"]),
        ("P", ["P"]),
        ("PS", ["PS"]),
        ("LLP", ["L", "LP"]),
        ("PLL", ["PL", "L"]),
        ("PLP", ["PLP"]),
        ("PPPLPLP", ["PPP", "LP", "LP"]),
        ("PPPLLPP", ["PP", "PL", "L", "PP"]),
        ("LLLLLL", ["LL", "LL", "LL"]),
    ],
)
def test_gallery_rows_are_pairs_and_one_landscape_alone(shapes, rows):
    result = gallery_rows(photos(shapes))

    assert ["".join(picture.photo.caption for picture in row) for row in result] == rows


@pytest.mark.parametrize(
    ("shapes", "widths"), [("L", [720]), ("LL", [346, 346]), ("PL", [213, 480]), ("PP", [346, 346]), ("PPP", [222, 222, 222])]
)
def test_gallery_row_fills_the_width_with_pictures_of_the_same_height(shapes, widths):
    (row,) = gallery_rows(photos(shapes))

    assert [picture.sizes for picture in row] == [f"(min-width: 44rem) {width}px, calc(100vw - 34px)" for width in widths]
