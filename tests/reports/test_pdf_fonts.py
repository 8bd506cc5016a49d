import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from reports.formats import pdf
from tests.reports.documents import DRAFT, ISSUED, short

LIBERATION = Path(pdf.LIBERATION_FOLDERS[0])

needs_liberation = pytest.mark.skipif(not LIBERATION.is_dir(), reason="the Debian package fonts-liberation2 is not installed")


@pytest.fixture(autouse=True)
def _no_folder_of_the_office(settings):
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
def test_fonts_of_liberation_are_embedded():
    assert fonts(pdf.render_pdf(ISSUED)) == {"LiberationSerif"}
    assert pdf.font_notice() == ""


@pytest.mark.usefixtures("libertinus")
def test_fonts_without_liberation_are_those_of_the_wheel():
    assert fonts(pdf.render_pdf(DRAFT)) == {"LibertinusSerif"}
    assert "fonts-liberation2" in pdf.font_notice()


@needs_liberation
@pytest.mark.usefixtures("libertinus")
def test_fonts_of_the_office_come_first(settings, tmp_path):
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        shutil.copy(LIBERATION / f"LiberationSerif-{style}.ttf", tmp_path)
    settings.REPORT_FONTS = str(tmp_path)

    assert fonts(pdf.render_pdf(short())) == {"LiberationSerif"}
    assert pdf.font_notice() == ""


@needs_liberation
def test_fonts_of_the_office_without_all_styles_are_passed_over(settings, tmp_path):
    shutil.copy(LIBERATION / "LiberationSans-Regular.ttf", tmp_path)
    settings.REPORT_FONTS = str(tmp_path)

    assert fonts(pdf.render_pdf(short())) == {"LiberationSerif"}
    assert "REPORT_FONTS" in pdf.font_notice()


def test_fonts_folder_that_is_missing_is_told(settings, tmp_path):
    settings.REPORT_FONTS = str(tmp_path / "none")

    assert "REPORT_FONTS" in pdf.font_notice()


def test_warning_of_the_form_is_a_failure(monkeypatch):
    monkeypatch.setattr(pdf, "EMBEDDED_FAMILY", "No Such Family")
    monkeypatch.setattr(pdf, "LIBERATION_FOLDERS", ())
    pdf._embedded_typeface.cache_clear()

    with pytest.raises(pdf.RenderError, match="mẫu in báo lỗi"):
        pdf.render_pdf(short())
    pdf._embedded_typeface.cache_clear()
