"""The form of a record under a clerk's hands: keys, the cursor, unsaved work."""

import pytest

from councils.models import Area, Commendation
from resolutions.models import Resolution
from tests.factories.councils import AreaFactory, CommendationFactory
from tests.factories.resolutions import ResolutionFactory
from tests.hdnd_portal.kinds import page

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # each waits for a browser


def test_keys_save_and_go_on(at_desk, council):
    with at_desk("reviewer") as at:
        at.page.goto(f"{at.walked.server}{page(Area, 'add')}")
        at.wait_for_cursor("[name=name]")
        assert at.page.get_by_role("button", name="Lưu", exact=True).get_attribute("aria-keyshortcuts") == "Control+S"

        at.page.keyboard.type("Dịch Vọng")
        at.page.keyboard.press("Control+Enter")
        at.page.get_by_text("Đã thêm địa bàn").wait_for()
        at.wait_for_cursor("[name=name]")
        at.page.keyboard.type("Yên Hòa")
        at.page.keyboard.press("Control+s")
        at.page.wait_for_url(f"**{page(Area, 'changelist')}")

        assert at.walked.complaints == []

    assert set(Area.objects.filter(council=council).values_list("name", flat=True)) == {"Dịch Vọng", "Yên Hòa"}


def test_unsaved_work_is_left_only_knowingly(at_desk, council):
    area = AreaFactory(council=council, name="Dịch Vọng")

    with at_desk("reviewer") as at:
        asked = []
        at.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        at.page.goto(f"{at.walked.server}{page(Area, 'change', area.pk)}")
        at.link("Lịch sử")
        at.page.go_back()
        assert asked == []

        at.type("name", "Dịch Vọng Hậu")
        at.link("Lịch sử")
        assert asked == ["beforeunload"]
        assert at.page.locator("[name=name]").input_value() == "Dịch Vọng Hậu"

        at.link("Lưu")
        at.page.wait_for_url(f"**{page(Area, 'changelist')}")
        assert asked == ["beforeunload"]


def test_row_that_was_added_is_unsaved_work(at_desk, council):
    with at_desk("reviewer") as at:
        asked = []
        at.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        at.add("Kiến nghị cử tri")
        at.page.locator(".add-row a").click()
        at.page.locator("#user-tools a").first.click()

        assert asked == ["beforeunload"]


def test_box_says_what_it_has_read(at_desk, council):
    with at_desk("reviewer") as at:
        at.add("Nghị quyết")
        at.wait_for_cursor(".select2-selection")
        at.page.locator("[name=adopted_on]").press_sequentially("280921")
        at.page.get_by_text("thứ Ba, 28/9/2021", exact=True).wait_for()

        at.type("adopted_on", "31/2/21")
        at.page.keyboard.press("Tab")
        at.page.get_by_text("Không có ngày 31/02/2021; tháng 2 năm 2021 có 28 ngày.").wait_for()

        assert at.page.locator("#id_adopted_on_preview").get_attribute("aria-live") == "polite"
        assert at.walked.complaints == []


def test_document_with_the_same_number_is_one_link_away(at_desk, council):
    register = council.register_set.get(key="nghi-quyet")
    session = council.terms.get().sessions.get()
    taken = ResolutionFactory(session=session, numbered=True, register=register, number=12, symbol="12/NQ-HĐND")

    with at_desk("reviewer") as at:
        at.add("Nghị quyết")
        at.choose("register", "Nghị quyết cá biệt ({number}/NQ-HĐND)")
        at.type("adopted_on", "28/9/2021")
        at.type("symbol", "12")
        link = at.page.get_by_role("link", name=f"{taken} – xem")
        link.wait_for()
        assert at.page.locator(".same-number").inner_text() == f"Có thể trùng: {taken} – xem"
        assert link.get_attribute("href") == page(Resolution, "change", taken.pk)

        at.type("symbol", "13")
        link.wait_for(state="detached")

        at.page.goto(f"{at.walked.server}{page(Resolution, 'change', taken.pk)}")
        at.page.get_by_text("Số tiếp theo của năm 2021: 13.").wait_for()
        assert at.page.locator(".same-number").inner_text() == ""
        assert at.walked.complaints == []


def test_next_record_is_begun_where_the_last_one_says_nothing(at_desk, council):
    award = CommendationFactory(council=council, authority="Chủ tịch UBND quận")

    with at_desk("reviewer") as at:
        at.page.goto(f"{at.walked.server}{page(Commendation, 'change', award.pk)}")
        at.page.keyboard.press("Control+Enter")
        at.page.wait_for_url(f"**{page(Commendation, 'add')}?**")
        at.wait_for_cursor("[name=title]")
        tags = at.page.locator(".retained-tag:visible")
        before = tags.count()

        at.type("authority", "Bộ Chính trị")
        at.page.keyboard.press("Tab")
        assert tags.count() == before - 1

        at.page.on("dialog", lambda dialog: dialog.accept())
        at.link("Xóa các giá trị giữ lại")
        at.page.wait_for_url(f"**{page(Commendation, 'add')}")
        assert (tags.count(), at.page.locator("[name=authority]").input_value()) == (0, "")
        assert at.walked.complaints == []


def test_bar_of_buttons_covers_no_box_in_use(at_desk, council):
    with at_desk("reviewer") as at:
        at.add("Nghị quyết")
        at.wait_for_cursor(".select2-selection")
        at.unfold("Tóm tắt, toàn văn")
        covered = []
        for name in ("title", "summary", "body", "signer_title", "status", "votes-0-present", "votes-0-subject"):
            box = at.page.locator(f"[name={name!r}]")
            box.focus()
            bottom = box.bounding_box()["y"] + box.bounding_box()["height"]
            if bottom > at.page.locator(".submit-row").bounding_box()["y"]:
                covered.append(name)

        assert covered == []
