"""The work of an office, done in a real browser by those who do it, with the clicks that it takes."""

from datetime import date

import pytest

from news.models import Article
from reports.models import AnnualReport
from resolutions.models import Resolution, Vote
from tests.factories.councils import PersonFactory
from tests.factories.news import picture
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import PDF, ResolutionFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # each task waits for a browser


def numbered_resolution(council):
    """A resolution of the council's session that has taken a number."""
    session, register = council.terms.get().sessions.get(), council.register_set.get(key="nghi-quyet")
    return ResolutionFactory(session=session, register=register, numbered=True)


def begin_resolution(at, *, adopted_on):
    """A new resolution as far as its register."""
    at.add("Nghị quyết")
    at.suggest("session", "3", "Kỳ họp thứ 3, khóa VI (20/12/2021)")
    at.type("adopted_on", adopted_on)
    at.choose("resolution_class", "chuyên đề")
    at.choose("legal_kind", "cá biệt")
    at.choose("register", "Nghị quyết cá biệt ({number}/NQ-HĐND)")


def test_records_officer_enters_a_resolution_with_its_file_and_vote(at_desk, council, tmp_path):
    numbered_resolution(council)
    Resolution.objects.update(number=11, symbol="11/NQ-HĐND")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF)

    with at_desk("records_officer") as at:
        begin_resolution(at, adopted_on="20/12/21")
        at.page.get_by_text("Số tiếp theo của năm 2021: 12.").wait_for()
        at.type("symbol", "12")
        at.type("title", "Về dự toán ngân sách quận Cầu Giấy năm 2022")
        at.attach(at.page.locator("[name=files-0-file]"), scan)
        at.type("votes-0-present", "34")
        at.type("votes-0-in_favour", "33")
        at.link("Lưu")
        at.page.get_by_text("Đã thêm nghị quyết").wait_for()

        assert (at.clicks, at.boxes) == (8, 6)
        assert at.walked.complaints == []

    resolution = Resolution.objects.get(number=12)
    assert (resolution.symbol, resolution.status) == ("12/NQ-HĐND", "draft")
    assert resolution.files.get().title == "Bản ký"
    assert Vote.objects.values_list("is_final", "total_delegates", "present", "in_favour").get() == (True, 35, 34, 33)


def test_news_editor_publishes_an_article_with_three_photos(at_desk, tmp_path):
    photos = []
    for name in ("mot.jpg", "hai.jpg", "ba.jpg"):
        photos.append(tmp_path / name)
        photos[-1].write_bytes(picture(size=(900, 600)))

    with at_desk("news_editor") as at:
        at.add("Tin bài")
        at.choose("category", "Hoạt động HĐND")
        at.type("title", "Hội nghị tổng kết năm 2021")
        at.type("body", "Sáng 26/01/2022, hội nghị khai mạc.\n\nHội nghị bế mạc cùng ngày.")
        at.type("signature", "Văn phòng HĐND")
        at.attach(at.page.get_by_label("Chọn nhiều ảnh cùng lúc"), *photos)
        at.page.locator("canvas.photo-preview").nth(2).wait_for()
        for number in range(3):
            at.type(f"photos-{number}-caption", f"Ảnh thứ {number + 1}")
            at.type(f"photos-{number}-alt", "Hội trường với các đại biểu")
        at.link("Lưu và công khai")
        at.page.get_by_text("Đã thêm tin bài").wait_for()

        assert (at.clicks, at.boxes) == (4, 9)
        assert at.walked.complaints == []

        article = Article.objects.get()
        at.walked.open(article.get_absolute_url())
        assert at.page.locator("main figure img").count() == 3
        assert at.walked.complaints == []

    assert article.body == "<p>Sáng 26/01/2022, hội nghị khai mạc.</p>\n\n<p>Hội nghị bế mạc cùng ngày.</p>"
    assert list(article.photos.values_list("caption", "order")) == [("Ảnh thứ 1", 1), ("Ảnh thứ 2", 2), ("Ảnh thứ 3", 3)]


