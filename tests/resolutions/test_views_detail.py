"""What the page of a resolution displays."""

import re
from datetime import date

import pytest

from tests.factories.councils import PersonFactory
from tests.factories.news import ArticleFactory
from tests.factories.resolutions import ResolutionFactory, ResolutionFileFactory, VoteFactory
from tests.resolutions.pages import facts_of, page

pytestmark = pytest.mark.django_db


def test_resolution_detail_view_displays_the_resolution_and_related_records(client, public, session):
    resolution = public(
        title="Về ngân sách", summary="Bổ sung dự toán.", body="Điều 1. Bổ sung.", effective_from=date(2021, 10, 1)
    )
    other = public(13, title="Về giao thông")
    article = ArticleFactory(published=True, title="Tin về ngân sách")
    article.resolutions.add(resolution)
    hidden = ArticleFactory(title="Tin kín")
    hidden.resolutions.add(resolution)
    ResolutionFactory(session=session, title="Nghị quyết kín", signed=True)

    response = client.get("/nghi-quyet/cau-giay/2021/12-nq-hdnd/")
    text = page(response)

    assert response.context["resolution"] == resolution
    assert "<p>Bổ sung dự toán.</p>" in text
    assert '<h3 id="dieu-1">Điều 1.</h3><p>Bổ sung.</p>' in text
    assert f'href="{other.get_absolute_url()}">Về giao thông</a>' in text
    assert f'<a href="{article.get_absolute_url()}">Tin về ngân sách</a> <small>đăng 31/12/2021</small>' in text
    assert "kín" not in text


def test_resolution_detail_view_begins_with_the_facts_and_the_files(client, public, session):
    signer = PersonFactory(full_name="Nguyễn Văn Chiến")
    resolution = public(effective_from=date(2021, 10, 1), expires_on=date(2022, 1, 1), signer=signer, signer_title="Chủ tịch")
    VoteFactory(session=session, resolution=resolution, is_final=True, in_favour=31)
    annex = ResolutionFileFactory(resolution=resolution, title="Phụ lục danh mục", role="annex", order=1)
    signed = ResolutionFileFactory(resolution=resolution, title="Nghị quyết số 12/NQ-HĐND", pages=8, order=2)

    text = page(client.get(resolution.get_absolute_url()))

    session_link = '<a href="/nghi-quyet/?hd=cau-giay&amp;ky-hop=2021-2026-2">Kỳ họp thứ 2, khóa VI</a>'
    assert facts_of(text) == [
        ("Thông qua", "28/09/2021", session_link),
        ("Ký ban hành", "28/09/2021", "Chủ tịch Nguyễn Văn Chiến"),
        ("Có hiệu lực", "01/10/2021", "đến hết ngày 31/12/2021"),
        ("Tán thành", "31/35", "88,6% tổng số đại biểu"),
    ]
    assert "Có hiệu lực từ ngày 01/10/2021 đến hết ngày 31/12/2021." in text
    actions = re.search(r'<p class="actions">(.*?)</p>', text)[1]
    assert re.findall(
        r'<a( class="button")? href="(.*?)"> <span> (.*?) <span class="unbroken">(.*?)</span> </span> </a>', actions
    ) == [
        (' class="button"', signed.get_absolute_url(), "Bản ký", "(PDF, 8 trang, 1 KB)"),
        ("", annex.get_absolute_url(), "Phụ lục danh mục", "(PDF, 1 KB)"),
    ]


def test_resolution_detail_view_says_what_a_draft_lacks(admin_client, session):
    resolution = ResolutionFactory(session=session)

    text = page(admin_client.get(resolution.get_absolute_url()))

    assert "<b>Chưa có số</b>" in text
    assert [label for label, _, _ in facts_of(text)] == ["Thông qua"]
    assert '<div class="empty"><p>Chưa có tệp của nghị quyết này trên cổng.</p>' in text
    assert re.findall(r'<h2 id="([^"]*)"', text) == ["hieu-luc"]


