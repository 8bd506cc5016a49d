"""Tasks of the staff in a browser, with the number of clicks and filled fields."""

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
    """A numbered resolution of the session of the council."""
    session, register = council.terms.get().sessions.get(), council.register_set.get(key="nghi-quyet")
    return ResolutionFactory(session=session, register=register, numbered=True)


def start_resolution(staff, *, adopted_on):
    """Fill the add form of a resolution up to its register."""
    staff.add_record("Nghị quyết")
    staff.select_suggestion("session", "3", "Kỳ họp thứ 3, khóa VI (20/12/2021)")
    staff.type_into("adopted_on", adopted_on)
    staff.select("resolution_class", "chuyên đề")
    staff.choose("legal_kind", "cá biệt")
    staff.select("register", "Nghị quyết cá biệt")


def test_records_officer_enters_a_resolution_with_its_file_and_vote(signed_in_as, council, tmp_path):
    numbered_resolution(council)
    Resolution.objects.update(number=11, symbol="11/NQ-HĐND")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF)

    with signed_in_as("records_officer") as staff:
        start_resolution(staff, adopted_on="20/12/21")
        staff.page.get_by_text("Số tiếp theo của năm 2021: 12.").wait_for()
        staff.type_into("symbol", "12")
        staff.type_into("title", "Về dự toán ngân sách quận Cầu Giấy năm 2022")
        staff.attach_files(staff.page.locator("[name=files-0-file]"), scan)
        staff.type_into("votes-0-present", "34")
        staff.type_into("votes-0-in_favour", "33")
        staff.follow("Lưu")
        staff.page.get_by_text("Đã thêm nghị quyết").wait_for()

        assert (staff.clicks, staff.fields) == (8, 6)
        assert staff.browser_page.problems == []

    resolution = Resolution.objects.get(number=12)
    assert (resolution.symbol, resolution.status) == ("12/NQ-HĐND", "draft")
    assert resolution.files.get().title == "Bản ký"
    assert Vote.objects.values_list("is_final", "total_delegates", "present", "in_favour").get() == (True, 35, 34, 33)


def test_news_editor_publishes_an_article_with_three_photos(signed_in_as, tmp_path):
    photos = []
    for name in ("mot.jpg", "hai.jpg", "ba.jpg"):
        photos.append(tmp_path / name)
        photos[-1].write_bytes(picture(size=(900, 600)))

    with signed_in_as("news_editor") as staff:
        staff.add_record("Tin bài")
        staff.select("category", "Hoạt động HĐND")
        staff.type_into("title", "Hội nghị tổng kết năm 2021")
        staff.type_into("body", "Sáng 26/01/2022, hội nghị khai mạc.\n\nHội nghị bế mạc cùng ngày.")
        staff.type_into("signature", "Văn phòng HĐND")
        staff.attach_files(staff.page.get_by_label("Chọn nhiều ảnh cùng lúc"), *photos)
        staff.page.locator(".pending-file img").nth(2).wait_for()
        for number in range(3):
            staff.type_into(f"photos-{number}-caption", f"Ảnh thứ {number + 1}")
            staff.type_into(f"photos-{number}-alt", "Hội trường với các đại biểu")
        staff.follow("Lưu và công khai")
        staff.page.get_by_text("Đã thêm tin bài").wait_for()

        assert (staff.clicks, staff.fields) == (4, 9)
        assert staff.browser_page.problems == []

        article = Article.objects.get()
        staff.browser_page.open(article.get_absolute_url())
        assert staff.page.locator("main figure img").count() == 3
        assert staff.browser_page.problems == []

    assert article.body == "<p>Sáng 26/01/2022, hội nghị khai mạc.</p>\n\n<p>Hội nghị bế mạc cùng ngày.</p>"
    assert list(article.photos.values_list("caption", "order")) == [("Ảnh thứ 1", 1), ("Ảnh thứ 2", 2), ("Ảnh thứ 3", 3)]