def test_news_editor_looks_at_an_article_before_the_public_does(at_desk):
    with at_desk("news_editor") as at:
        at.add("Tin bài")
        at.choose("category", "Hoạt động HĐND")
        at.type("title", "Thông báo kỳ họp")
        at.type("body", "Kỳ họp khai mạc ngày 20/12/2021.")
        at.type("signature", "Văn phòng HĐND")
        at.link("Lưu và xem")
        at.page.get_by_text("BẢN NHÁP, CHƯA CÔNG KHAI").wait_for()
        draft = at.page.url
        assert at.walked.violations() == []
        assert at.page.get_by_role("heading", level=1).inner_text() == "Thông báo kỳ họp"

        at.click(at.page.get_by_role("link", name="Sửa bản ghi này"))
        at.type("title", "Thông báo kỳ họp thứ ba")
        at.link("Lưu và công khai")
        at.page.get_by_text("Đã lưu tin bài").wait_for()
        at.link("Xem Thông báo kỳ họp thứ ba")
        at.page.get_by_role("heading", level=1, name="Thông báo kỳ họp thứ ba").wait_for()

        assert at.page.locator(".ribbon").count() == 0
        assert (at.clicks, at.boxes) == (6, 4)
        assert at.walked.complaints == []

    article = Article.objects.get()
    assert article.is_public()
    assert draft.endswith(f"/thong-bao-ky-hop-{article.pk}/")


def test_reviewer_issues_the_draft_of_2022_and_begins_the_report_of_2023(at_desk, council):
    AnnualReportFactory(
        council=council,
        slug="2022",
        title="Tổng kết hoạt động năm 2022, phương hướng, nhiệm vụ năm 2023",
        period_label="năm 2022",
        period_from=date(2022, 1, 1),
        period_to=date(2022, 12, 31),
        cut_off=date(2022, 12, 31),
        signer=PersonFactory(full_name="Nguyễn Văn Chiến"),
        sign_mode="chair",
    )

    with at_desk("reviewer") as at:
        at.forget()
        at.link("Báo cáo")
        at.link("Tổng kết hoạt động năm 2022, phương hướng, nhiệm vụ năm 2023")
        at.link("Ban hành…")
        at.type("issued_on", "5/1/23")
        at.link("Ban hành")
        at.page.wait_for_url("**/bao-cao/cau-giay/2022/")

        assert (at.clicks, at.boxes) == (4, 1)

        at.add("Báo cáo")
        at.link("Lưu")
        at.page.get_by_text("Đã thêm báo cáo").wait_for()

        assert (at.clicks, at.boxes) == (2, 0)
        assert at.walked.complaints == []

    issued, draft = AnnualReport.objects.order_by("period_from")
    assert (issued.status, issued.issued_document.symbol) == ("issued", "01/BC-HĐND")
    assert (draft.slug, draft.status, draft.title) == (
        "2023",
        "draft",
        "Tổng kết hoạt động năm 2023, phương hướng, nhiệm vụ năm 2024",
    )


def test_what_is_wrong_is_told_beside_its_field_and_all_else_stays(at_desk, council):
    taken = numbered_resolution(council)

    with at_desk("records_officer") as at:
        begin_resolution(at, adopted_on="31/02/2021")
        at.unfold("Tóm tắt, toàn văn")
        at.type("summary", "Tóm tắt đã gõ")
        at.link("Lưu")

        day = ["Không có ngày 31/02/2021; tháng 2 năm 2021 có 28 ngày."]
        together = ["Sổ, năm và số phải ghi cùng nhau."]
        assert at.errors() == {"adopted_on": day, "title": ["Trường này là bắt buộc."], "number": together}
        assert at.page.title().startswith("Lỗi (3): ")
        at.wait_for_cursor("#error-summary")
        at.page.get_by_role("link", name="Trích yếu: Trường này là bắt buộc.").click()
        at.wait_for_cursor("[name=title]")
        assert at.page.locator("[name=adopted_on]").input_value() == "31/02/2021"
        assert at.page.locator("[name=summary]").input_value() == "Tóm tắt đã gõ"
        assert at.page.locator("#select2-id_session-container").inner_text().endswith("Kỳ họp thứ 3, khóa VI (20/12/2021)")

        at.type("adopted_on", "20/12/2021")
        at.type("title", "Về đất đai")
        at.type("number", str(taken.number))
        at.link("Lưu")

        at.page.locator(".field-number .errorlist").get_by_text("Số này đã dùng trong sổ của năm.", exact=True).wait_for()
        assert at.page.locator("[name=title]").input_value() == "Về đất đai"
        assert at.walked.complaints == []

    assert Resolution.objects.get() == taken


def test_suggestions_are_reached_by_the_keyboard_alone(at_desk):
    with at_desk("records_officer") as at:
        at.add("Nghị quyết")
        at.page.locator("select[name=session] + .select2 .select2-selection").focus()
        at.page.keyboard.press("Enter")
        at.page.keyboard.type("3")
        at.page.get_by_text("Kỳ họp thứ 3, khóa VI (20/12/2021)").wait_for()
        at.page.keyboard.press("Enter")

        assert at.page.locator("select[name=session] option:checked").inner_text() == "Kỳ họp thứ 3, khóa VI (20/12/2021)"
