import hashlib
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from core.uploads.pictures import (
    MAX_SIZE,
    clean_emblem,
    clean_picture,
    is_complete_webp,
    portrait_webp,
    resized_webp,
    webp_within,
)

NO_PICTURE = "Tệp không phải là ảnh JPEG, PNG hoặc WebP, hoặc đã hỏng; hãy chọn tệp ảnh khác."
NOT_SQUARE = "Biểu trưng không được rộng quá hai lần chiều cao hoặc cao quá hai lần chiều rộng; hãy cắt ảnh cho vừa hình."
TOO_MANY_PIXELS = "Ảnh có quá nhiều điểm ảnh (nhiều nhất 40.000.000); hãy giảm cỡ ảnh rồi tải lại."


def encoded(image, image_format, **options):
    content = BytesIO()
    image.save(content, image_format, **options)
    return content.getvalue()


def photo(image_format="JPEG", size=(60, 40), **options):
    return encoded(Image.new("RGB", size, (160, 32, 32)), image_format, **options)


def cleaned(content):
    return clean_picture(BytesIO(content))


def opened(picture):
    picture.seek(0)
    return Image.open(BytesIO(picture.read()))


def png_that_claims(width, height):
    """Return a PNG of a few bytes whose header says that it has width × height pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("image_format", "suffix"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")])
def test_clean_picture_keeps_format_and_size_and_hashes_the_source(image_format, suffix):
    content = photo(image_format)

    picture = cleaned(content)

    assert (opened(picture).format, opened(picture).size) == (image_format, (60, 40))
    assert (picture.width, picture.height, picture.name) == (60, 40, f"picture{suffix}")
    assert picture.source_sha256 == hashlib.sha256(content).hexdigest()


def test_clean_picture_returns_the_same_bytes_for_the_same_source():
    content = photo()

    assert cleaned(content).read() == cleaned(content).read()


def test_clean_picture_turns_upright_and_removes_exif():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010E] = "Nhà riêng bà Đỗ Thị Ất"
    exif.get_ifd(0x8825)[2] = (21.0, 2.0, 7.0)  # the latitude
    content = photo(exif=exif.tobytes(), comment="số nhà 68")

    picture = cleaned(content)

    assert opened(picture).size == (40, 60)
    assert (dict(opened(picture).getexif()), opened(picture).info.get("comment")) == ({}, None)


@pytest.mark.parametrize("image_format", ["PNG", "WEBP"])
def test_clean_picture_removes_text_and_colour_profile(image_format):
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("Comment", "số nhà 68")
    options = {"pnginfo": notes} if image_format == "PNG" else {"xmp": "số nhà 68".encode()}

    picture = cleaned(photo(image_format, icc_profile=b"profile of a camera", **options))

    assert set(opened(picture).info) <= {"background", "loop", "duration", "timestamp"}
    assert "số nhà 68".encode() not in picture.read()


def test_clean_picture_limits_the_longer_side():
    assert cleaned(photo(size=(4800, 1200))).width == 2400
    assert opened(cleaned(photo("PNG", size=(1200, 4800)))).size == (600, 2400)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_clean_picture_keeps_transparency(mode):
    image = Image.new("RGBA", (8, 8), (160, 32, 32, 0))
    content = encoded(image.convert(mode), "PNG", **({"transparency": 0} if mode == "P" else {}))

    assert opened(cleaned(content)).getpixel((4, 4))[3] == 0


@pytest.mark.parametrize("mode", ["L", "CMYK", "1", "I;16"])
def test_clean_picture_converts_other_colour_modes_to_rgb(mode):
    content = encoded(Image.new(mode, (8, 8)), "JPEG" if mode == "CMYK" else "PNG")

    assert opened(cleaned(content)).mode == "RGB"


def test_clean_picture_removes_bytes_after_the_picture():
    content = photo() + b"<script>alert(1)</script>"

    assert b"<script>" not in cleaned(content).read()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body><script>alert(1)</script></body></html>",
        b"%PDF-1.7\n",
        photo()[:200],
        photo("PNG", size=(400, 300))[:60],
        photo("WEBP")[:40],
        b"\xff\xd8\xff\xe0" + b"\0" * 64,
    ],
    ids=["empty", "html", "pdf", "cut jpeg", "cut png", "cut webp", "head only"],
)
def test_clean_picture_refuses_what_is_no_complete_picture(content):
    with pytest.raises(ValueError, match="^Tệp") as refused:
        cleaned(content)

    assert str(refused.value) == NO_PICTURE


def isobmff(brand, *compatible):
    """Return the head of a HEIC or AVIF picture."""
    brands = b"".join(each.encode() for each in (brand, "\0\0\0\0", *compatible))
    return (8 + len(brands)).to_bytes(4, "big") + b"ftyp" + brands + bytes(40)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (isobmff("heic", "mif1", "heic"), "Tệp là ảnh HEIC"),
        (isobmff("mif1", "miaf", "heix"), "Cài đặt > Camera > Định dạng > Tương thích nhất"),
        (isobmff("hevc", "msf1"), "xuất ảnh thành JPEG"),
        (isobmff("avif", "mif1"), "Tệp là ảnh AVIF"),
        (isobmff("mif1", "avif"), "Tệp là ảnh AVIF"),
        (photo("TIFF"), "Tệp là ảnh TIFF"),
        (photo("BMP"), "Tệp là ảnh BMP"),
        (photo("GIF"), "Tệp là ảnh GIF"),
        (b"GIF89a/*" + photo() + b"*/=alert(1)", "Tệp là ảnh GIF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Tệp là hình SVG"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x --><svg>', "Tệp là hình SVG"),
        (photo("JPEG2000"), "Tệp là ảnh JPEG 2000"),
        (photo("WEBP", save_all=True, append_images=[Image.new("RGB", (60, 40))]), "Ảnh có nhiều hình (ảnh động)"),
        (photo("PNG", save_all=True, append_images=[Image.new("RGB", (60, 40))]), "Ảnh có nhiều hình (ảnh động)"),
    ],
    ids=[
        "heic",
        "heif",
        "hevc",
        "avif",
        "mif1-avif",
        "tiff",
        "bmp",
        "gif",
        "polyglot",
        "svg",
        "svg-xml",
        "jpeg2000",
        "animated-webp",
        "animated-png",
    ],
)
def test_clean_picture_names_the_kind_that_it_refuses_and_the_way_out(content, words):
    with pytest.raises(ValueError, match="rồi tải lại") as refused:
        cleaned(content)

    assert words in str(refused.value)


def test_clean_picture_takes_the_first_of_several_pictures_in_a_jpeg():
    second = Image.new("RGB", (60, 40), "blue")
    content = photo("MPO", save_all=True, append_images=[second])

    picture = cleaned(content)

    assert (opened(picture).format, opened(picture).getpixel((30, 20))[0] > 100) == ("JPEG", True)
    assert len(picture.read()) < len(content) / 2 + 1000
    assert (picture.name, getattr(opened(picture), "n_frames", 1)) == ("picture.jpg", 1)


@pytest.mark.parametrize(("width", "height"), [(1, 40_000_000), (20_001, 1)])
def test_clean_picture_refuses_too_many_pixels_of_one_side_before_decoding(width, height):
    with pytest.raises(ValueError, match=r"mỗi chiều nhiều nhất 20\.000\); hãy cắt hoặc thu nhỏ"):
        cleaned(png_that_claims(width, height))


@pytest.mark.parametrize(("width", "height"), [(8000, 5001), (12000, 9000), (60000, 60000)])
def test_clean_picture_refuses_too_many_pixels_before_decoding(width, height):
    with pytest.raises(ValueError, match="điểm ảnh") as refused:
        cleaned(png_that_claims(width, height))

    assert str(refused.value) == TOO_MANY_PIXELS


def test_clean_picture_refuses_more_than_max_size():
    with pytest.raises(ValueError, match=r"^Tệp ảnh lớn hơn 20 MB; hãy giảm cỡ ảnh rồi tải lại\.$"):
        cleaned(photo() + b"\0" * MAX_SIZE)


@pytest.mark.parametrize(("width", "size"), [(400, (400, 300)), (800, (800, 600)), (1280, (800, 600))])
def test_resized_webp_never_enlarges(width, size):
    content = resized_webp(BytesIO(photo(size=(800, 600))), width)

    image = Image.open(BytesIO(content))
    assert (image.format, image.size) == ("WEBP", size)


def test_resized_webp_keeps_transparency():
    content = resized_webp(BytesIO(encoded(Image.new("RGBA", (800, 600), (160, 32, 32, 0)), "PNG")), 400)

    assert Image.open(BytesIO(content)).mode == "RGBA"


def test_is_complete_webp_is_false_for_a_file_cut_off():
    content = resized_webp(BytesIO(photo()), 400)

    assert is_complete_webp(content)
    assert [is_complete_webp(cut) for cut in (b"", content[:20], content[:-1], b"<html>")] == [False] * 4


def emblem(size, colour=(160, 32, 32, 0), image_format="PNG", **options):
    return clean_emblem(BytesIO(encoded(Image.new("RGBA", size, colour), image_format, **options)))


def noise(size, sigma):
    """A grainy picture, which compresses badly."""
    return Image.effect_noise(size, sigma).convert("RGB")


@pytest.mark.parametrize("image_format", ["PNG", "WEBP"])
@pytest.mark.parametrize(
    ("size", "fitted"), [((600, 400), (204, 136)), ((300, 600), (68, 136)), ((900, 450), (272, 136)), ((70, 70), (70, 70))]
)
def test_clean_emblem_fits_into_the_masthead_as_webp(image_format, size, fitted):
    picture = emblem(size, image_format=image_format)

    assert (opened(picture).format, opened(picture).size) == ("WEBP", fitted)
    assert (picture.width, picture.height, picture.name) == (*fitted, "emblem.webp")


def test_clean_emblem_remains_transparent():
    image = Image.new("RGBA", (200, 200), (160, 32, 32, 0))
    image.paste((160, 32, 32, 255), (50, 50, 150, 150))

    picture = opened(clean_emblem(BytesIO(encoded(image, "PNG"))))

    assert (picture.getpixel((2, 2))[3], picture.getpixel((68, 68))) == (0, (160, 32, 32, 255))


def test_clean_picture_has_the_shades_of_a_grey_png_with_16_bits():
    grey = Image.new("I;16", (200, 100), 128 * 256)
    grey.paste(Image.new("I;16", (100, 100), 20 * 256), (0, 0))

    picture = opened(cleaned(encoded(grey, "PNG"))).convert("L")

    assert [picture.getpixel(point) for point in ((10, 50), (190, 50))] == [20, 128]


def test_clean_emblem_is_at_most_20_kb():
    assert len(clean_emblem(BytesIO(encoded(noise((800, 400), 200), "PNG"))).read()) <= 20_000


def test_clean_emblem_removes_metadata():
    exif = Image.Exif()
    exif[0x010E] = "Nhà riêng bà Đỗ Thị Ất"

    assert not opened(emblem((200, 200), exif=exif.tobytes())).getexif()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (photo("JPEG", (200, 200)), "Biểu trưng phải là ảnh PNG hoặc WebP, để nền trong suốt được; hãy chọn tệp khác."),
        (photo("PNG", (200, 60)), "Biểu trưng phải cao ít nhất 68 điểm ảnh; hãy chọn ảnh lớn hơn."),
        (photo("PNG", (600, 100)), NOT_SQUARE),
        (photo("PNG", (301, 150)), NOT_SQUARE),
        (photo("PNG", (150, 301)), NOT_SQUARE),
        (photo("PNG", (10, 10_000)), NOT_SQUARE),
        (b"<html/>", NO_PICTURE),
        (png_that_claims(10_000, 10_000), TOO_MANY_PIXELS),
    ],
)
def test_clean_emblem_refuses_what_the_masthead_cannot_use(content, message):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 the message is compared
        clean_emblem(BytesIO(content))

    assert str(refused.value) == message


@pytest.mark.parametrize("size", [(1200, 1600), (1600, 900), (90, 400)])
def test_portrait_webp_has_the_same_size_for_every_picture(size):
    image = Image.open(BytesIO(portrait_webp(BytesIO(photo(size=size)))))

    assert (image.format, image.size) == ("WEBP", (304, 406))


def test_portrait_webp_is_at_most_15_kb():
    assert len(portrait_webp(BytesIO(encoded(noise((800, 1000), 40), "JPEG")))) <= 15_000


def test_portrait_webp_puts_a_transparent_picture_on_white():
    content = encoded(Image.new("RGBA", (304, 406), (0, 0, 0, 0)), "PNG")

    assert Image.open(BytesIO(portrait_webp(BytesIO(content)))).getpixel((150, 200)) == (255, 255, 255)


def test_webp_within_takes_the_last_options_if_none_is_small_enough():
    image = Image.effect_noise((64, 64), 100)
    options = [{"quality": 90}, {"quality": 10}]

    smallest = webp_within(image, options, max_bytes=1)

    assert smallest == webp_within(image, options[1:], max_bytes=1)
    assert len(smallest) < len(webp_within(image, options, max_bytes=10**6))


@pytest.mark.parametrize(
    ("image_format", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB"), ("WEBP", "RGBA")]
)
def test_clean_picture_keeps_the_bytes_of_its_own_encoding(image_format, mode):
    first = cleaned(encoded(Image.effect_noise((90, 60), 80).convert(mode), image_format)).read()

    assert cleaned(first).read() == first


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_clean_emblem_keeps_the_bytes_of_its_own_encoding(mode):
    first = clean_emblem(BytesIO(encoded(Image.effect_noise((300, 200), 80).convert(mode), "PNG"))).read()

    assert clean_emblem(BytesIO(first)).read() == first


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_clean_picture_encodes_again_what_hides_something_after_its_end(image_format):
    hidden = cleaned(photo(image_format)).read() + b"<script>"

    assert b"<script>" not in cleaned(hidden).read()


def test_clean_picture_encodes_again_a_jpeg_of_higher_quality():
    fine = encoded(Image.effect_noise((90, 60), 80).convert("RGB"), "JPEG", quality=99, progressive=True)

    assert len(cleaned(fine).read()) < len(fine)
