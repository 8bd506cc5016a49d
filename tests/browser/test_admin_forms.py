"""The scripts of the change form: shortcuts, focus, unsaved changes, input preview, duplicate numbers."""

import pytest

from citizens.models import Petition
from councils.models import Area, Commendation
from reports.models import ReportedTotal
from resolutions.models import Resolution
from tests.factories.citizens import PetitionFactory
from tests.factories.councils import AreaFactory, CommendationFactory
from tests.factories.resolutions import ResolutionFactory
from tests.hdnd_portal.admin_models import admin_url

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # each waits for a browser


def test_shortcuts_save_and_add_another(signed_in_as, council):
    with signed_in_as("reviewer") as staff:
        staff.page.goto(f"{staff.browser_page.server}{admin_url(Area, 'add')}")
        staff.wait_for_focus("[name=name]")
        assert staff.page.get_by_role("button", name="Lưu", exact=True).get_attribute("aria-keyshortcuts") == "Control+S"

        staff.page.keyboard.type("Dịch Vọng")
        staff.page.keyboard.press("Control+Enter")
        staff.page.get_by_text("Đã thêm địa bàn").wait_for()
        staff.wait_for_focus("[name=name]")
        staff.page.keyboard.type("Yên Hòa")
        staff.page.keyboard.press("Control+s")
        staff.page.wait_for_url(f"**{admin_url(Area, 'changelist')}")

        assert staff.browser_page.problems == []

    assert set(Area.objects.filter(council=council).values_list("name", flat=True)) == {"Dịch Vọng", "Yên Hòa"}


def test_beforeunload_warns_of_unsaved_changes(signed_in_as, council):
    area = AreaFactory(council=council, name="Dịch Vọng")

    with signed_in_as("reviewer") as staff:
        dialogs = []
        staff.page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.dismiss()))
        staff.page.goto(f"{staff.browser_page.server}{admin_url(Area, 'change', area.pk)}")
        staff.follow("Lịch sử")
        staff.page.go_back()
        assert dialogs == []

        staff.type_into("name", "Dịch Vọng Hậu")
        staff.follow("Lịch sử")
        assert dialogs == ["beforeunload"]
        assert staff.page.locator("[name=name]").input_value() == "Dịch Vọng Hậu"

        staff.follow("Lưu")
        staff.page.wait_for_url(f"**{admin_url(Area, 'changelist')}")
        assert dialogs == ["beforeunload"]


def test_beforeunload_warns_of_an_added_inline_row(signed_in_as, council):
    with signed_in_as("reviewer") as staff:
        dialogs = []
        staff.page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.dismiss()))
        staff.add_record("Kiến nghị cử tri")
        staff.page.locator(".add-row a").click()
        staff.page.locator(".user-tools a").first.click()

        assert dialogs == ["beforeunload"]


def test_input_preview_displays_value_and_error(signed_in_as, council):
    with signed_in_as("reviewer") as staff:
        staff.add_record("Nghị quyết")
        staff.wait_for_focus("[name=register]")
        staff.page.locator("[name=adopted_on]").press_sequentially("280921")
        staff.page.get_by_text("thứ Ba, 28/9/2021", exact=True).wait_for()

        staff.type_into("adopted_on", "31/2/21")
        staff.page.keyboard.press("Tab")
        staff.page.get_by_text("Không có ngày 31/02/2021; tháng 2 năm 2021 có 28 ngày.").wait_for()

        assert staff.page.locator("#id_adopted_on_preview").get_attribute("aria-live") == "polite"
        assert staff.browser_page.problems == []


def test_verb_page_has_the_calendar_and_the_preview_of_a_date(signed_in_as, council):
    petition = PetitionFactory(council=council)

    with signed_in_as("records_officer") as staff:
        staff.page.goto(f"{staff.browser_page.server}{admin_url(Petition, 'ghi_dien_bien', petition.pk)}")
        staff.page.locator("[name=on]").press_sequentially("280921")
        staff.page.get_by_text("thứ Ba, 28/9/2021", exact=True).wait_for()
        staff.page.get_by_role("button", name="Lịch").click()

        assert staff.page.locator("input.date-picker").input_value() == ""  # it opens at a full date only
        staff.page.locator("[name=on]").fill("28/9/2021")
        staff.page.get_by_role("button", name="Lịch").click()
        assert staff.page.locator("input.date-picker").input_value() == "2021-09-28"
        assert staff.browser_page.problems == []


def test_show_duplicates_links_to_the_document_with_the_same_number(signed_in_as, council):
    register = council.register_set.get(key="nghi-quyet")
    session = council.terms.get().sessions.get()
    existing = ResolutionFactory(session=session, numbered=True, register=register, number=12, symbol="12/NQ-HĐND")

    with signed_in_as("reviewer") as staff:
        staff.add_record("Nghị quyết")
        staff.select("register", "Nghị quyết cá biệt")
        staff.type_into("adopted_on", "28/9/2021")
        staff.type_into("symbol", "12")
        link = staff.page.get_by_role("link", name=f"{existing} – xem")
        link.wait_for()
        assert staff.page.locator(".same-number").inner_text() == f"Có thể trùng: {existing} – xem"
        assert link.get_attribute("href") == admin_url(Resolution, "change", existing.pk)

        staff.type_into("symbol", "13")
        link.wait_for(state="detached")

        staff.page.goto(f"{staff.browser_page.server}{admin_url(Resolution, 'change', existing.pk)}")
        staff.page.get_by_text("Số tiếp theo của năm 2021: 13.").wait_for()
        assert staff.page.locator(".same-number").inner_text() == ""
        assert staff.browser_page.problems == []