def test_news_editor_previews_an_article_before_publication(signed_in_as):
    with signed_in_as("news_editor") as staff:
        staff.add_record("Tin bài")
        staff.select("category", "Hoạt động HĐND")
        staff.type_into("title", "Thông báo kỳ họp")
        staff.type_into("body", "Kỳ họp khai mạc ngày 20/12/2021.")
        staff.type_into("signature", "Văn phòng HĐND")
        staff.follow("Lưu và xem")
        staff.page.get_by_text("BẢN NHÁP, CHƯA CÔNG KHAI").wait_for()
        draft = staff.page.url
        assert staff.browser_page.accessibility_problems() == []
        assert staff.page.get_by_role("heading", level=1).inner_text() == "Thông báo kỳ họp"

        staff.click(staff.page.get_by_role("link", name="Sửa bản ghi này"))
        staff.type_into("title", "Thông báo kỳ họp thứ ba")
        staff.follow("Lưu và công khai")
        staff.page.get_by_text("Đã lưu tin bài").wait_for()
        staff.follow("Xem Thông báo kỳ họp thứ ba")
        staff.page.get_by_role("heading", level=1, name="Thông báo kỳ họp thứ ba").wait_for()

        assert staff.page.locator(".ribbon").count() == 0
        assert (staff.clicks, staff.fields) == (6, 4)
        assert staff.browser_page.problems == []

    article = Article.objects.get()
    assert article.is_public()
    assert draft.endswith(f"/thong-bao-ky-hop-{article.pk}/")


def test_reviewer_issues_the_draft_of_2022_and_adds_the_report_of_2023(signed_in_as, council):
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

    with signed_in_as("reviewer") as staff:
        staff.reset_counts()
        staff.follow("Báo cáo")
        staff.follow("Tổng kết hoạt động năm 2022, phương hướng, nhiệm vụ năm 2023")
        staff.follow("Ban hành…")
        staff.type_into("issued_on", "5/1/23")
        staff.follow("Xem trước")
        staff.follow("Ban hành")
        staff.page.wait_for_url("**/bao-cao/cau-giay/2022/")

        assert (staff.clicks, staff.fields) == (5, 1)

        staff.add_record("Báo cáo")
        staff.follow("Lưu")
        staff.page.get_by_text("Đã thêm báo cáo").wait_for()

        assert (staff.clicks, staff.fields) == (2, 0)
        assert staff.browser_page.problems == []

    issued, draft = AnnualReport.objects.order_by("period_from")
    assert (issued.status, issued.issued_document.symbol) == ("issued", "01/BC-HĐND")
    assert (draft.slug, draft.status, draft.title) == (
        "2023",
        "draft",
        "Tổng kết hoạt động năm 2023, phương hướng, nhiệm vụ năm 2024",
    )


def test_add_view_displays_errors_beside_their_fields_and_keeps_the_other_values(signed_in_as, council):
    existing = numbered_resolution(council)

    with signed_in_as("records_officer") as staff:
        start_resolution(staff, adopted_on="31/02/2021")
        staff.expand("Tóm tắt, toàn văn")
        staff.type_into("summary", "Tóm tắt đã gõ")
        staff.follow("Lưu")

        day = ["Không có ngày 31/02/2021; tháng 2 năm 2021 có 28 ngày."]
        assert staff.field_errors() == {"adopted_on": day, "title": ["Trường này là bắt buộc."]}
        assert staff.page.title().startswith("Lỗi (2): ")
        staff.wait_for_focus("#error-summary")
        staff.page.get_by_role("link", name="Trích yếu: Trường này là bắt buộc.").click()
        staff.wait_for_focus("[name=title]")
        assert staff.page.locator("[name=adopted_on]").input_value() == "31/02/2021"
        assert staff.page.locator("[name=summary]").input_value() == "Tóm tắt đã gõ"
        assert staff.page.locator("#select2-id_session-container").inner_text().endswith("Kỳ họp thứ 3, khóa VI (20/12/2021)")

        staff.type_into("adopted_on", "20/12/2021")
        staff.type_into("title", "Về đất đai")
        staff.type_into("number", str(existing.number))
        staff.follow("Lưu")

        staff.page.locator(".field-number .errorlist").get_by_text("Số này đã dùng trong sổ của năm.", exact=True).wait_for()
        assert staff.page.locator("[name=title]").input_value() == "Về đất đai"
        assert staff.browser_page.problems == []

    assert Resolution.objects.get() == existing


def test_autocomplete_view_is_usable_by_keyboard(signed_in_as):
    with signed_in_as("records_officer") as staff:
        staff.add_record("Nghị quyết")
        staff.page.locator("select[name=session] + .select2 .select2-selection").focus()
        staff.page.keyboard.press("Enter")
        staff.page.keyboard.type("3")
        staff.page.get_by_text("Kỳ họp thứ 3, khóa VI (20/12/2021)").wait_for()
        staff.page.keyboard.press("Enter")

        assert staff.page.locator("select[name=session] option:checked").inner_text() == "Kỳ họp thứ 3, khóa VI (20/12/2021)"
