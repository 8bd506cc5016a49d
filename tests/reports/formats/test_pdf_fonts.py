import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from reports.formats import pdf
from tests.reports.sample_documents import DRAFT, ISSUED, heading, paragraph, short

LIBERATION = Path(pdf.LIBERATION_FOLDERS[0])

needs_liberation = pytest.mark.skipif(not LIBERATION.is_dir(), reason="the Debian package fonts-liberation2 is not installed")


@pytest.fixture(autouse=True)
def _no_report_fonts(settings):
    settings.REPORT_FONTS = ""


@pytest.fixture
def libertinus(monkeypatch):
    monkeypatch.setattr(pdf, "LIBERATION_FOLDERS", ())


def fonts(printed):
    """The families embedded in a file, without the tag of the subset and the style."""
    file, names = pikepdf.open(BytesIO(printed)), set()
    for item in file.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontName" in item:
            names.add(str(item.FontName).rpartition("+")[2].partition("-")[0])
    return names


@needs_liberation
def test_typeface_is_liberation_where_it_is_installed():
    assert fonts(pdf.render_pdf(ISSUED)) == {"LiberationSerif"}
    assert pdf.font_notice() == ""


@pytest.mark.usefixtures("libertinus")
def test_typeface_is_the_embedded_one_without_liberation():
    assert fonts(pdf.render_pdf(DRAFT)) == {"LibertinusSerif"}
    assert "fonts-liberation2" in pdf.font_notice()


@pytest.mark.usefixtures("libertinus")
def test_embedded_typeface_is_copied_as_it_is_printed():
    words = "Nơi nhận: ơ Ơ ư Ư ớ Ớ ờ Ờ ở Ở ỡ Ỡ ợ Ợ ứ Ứ ừ Ừ ử Ử ữ Ữ ự Ự"
    pages = pypdfium2.PdfDocument(pdf.render_pdf(short(heading(3, words), heading(1, words), paragraph(words))))
    text = "".join("".join(page.get_textpage().get_text_range() for page in pages).split())  # spaces differ by reader

    assert (text.count("Nơinhận:"), text.count("".join(words.split())), text.count("ơơ")) == (4, 3, 0)


@needs_liberation
@pytest.mark.usefixtures("libertinus")
def test_typeface_prefers_report_fonts(settings, tmp_path):
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        shutil.copy(LIBERATION / f"LiberationSerif-{style}.ttf", tmp_path)
    settings.REPORT_FONTS = str(tmp_path)

    assert fonts(pdf.render_pdf(short())) == {"LiberationSerif"}
    assert pdf.font_notice() == ""


@needs_liberation
def test_typeface_skips_report_fonts_without_all_styles(settings, tmp_path):
    shutil.copy(LIBERATION / "LiberationSans-Regular.ttf", tmp_path)
    settings.REPORT_FONTS = str(tmp_path)

    assert fonts(pdf.render_pdf(short())) == {"LiberationSerif"}
    assert "REPORT_FONTS" in pdf.font_notice()


def test_font_notice_names_a_missing_folder(settings, tmp_path):
    settings.REPORT_FONTS = str(tmp_path / "none")

    assert "REPORT_FONTS" in pdf.font_notice()


def test_render_pdf_fails_on_a_warning_of_the_templates(monkeypatch):
    monkeypatch.setattr(pdf, "EMBEDDED_FAMILY", "No Such Family")
    monkeypatch.setattr(pdf, "LIBERATION_FOLDERS", ())
    pdf._embedded_typeface.cache_clear()

    with pytest.raises(pdf.RenderError, match="mẫu in báo lỗi"):
        pdf.render_pdf(short())
    pdf._embedded_typeface.cache_clear()
