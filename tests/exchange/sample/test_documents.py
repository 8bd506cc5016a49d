import pypdfium2
from django.conf import settings as project

from exchange.sample.documents import documents_of, print_document

SAMPLE = project.BASE_DIR / "sample/cau-giay"


def text_of(pdf):
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split())


def test_print_document_prints_symbol_title_and_notice():
    documents = dict(documents_of(SAMPLE))
    document = print_document(documents["files/nq-12-2021.pdf"])

    text = text_of(document)
    assert "QUẬN CẦU GIẤY" in text
    assert "Số: 12/NQ-HĐND" in text
    assert "Cầu Giấy, ngày 28 tháng 9 năm 2021" in text
    assert "gặp khó khăn do dịch bệnh Covid-19" in text
    assert "Bản minh họa của dữ liệu mẫu." in text
    assert print_document(documents["files/nq-12-2021.pdf"]) == document


def test_print_document_gives_annexes_and_article_files_no_letterhead():
    documents = dict(documents_of(SAMPLE))
    annex = text_of(print_document(documents["files/nq-12-2021-phu-luc.pdf"]))
    schedule = text_of(print_document(documents["files/lich-tiep-cong-dan-quy-i-2022.pdf"]))

    assert annex.startswith("PHỤ LỤC Kèm theo Nghị quyết số 12/NQ-HĐND ngày 28 tháng 9 năm 2021 Bản minh họa")
    assert schedule.startswith("TÀI LIỆU Lịch tiếp công dân quý I năm 2022 Bản minh họa")


def test_print_document_gives_documents_of_sessions_the_letterhead_of_their_author():
    documents = dict(documents_of(SAMPLE))
    report, draft, newer = (
        text_of(print_document(documents[f"files/ky-hop-3-khoa-vi/{name}.pdf"]))
        for name in ("bao-cao-kinh-te-xa-hoi", "du-thao-19-ban-1", "du-thao-19-ban-2")
    )

    assert "ỦY BAN NHÂN DÂN QUẬN CẦU GIẤY" in report
    assert "Số: 412/BC-UBND" in report
    assert "BÁO CÁO Tình hình thực hiện nhiệm vụ phát triển kinh tế - xã hội" in report
    assert draft.startswith("DỰ THẢO NGHỊ QUYẾT Về dự toán ngân sách quận Cầu Giấy năm 2022")
    assert ("(bản thứ 2)" in draft, "(bản thứ 2)" in newer) == (False, True)
