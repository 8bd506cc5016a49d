import json
import unicodedata
from dataclasses import asdict, replace
from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from reports.document.structure import Bar, Block, ReportDocument, Run, load
from reports.formats import pdf
from tests.reports import sample_annexes
from tests.reports.sample_documents import CLOSING, DRAFT, ISSUED, heading, paragraph, part, short

HOSTILE = (
    '#panic("x")', "#import \"../../etc/passwd\": *", "$x$", "*b*", "_i_", "[a]", r"\n", "@ref", "<label>", "//c", "= h",
    "- li", "+ li", "../../etc/passwd", "{x}", "`r`", "~", "---", "https://hdnd.example", r"\u{1F600}", "</text>",
)  # fmt: skip

MARGIN = 25  # points; the footer stands in the margin of 20 mm, and so does a blank at the end of a line


@pytest.fixture(autouse=True)
def _no_report_fonts(settings):
    settings.REPORT_FONTS = ""


@cache
def pdf_of(document):
    """The document as printed on this machine, for the tests that only read it."""
    return pdf.render_pdf(document)


def pages(printed):
    """The text of every page as it would be copied; no text may be outside the margins."""
    texts = []
    for page in pypdfium2.PdfDocument(printed):
        text = page.get_textpage()
        lefts, bottoms, rights, tops = zip(*map(text.get_rect, range(text.count_rects())), strict=True)
        width, height = page.get_size()
        margin = min(min(lefts), min(bottoms), width - max(rights), height - max(tops))
        assert margin > MARGIN, f"page {len(texts) + 1} is printed to {margin:.0f} points from its edge"
        texts.append(text.get_text_range().replace("\r\n", "\n"))
    return texts


def squeezed(text):
    """Text without blanks, since a cell or a title wraps where it must; a hyphen at a line's end is copied as U+FFFE."""
    return "".join(text.replace("\ufffe", "-").split())


def annexed(**changes):
    """The report with one annex, the list of sessions, changed."""
    return replace(ISSUED, blocks=(CLOSING,), notes=(), annexes=(replace(sample_annexes.SESSIONS, **changes),))


@pytest.mark.parametrize("document", [ISSUED, DRAFT], ids=["issued", "draft"])
def test_render_pdf_gives_equal_bytes_for_a_restored_document(document):
    printed = pdf.render_pdf(document)
    pdf._embedded_typeface.cache_clear()
    pdf._typeface_in.cache_clear()
    frozen = json.dumps(asdict(document), ensure_ascii=False)

    assert pdf.render_pdf(load(ReportDocument, json.loads(frozen))) == printed
    assert len(printed) < 200_000


def test_render_pdf_writes_the_metadata_of_pdf_a_and_pdf_ua():
    file = pikepdf.open(BytesIO(pdf_of(ISSUED)))
    marks = file.open_metadata()

    assert marks["dc:title"] == f"Báo cáo {ISSUED.title}"
    assert marks["dc:creator"] == ["HĐND quận Cầu Giấy"]
    assert (marks["pdfaid:part"], marks["pdfaid:conformance"], marks["pdfuaid:part"]) == ("2", "A", "1")
    assert str(file.Root.Lang) == "vi-VN"
    assert file.Root.ViewerPreferences.DisplayDocTitle


def test_render_pdf_prints_the_letterhead_in_the_order_of_the_decree():
    text = pages(pdf_of(ISSUED))[0]
    order = [
        *ISSUED.issuer,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BC-HĐND",
        ISSUED.place_and_date,
        "BÁO CÁO",
        "Phần thứ nhất",
        "KẾT QUẢ HOẠT ĐỘNG NĂM 2021",
    ]
    places = [text.index(words) for words in order]

    assert places == sorted(places)
    assert squeezed(ISSUED.title) in squeezed(text)


