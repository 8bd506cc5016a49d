"""Files that are chosen in a form: each is sent alone, with its progress, its preview or the reason why it is refused."""

import pytest

from core.models import PendingUpload
from news.models import Article
from tests.factories.news import picture
from tests.uploads import PDF

UPLOADS = "**/quan-tri/tep-cho/them/**"


@pytest.fixture
def staff(signed_in_as):
    with signed_in_as("news_editor") as staff:
        staff.add_record("Tin bài")
        staff.select("category", "Hoạt động HĐND")
        staff.type_into("title", "Hội nghị tổng kết năm 2021")
        staff.type_into("body", "Sáng 26/01/2022, hội nghị khai mạc.")
        staff.type_into("signature", "Văn phòng HĐND")
        yield staff
        assert [problem for problem in staff.browser_page.problems if "ERR_FAILED" not in problem] == []


@pytest.fixture
def pictures(tmp_path):
    """Four files: pictures, and the third of them no picture."""
    paths = [tmp_path / f"{number}.jpg" for number in range(1, 5)]
    for path in paths:
        path.write_bytes(picture(size=(1200, 800)))
    paths[2].write_bytes(b"no picture")
    return paths


def describe(staff, *numbers):
    for number in numbers:
        staff.type_into(f"photos-{number}-caption", f"Ảnh thứ {number + 1}")
        staff.type_into(f"photos-{number}-alt", "Hội trường")


def box(staff, number):
    return staff.page.locator(f"#photos-{number} .pending-file")


def test_pictures_are_sent_one_after_the_other_and_displayed_as_stored(staff, pictures):
    routes = []
    staff.page.route(UPLOADS, lambda route: route.continue_() if routes else routes.append(route))
    staff.attach_files(staff.page.get_by_label("Chọn nhiều ảnh cùng lúc"), pictures[0], pictures[1], pictures[3])
    box(staff, 2).get_by_text("“4.jpg” chờ đến lượt").wait_for()
    assert len(routes) == 1
    routes[0].continue_()
    box(staff, 2).locator("img").wait_for()

    assert box(staff, 0).inner_text().startswith("1.jpg\n1200 × 800 điểm ảnh, ")
    assert staff.page.locator("#photos-0 input[type=file]").input_value() == ""
    describe(staff, 0, 1, 2)
    assert staff.browser_page.accessibility_problems("#photos-group") == []
    staff.follow("Lưu và công khai")
    staff.page.get_by_text("Đã thêm tin bài").wait_for()
    assert Article.objects.get().photos.count() == 3
    assert PendingUpload.objects.present().count() == 0


def test_refused_picture_says_why_and_the_others_stay(staff, pictures):
    staff.attach_files(staff.page.get_by_label("Chọn nhiều ảnh cùng lúc"), *pictures)
    box(staff, 3).locator("img").wait_for()

    assert "“3.jpg”: Tệp không phải là ảnh JPEG, PNG hoặc WebP" in box(staff, 2).inner_text()
    staff.attach_files(staff.page.locator("#photos-2 input[type=file]"), pictures[0])
    box(staff, 2).locator("img").wait_for()
    assert PendingUpload.objects.count() == 4


def test_picture_that_is_removed_leaves_the_form_and_the_server(staff, pictures):
    staff.attach_files(staff.page.get_by_label("Chọn nhiều ảnh cùng lúc"), pictures[0])
    box(staff, 0).locator("img").wait_for()
    with staff.page.expect_response("**/bo/"):
        box(staff, 0).get_by_label("Bỏ tệp này").click()

    assert box(staff, 0).count() == 0
    assert PendingUpload.objects.count() == 0


def test_form_that_is_submitted_while_files_are_sent_is_saved_when_they_are_there(staff, pictures):
    routes = []
    staff.page.route(UPLOADS, lambda route: route.continue_() if routes else routes.append(route))
    staff.attach_files(staff.page.get_by_label("Chọn nhiều ảnh cùng lúc"), pictures[0], pictures[1])
    describe(staff, 0, 1)
    staff.follow("Lưu và công khai")
    staff.page.get_by_text("Đang gửi tệp (còn 2); biểu mẫu được lưu ngay khi xong.").wait_for()
    assert Article.objects.count() == 0

    routes[0].continue_()
    staff.page.get_by_text("Đã thêm tin bài").wait_for()

    assert Article.objects.get().photos.count() == 2


def test_connection_that_is_lost_can_be_tried_again(staff, pictures):
    staff.page.route(UPLOADS, lambda route: route.abort())
    staff.attach_files(staff.page.get_by_label("Chọn nhiều ảnh cùng lúc"), pictures[0])
    box(staff, 0).get_by_text("Mất kết nối với máy chủ khi gửi tệp").wait_for()

    staff.page.unroute(UPLOADS)
    box(staff, 0).get_by_role("button", name="Gửi lại").click()
    box(staff, 0).locator("img").wait_for()


def test_form_comes_back_with_its_files_after_an_error_and_after_leaving(staff, pictures, tmp_path):
    document = tmp_path / "Chương trình.pdf"
    document.write_bytes(PDF)
    staff.attach_files(staff.page.get_by_label("Chọn nhiều ảnh cùng lúc"), pictures[0])
    box(staff, 0).locator("img").wait_for()
    staff.follow("Lưu và công khai")
    staff.page.locator("#error-summary").wait_for()
    assert box(staff, 0).locator("img").is_visible()
    token = staff.page.locator("[name=photos-0-image-pending]").input_value()

    staff.page.on("dialog", lambda dialog: dialog.accept())
    staff.page.reload()
    staff.page.goto(f"{staff.browser_page.server}/quan-tri/news/article/add/")
    staff.page.locator("[name=photos-0-image-pending]").evaluate(
        "(input, token) => { input.value = token; input.dispatchEvent(new Event('change', {bubbles: true})); }", token
    )

    box(staff, 0).locator("img").wait_for()
    assert box(staff, 0).locator("a").inner_text() == "1.jpg"


def test_document_of_a_table_row_is_sent_when_it_is_chosen(staff, tmp_path):
    document = tmp_path / "Chương trình.pdf"
    document.write_bytes(PDF)
    staff.page.locator("#files-group .add-row a").click()
    staff.attach_files(staff.page.locator("#files-0 input[type=file]"), document)
    staff.page.locator("#files-0 .pending-file a").wait_for()

    assert staff.page.locator("#files-0 .pending-file a").inner_text() == "Chương trình.pdf"
    assert staff.browser_page.horizontal_scroll() == []