def test_focus_first_field_skips_retained_fields_until_they_are_changed(signed_in_as, council):
    commendation = CommendationFactory(council=council, authority="Chủ tịch UBND quận")

    with signed_in_as("reviewer") as staff:
        staff.page.goto(f"{staff.browser_page.server}{admin_url(Commendation, 'change', commendation.pk)}")
        staff.page.keyboard.press("Control+Enter")
        staff.page.wait_for_url(f"**{admin_url(Commendation, 'add')}?**")
        staff.wait_for_focus("[name=title]")
        tags = staff.page.locator(".retained-tag:visible")
        tag_count = tags.count()

        staff.type_into("authority", "Bộ Chính trị")
        staff.page.keyboard.press("Tab")
        assert tags.count() == tag_count - 1

        staff.page.on("dialog", lambda dialog: dialog.accept())
        staff.follow("Xóa các giá trị giữ lại")
        staff.page.wait_for_url(f"**{admin_url(Commendation, 'add')}")
        assert (tags.count(), staff.page.locator("[name=authority]").input_value()) == (0, "")
        assert staff.browser_page.problems == []


def test_submit_row_covers_no_focused_field(signed_in_as, council):
    with signed_in_as("reviewer") as staff:
        staff.add_record("Nghị quyết")
        staff.wait_for_focus("[name=register]")
        for group in ("Tóm tắt, toàn văn", "Đăng trên cổng", "Nội dung, ngày, hình thức"):
            staff.expand(group)
        covered = []
        for name in ("title", "summary", "body", "signer_title", "publish_at", "votes-0-present", "votes-0-subject"):
            field = staff.page.locator(f"[name={name!r}]")
            field.focus()
            bottom = field.bounding_box()["y"] + field.bounding_box()["height"]
            if bottom > staff.page.locator(".submit-row").bounding_box()["y"]:
                covered.append(name)

        assert covered == []


def test_usual_fields_of_a_resolution_need_no_scrolling(signed_in_as, council):
    with signed_in_as("records_officer") as staff:
        staff.page.set_viewport_size({"width": 1366, "height": 768})
        staff.add_record("Nghị quyết")
        boxes = [staff.page.locator(f"[name={name!r}]").bounding_box() for name in ("title", "files-0-file", "votes-0-abstained")]

        assert max(box["y"] + box["height"] for box in boxes) <= staff.page.locator(".submit-row").bounding_box()["y"]


def test_inputs_of_one_line_stand_at_one_height(signed_in_as, council):
    with signed_in_as("records_officer") as staff:
        staff.add_record("Nghị quyết")
        for names in (("register", "number", "symbol", "adopted_on"), ("issued_on", "signer_title")):
            tops = {staff.page.locator(f"[name={name!r}]").bounding_box()["y"] for name in names}
            assert len(tops) == 1, names


def test_input_preview_replaces_the_help_text(signed_in_as, council):
    with signed_in_as("records_officer") as staff:
        staff.add_record("Nghị quyết")
        staff.page.wait_for_load_state("networkidle")  # the next number of the preselected register stands below its field
        help_text = staff.page.locator("#id_adopted_on_helptext")
        title = staff.page.locator("[name=title]")
        top = title.bounding_box()["y"]
        assert help_text.is_visible()

        staff.page.locator("[name=adopted_on]").press_sequentially("280921")
        staff.page.get_by_text("thứ Ba, 28/9/2021", exact=True).wait_for()

        assert not help_text.is_visible()
        assert title.bounding_box()["y"] == top


def test_date_picker_writes_the_chosen_date(signed_in_as, council):
    with signed_in_as("records_officer") as staff:
        staff.add_record("Nghị quyết")
        staff.page.locator(".field-adopted_on .date-button").click()
        calendar = staff.page.locator(".field-adopted_on .date-picker")
        calendar.evaluate("input => { input.value = '2021-12-20'; input.dispatchEvent(new Event('change')) }")

        staff.page.get_by_text("thứ Hai, 20/12/2021", exact=True).wait_for()
        assert staff.page.locator("[name=adopted_on]").input_value() == "20/12/2021"
        staff.wait_for_focus("[name=adopted_on]")
        assert staff.browser_page.problems == []


def test_date_picker_opens_by_keyboard_with_the_typed_date(signed_in_as, council):
    with signed_in_as("records_officer") as staff:
        staff.add_record("Nghị quyết")
        staff.wait_for_focus("[name=register]")
        staff.type_into("adopted_on", "5/3/2021")
        staff.page.keyboard.press("Alt+ArrowDown")

        assert staff.page.locator(".field-adopted_on .date-picker").input_value() == "2021-03-05"
        assert staff.browser_page.problems == []


def test_form_of_a_total_lists_the_parts_of_the_chosen_indicator_only(signed_in_as, council):
    with signed_in_as("reviewer") as staff:
        staff.page.goto(f"{staff.browser_page.server}{admin_url(ReportedTotal, 'add')}")
        parts = staff.page.locator("select[name=part] option")
        staff.select("code", "Đơn thư đã tiếp nhận")
        assert parts.all_inner_texts() == ["cả chỉ tiêu", "Khiếu nại", "Tố cáo", "Kiến nghị", "Phản ánh"]

        staff.select("part", "Tố cáo")
        for name, text in (("period_from", "01/01/2021"), ("period_to", "31/12/2021"), ("value", "4"), ("source", "Sổ đơn thư")):
            staff.type_into(name, text)
        staff.follow("Lưu")
        staff.page.get_by_text("Đã thêm số liệu tổng hợp").wait_for()

        assert staff.browser_page.problems == []

    total = ReportedTotal.objects.get()
    assert (total.code, total.part) == ("letters.received", "denunciation")