def test_render_pdf_prints_all_paragraphs():
    text = squeezed(pages(pdf.render_pdf(short(*ISSUED.blocks[:7])))[0])

    assert [block for block in ISSUED.blocks[:7] if squeezed("".join(run.text for run in block.runs)) not in text] == []


def test_render_pdf_writes_text_as_composed_characters():
    decomposed = unicodedata.normalize("NFD", "Tổ đại biểu phường Nghĩa Đô đã tiếp xúc cử tri")
    text = "".join(pages(pdf.render_pdf(short(paragraph(decomposed)))))

    assert text == unicodedata.normalize("NFC", text)
    assert "Tổ đại biểu phường Nghĩa Đô đã tiếp xúc cử tri" in text


def test_render_pdf_restarts_page_numbers_with_every_annex():
    numbered = []
    for text in pages(pdf_of(ISSUED)):
        first = text.strip().split("\n")[0].strip()
        numbered.append(first if first.isdigit() else "")

    assert numbered == ["", "2", "3", "", "", "2", "", "", "", ""]


def test_render_pdf_gives_each_annex_its_page_labels():
    file = pypdfium2.PdfDocument(pdf_of(ISSUED))
    labels = [file.get_page_label(index) for index in range(len(file))]

    assert labels == ["1", "2", "3", "PL Ⅰ-1", "PL Ⅱ-1", "PL Ⅱ-2", "PL Ⅲ-1", "PL Ⅳ-1", "PL Ⅴ-1", "PL Ⅵ-1"]


def test_render_pdf_turns_the_pages_of_landscape_annexes():
    sizes = [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in pypdfium2.PdfDocument(pdf_of(ISSUED))]
    upright, turned = (210, 297), (297, 210)

    assert sizes == [upright] * 4 + [turned] * 3 + [upright] * 3


def test_render_pdf_has_bookmarks_for_parts_headings_and_annexes():
    contents = pypdfium2.PdfDocument(pdf_of(DRAFT)).get_toc()
    named = [(mark.level, mark.get_title()) for mark in contents]

    assert named[:3] == [
        (0, "Phần thứ nhất KẾT QUẢ HOẠT ĐỘNG NĂM 2021"),
        (1, "I. Đặc điểm tình hình, tổ chức bộ máy"),
        (1, "II. Kết quả hoạt động"),
    ]
    assert named[-3:] == [
        (0, "Phụ lục V KẾT QUẢ KHEN THƯỞNG"),
        (0, "Phụ lục VI SO SÁNH KẾT QUẢ HOẠT ĐỘNG NĂM 2021 VỚI NĂM 2020"),
        (0, "CÁC SỐ LIỆU CÒN THIẾU HOẶC MÂU THUẪN"),
    ]


def test_render_pdf_accepts_headings_that_skip_a_level():
    printed = pdf.render_pdf(short(heading(2, "1. Kỳ họp"), paragraph("Một."), part("", "Kết quả"), heading(3, "a) Của Ban")))

    levels = [(mark.level, mark.get_title()) for mark in pypdfium2.PdfDocument(printed).get_toc()]
    assert levels == [(0, "1. Kỳ họp"), (0, "KẾT QUẢ"), (1, "a) Của Ban")]


def test_render_pdf_prints_footnotes_on_the_page_of_their_figures():
    text = squeezed(pages(pdf_of(ISSUED))[1])

    assert "163buổi1,cácđạibiểu" in text
    assert "HĐNDcácphường4271buổi" in text
    assert text.endswith(
        "1TheobáocáotổnghợpcủaVănphòngHĐNDvàUBNDquậnsốliệutiếpcôngdâncủacácphường.2TraotặngtạiHộinghịtổngkếtngày26/01/2022."
    )