def test_resolution_detail_view_links_each_part_of_the_page_in_its_contents(client, public, session):
    resolution = public(title="Về ngân sách", summary="Bổ sung.", body="Điều 1. Phạm vi\n\nĐiều 2. Giao UBND quận.")
    VoteFactory(session=session, resolution=resolution, is_final=True)
    public(13)
    ArticleFactory(published=True).resolutions.add(resolution)

    text = page(client.get(resolution.get_absolute_url()))

    items = re.findall(r'<li(?: class="contents-subsection")?><a href="#([^"]*)">(.*?)</a></li>', text)
    assert items == [
        ("tom-tat", "Tóm tắt"),
        ("toan-van", "Nội dung"),
        ("dieu-1", "Điều 1. Phạm vi"),
        ("dieu-2", "Điều 2"),
        ("bieu-quyet", "Biểu quyết"),
        ("hieu-luc", "Hiệu lực"),
        ("trich-dan", "Trích dẫn"),
        ("cung-ky-hop", "Nghị quyết cùng kỳ họp"),
        ("tin-lien-quan", "Tin bài"),
    ]
    assert re.findall(r'<h[23] id="([^"]*)"', text.partition("<main")[2]) == [anchor for anchor, _ in items]


def test_resolution_detail_view_prints_the_text_as_the_office_issues_it(client, public, council):
    council.place_name = "Cầu Giấy"
    council.save()
    signer = PersonFactory(full_name="Nguyễn Văn Chiến")
    resolution = public(title="Về ngân sách", body="Điều 1. Bổ sung.", signer=signer, signer_title="Chủ tịch")

    text = page(client.get(resolution.get_absolute_url()))

    assert "<b>HỘI ĐỒNG NHÂN DÂN</b><b>QUẬN CẦU GIẤY</b>" in text
    assert "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><b>Độc lập - Tự do - Hạnh phúc</b>" in text
    assert "<p>Số: 12/NQ-HĐND</p> <p>Cầu Giấy, ngày 28 tháng 9 năm 2021</p>" in text
    assert '<span class="document-kind">NGHỊ QUYẾT</span> Về ngân sách</p>' in text
    assert '<p>CHỦ TỊCH</p> <p class="name">Nguyễn Văn Chiến</p>' in text


def test_resolution_detail_view_prints_nothing_twice_that_the_text_holds(client, public):
    signer = PersonFactory(full_name="Nguyễn Văn Chiến")
    body = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nNGHỊ QUYẾT\n\nĐiều 1. Bổ sung.\n\nCHỦ TỊCH\nNguyễn Văn Chiến"
    resolution = public(body=body, signer=signer, signer_title="Chủ tịch")

    text = (
        page(client.get(resolution.get_absolute_url())).partition('<article class="document-text">')[2].partition("</article>")[0]
    )

    assert [text.count(words) for words in ("VIỆT NAM", "NGHỊ QUYẾT", "CHỦ TỊCH")] == [1, 1, 1]


def test_resolution_detail_view_draws_the_vote_and_says_what_it_needs(client, public, session):
    resolution = public()
    counts = {"total_delegates": 35, "present": 33, "in_favour": 24, "issued": 33, "returned": 33, "valid": 32}
    VoteFactory(session=session, resolution=resolution, is_final=True, mode="secret_ballot", requires_two_thirds=True, **counts)

    text = page(client.get(resolution.get_absolute_url()))

    assert '<span class="note">bỏ phiếu kín, ngày 28/09/2021</span>' in text
    assert 'aria-label="Biểu quyết: 24 tán thành, 9 có mặt, không rõ ý kiến, 2 vắng mặt; tổng số 35 đại biểu"' in text
    assert "Cần ít nhất hai phần ba tổng số đại biểu: 24. Phát ra 33 phiếu, thu về 33 phiếu, 32 phiếu hợp lệ." in text


def test_resolution_detail_view_says_how_the_resolution_is_cited(client, public):
    text = page(client.get(public(title="Về ngân sách quận").get_absolute_url()))

    council = '<span class="unbroken">quận Cầu Giấy</span>'
    assert f"ngày 28 tháng 9 năm 2021 của Hội đồng nhân dân {council} về ngân sách quận" in text