def test_render_pdf_does_not_separate_a_number_from_its_noun():
    before = [Run("một " * 12 + "i" * letters + " ") for letters in range(1, 41)]
    apart = [Block("paragraph", runs=(start, Run("04", "sessions.held"), Run(" kỳ họp"))) for start in before]
    together = [
        Block("paragraph", runs=(start, Run(figure, "code"))) for start in before for figure in ("5,8 tỷ đồng", "24 nghị quyết")
    ]
    text = "\n".join(pages(pdf.render_pdf(short(*apart, *together))))

    assert [text.count(words) for words in ("04 kỳ", "5,8 tỷ đồng", "24 nghị")] == [40, 40, 40]


@pytest.mark.parametrize("annex", ISSUED.annexes, ids=[annex.key for annex in ISSUED.annexes])
def test_render_pdf_prints_all_cells_of_an_annex(annex):
    text = squeezed("".join(pages(pdf.render_pdf(replace(ISSUED, blocks=(CLOSING,), notes=(), annexes=(annex,))))[1:]))
    cells = {cell for row in (*annex.rows, annex.total, annex.notes) for cell in row} | {column.label for column in annex.columns}

    assert {cell for cell in cells if squeezed(cell) not in text} == set()
    assert "(1)(2)(3)" in text


@pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])
@pytest.mark.parametrize("words", [150, 300, 1000])
def test_render_pdf_prints_all_words_of_a_long_cell(words, landscape):
    long = "Nội dung " * words + "kết-thúc-ô"
    rows = (("1", long, "Loại", "28/9/2021", "35/35", "7"), ("2", "Sau", "Loại", "28/9/2021", long, "kết-thúc-hàng"))
    text = squeezed("".join(pages(pdf.render_pdf(annexed(rows=rows, landscape=landscape)))))

    assert text.count("kết-thúc-ô") == 2
    assert (text.count("Nội"), text.count("dung")) == (2 * words, 2 * words)
    assert "kết-thúc-hàng" in text


def test_render_pdf_breaks_a_long_word_inside_its_cell():
    word = "W" * 300
    printed = pdf.render_pdf(annexed(rows=(("1", word, word, "", "", word),), notes=(word,)))

    assert "".join(pages(printed)).count("W") == 4 * 300


def test_render_pdf_repeats_the_table_header_but_not_the_total():
    annex_pages = pages(pdf_of(ISSUED))[4:6]

    assert ["Số, ký hiệu" in text and "(8)" in text for text in annex_pages] == [True, True]
    assert ["Tổng cộng" in text for text in annex_pages] == [False, True]


@pytest.mark.parametrize("count", [2, 17, 18, 30, 31, 36, 37, 38])
def test_render_pdf_keeps_the_total_with_the_last_row(count):
    rows = tuple(
        (str(number), f"Kỳ họp thứ {number} tại hội trường", "Loại", "28/9/2021", "35/35", "7") for number in range(count)
    )
    annex_pages = pages(pdf.render_pdf(annexed(rows=rows)))[1:]

    assert [text.count("Tổng cộng") for text in annex_pages] == [0] * (len(annex_pages) - 1) + [1]
    assert f"Kỳ họp thứ {count - 1} tại" in " ".join(annex_pages[-1].split())
    assert sum(" ".join(text.split()).count("tại hội trường") for text in annex_pages) == count


def test_render_pdf_prints_a_total_of_a_single_row():
    text = pages(pdf.render_pdf(annexed(rows=sample_annexes.SESSIONS.rows[:1])))[1]

    assert (text.count("Tổng cộng"), text.count("31/34")) == (1, 1)


def test_render_pdf_puts_an_annex_of_one_row_on_the_page_of_its_neighbour():
    first, second = (
        replace(annex, rows=annex.rows[:1], total=()) for annex in (sample_annexes.SESSIONS, sample_annexes.RECEPTIONS)
    )
    whole, landscape = sample_annexes.COMMENDATIONS, sample_annexes.SUPERVISION
    document = replace(ISSUED, blocks=(CLOSING,), notes=(), annexes=(first, landscape, second, whole, sample_annexes.COMPARISON))
    names = [
        [annex.numeral for annex in document.annexes if f"Phụ lục {annex.numeral}\n" in text]
        for text in pages(pdf.render_pdf(document))
    ]

    assert names == [[], ["I"], ["III"], ["IV", "V"], ["VI"]]


def test_annex_subtitle_names_the_report():
    printed = pages(pdf_of(ISSUED))
    line = "(Kèm theo Báo cáo số 05/BC-HĐND ngày 05 tháng 01 năm 2022 của Thường trực Hội đồng nhân dân quận Cầu Giấy)"

    assert [squeezed(line) in squeezed(text) for text in printed] == [False] * 3 + [True, True, False, True, True, True, True]
    assert "Phụ lục I\n" in printed[3]


def test_render_pdf_prints_no_numeral_for_a_single_annex():
    text = pages(pdf.render_pdf(annexed()))[1]

    assert text.startswith("Phụ lục\n")


def test_render_pdf_notes_an_annex_without_rows():
    assert "(Không có)" in pages(pdf.render_pdf(annexed(rows=(), total=())))[1]


def test_render_pdf_gives_the_chart_its_description():
    file = pikepdf.open(BytesIO(pdf_of(ISSUED)))
    texts = [str(item.Alt) for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
    chart = sample_annexes.COMPARISON.chart

    assert texts == [chart.description]
    text = pages(pdf_of(ISSUED))[-1]
    words = text.partition("Số liệu năm 2020 là số liệu mẫu.")[2].partition("Biểu đồ.")[0].split()
    assert words.count("2020") == words.count("2021") == len(chart.bars)
    assert "Cột trắng: Năm 2020; cột đen: Năm 2021; mỗi hình một thang riêng." in text
    assert "Biểu đồ. Kết quả hoạt động năm 2021 so với năm 2020" in text


def test_render_pdf_accepts_a_chart_without_values():
    bars = (
        Bar("Kỳ họp", None, "", None, ""),
        Bar("Nghị quyết", 0, "0", None, "–"),
        Bar("Hỗ trợ", 1_234_567, "1.234.567", 1, "1"),
    )
    for chart_bars in (bars, bars[:1], ()):
        chart = replace(sample_annexes.COMPARISON.chart, bars=chart_bars)
        text = pages(pdf.render_pdf(annexed(chart=chart)))[1]
        assert [bar.label for bar in bars if bar.label in text.partition("Tổng cộng")[2]] == [bar.label for bar in chart_bars]


def test_render_pdf_marks_every_page_of_a_draft_and_lists_its_gaps():
    printed = pages(pdf_of(DRAFT))

    assert all("DỰ THẢO" in text for text in printed)
    assert all("Dữ liệu mẫu" in text for text in printed)
    assert printed[0].count("DỰ THẢO") == 2
    assert printed[0].count("Số liệu chốt đến hết ngày 31/12/2021") == 2
    assert "Số: /BC-HĐND" in printed[0]
    assert "CÁC SỐ LIỆU CÒN THIẾU HOẶC MÂU THUẪN" in printed[-1]
    assert all(squeezed(gap) in squeezed(printed[-1]) for gap in DRAFT.gaps)


def test_render_pdf_prints_no_mark_and_no_gaps_of_an_issued_report():
    text = "".join(pages(pdf.render_pdf(replace(ISSUED, gaps=DRAFT.gaps, draft_mark=DRAFT.draft_mark))))

    assert [words for words in ("DỰ THẢO", "Dữ liệu mẫu", "MÂU THUẪN", "CÒN THIẾU") if words in text] == []


def test_render_pdf_does_not_repeat_the_word_draft():
    printed = pages(pdf.render_pdf(replace(DRAFT, draft_mark="DỰ THẢO, số liệu đến ngày 31/12/2021")))

    assert printed[0].count("DỰ THẢO") == 2
    assert "DỰ THẢO · số liệu đến ngày 31/12/2021 · Dữ liệu mẫu" in printed[0]


@pytest.mark.parametrize("lines", range(24))
def test_render_pdf_keeps_the_signature_with_the_closing_paragraph(lines):
    text = "Thường trực Hội đồng nhân dân quận đã thực hiện chương trình công tác năm theo đúng nghị quyết. " * (lines % 3 + 1)
    printed = pages(pdf.render_pdf(short(*(paragraph(text),) * (12 + lines))))

    last = printed[-1]
    assert "./." in last
    assert squeezed("Trên đây là Báo cáo tổng kết") in squeezed(last)
    assert "TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN" in last
    assert "Nguyễn Văn Chiến" in last
    assert "- Lưu: VT." in last


def test_render_pdf_prints_no_recipients_where_there_are_none():
    text = pages(pdf.render_pdf(short(recipients=())))[0]

    assert "Nơi nhận" not in text
    assert "Nguyễn Văn Chiến" in text


def test_render_pdf_leaves_the_date_of_a_draft_blank():
    text = pages(pdf_of(DRAFT))

    assert (
        " ".join(text[0].split()).count("Cầu Giấy, ngày tháng năm Số") + " ".join(text[0].split()).count("ngày tháng năm DỰ") == 1
    )
    assert "năm của Thường trực" in " ".join(text[3].split())


def test_render_pdf_continues_long_recipients_on_the_next_page():
    recipients = tuple(f"Nơi nhận thứ {number}" for number in range(1, 151))
    printed = pages(pdf.render_pdf(short(recipients=recipients)))

    assert [line for line in recipients if f"- {line}" not in "".join(printed)] == []
    assert max(text.count("Nơi nhận thứ") for text in printed) < 60


def test_render_pdf_prints_markup_as_text():
    report = short(
        heading(1, " ".join(HOSTILE)),
        *(paragraph(text) for text in HOSTILE),
        Block("paragraph", runs=tuple(Run(text, figure="a") for text in HOSTILE)),
        recipients=HOSTILE,
        title=" ".join(HOSTILE),
    )
    rows = tuple((text,) * 6 for text in HOSTILE)
    printed = pages(pdf.render_pdf(replace(report, annexes=annexed(rows=rows, notes=HOSTILE).annexes)))
    text = squeezed("".join(printed))

    assert [line for line in HOSTILE if text.count(squeezed(line)) < 5 + 7] == []


@pytest.mark.parametrize("text", ["", " ", "  hai  chỗ trống ", "một\nhai\n\nba", "\n", "5", "gần ", "1/3"])
def test_render_pdf_prints_unusual_texts(text):
    report = short(
        paragraph(text),
        Block("paragraph", runs=(Run(text, "a"), Run(text, "a", note=3), Run(text))),
        heading(1, text),
        recipients=(text,),
    )

    tables = annexed(rows=((text,) * 6,)).annexes

    printed = "".join(pages(pdf.render_pdf(replace(report, annexes=tables))))
    assert squeezed(printed).count(squeezed(text)) >= 9


@pytest.mark.parametrize(("character", "named"), [("😀", "“😀”"), ("漢", "“漢”"), ("\x07", "U+0007")])
def test_render_pdf_names_a_character_without_glyph(character, named):
    with pytest.raises(pdf.RenderError) as error:
        pdf.render_pdf(short(paragraph(f"Hội nghị {character} tổng kết")))

    assert str(error.value) == (
        f"Phông chữ của báo cáo không có ký tự {named} (đứng sau “Hội nghị”): hãy bỏ ký tự này khỏi hồ sơ rồi in lại."
    )


def test_render_pdf_refuses_a_word_that_is_too_long():
    with pytest.raises(pdf.RenderError, match="từ dài quá 1.000 ký tự, bắt đầu bằng “yyy"):
        pdf.render_pdf(short(paragraph("Một " + "y" * 20_000)))


def test_render_pdf_refuses_a_report_that_is_too_long():
    with pytest.raises(pdf.RenderError, match="1 MB"):
        pdf.render_pdf(short(paragraph("chữ " * 300_000)))
