"""Staff paste an agenda from Word or Excel, check it in a table, and record it."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import ProposedChange
from sessions_app.models import AgendaItem, Sitting
from tests.client import HIDDEN_VERSION, StrictClient
from tests.factories.accounts import ServiceFactory
from tests.factories.sessions_app import AgendaItemFactory, CouncilSessionFactory, SessionDocumentFactory, SittingFactory
from tests.hdnd_portal.admin_models import visible_text

pytestmark = pytest.mark.django_db

TWELVE = """Buổi sáng, ngày 28/9/2021
1. Chào cờ, khai mạc kỳ họp
2. Báo cáo tình hình kinh tế - xã hội (UBND quận trình bày)
3. Báo cáo thu, chi ngân sách - Phòng Tài chính
4. Báo cáo công tác của Thường trực HĐND
5. Thông báo của Ủy ban MTTQ
6. Tờ trình về đầu tư công
7. Báo cáo thẩm tra của Ban Kinh tế - Xã hội
Buổi chiều
8. Thảo luận
9. 14h30: Chất vấn và trả lời chất vấn
10. Biểu quyết thông qua các nghị quyết
11. Phát biểu của lãnh đạo thành phố
12. Bế mạc kỳ họp"""


@pytest.fixture
def session():
    return CouncilSessionFactory()


@pytest.fixture
def staff(session):
    client = StrictClient()
    client.force_login(ServiceFactory(council=session.council, role="records_officer").user)
    return client


def url_of(session):
    return reverse("admin:sessions_app_councilsession_dan_chuong_trinh", args=[session.pk])


def preview(staff, session, text):
    page = staff.get(url_of(session))
    version = dict(HIDDEN_VERSION.findall(page.content.decode()))
    return staff.post(url_of(session), {"_verb": "1", "_preview": "1", "text": text, "rows": "0"} | version)


def table_data(page, **changes):
    """What a browser posts to record the table of a preview."""
    data = {"_verb": "1", "_confirm": "1", "rows": len(page.context["rows"]), "_version": page.context["version"]}
    for row in page.context["rows"]:
        data |= {bound.html_name: bound.value() for bound in row if bound.value() not in (None, "", False)}
    return data | changes


def test_page_makes_one_item_of_each_of_twelve_lines(staff, session):
    page = preview(staff, session, TWELVE)
    assert "Đọc được 12 dòng, lấy 12." in visible_text(page)

    response = staff.post(url_of(session), table_data(page), follow=True)

    assert "Đã ghi 12 nội dung chương trình, lập 2 phiên họp." in visible_text(response)
    items = list(session.agenda.select_related("sitting"))
    assert [item.order for item in items] == list(range(1, 13))
    assert (items[1].title, items[1].presenter_title) == ("Báo cáo tình hình kinh tế - xã hội", "UBND quận")
    assert (items[8].kind, items[8].starts_at) == (AgendaItem.Kind.QUESTIONS, time(14, 30))
    sittings = [(sitting.number, sitting.held_on, sitting.part_of_day) for sitting in session.sittings.all()]
    assert sittings == [(1, date(2021, 9, 28), "morning"), (2, date(2021, 9, 28), "afternoon")]
    assert [item.sitting.number for item in items] == [1] * 7 + [2] * 5


def test_page_recognises_what_was_pasted_before(staff, session):
    staff.post(url_of(session), table_data(preview(staff, session, TWELVE)))

    page = preview(staff, session, TWELVE + "\n13. Thông qua biên bản")

    assert [row.is_checked for row in page.context["rows"]] == [False] * 12 + [True]
    assert "đã có ở mục 3" in visible_text(page)
    staff.post(url_of(session), table_data(page))
    assert session.agenda.count() == 13
    assert session.sittings.count() == 2


TWO_HALF_DAYS = "Buổi sáng, ngày 28/9/2021\n1. Thảo luận\n2. Giải lao\nBuổi chiều\n1. Thảo luận\n2. Giải lao"


def test_page_takes_the_same_words_in_two_sittings_as_two_items(staff, session):
    page = preview(staff, session, TWO_HALF_DAYS)
    assert [row.is_checked for row in page.context["rows"]] == [True] * 4

    staff.post(url_of(session), table_data(page))
    assert [item.sitting.number for item in session.agenda.all()] == [1, 1, 2, 2]

    again = preview(staff, session, TWO_HALF_DAYS)
    assert [row.notes for row in again.context["rows"]] == [f"đã có ở mục {number}" for number in range(1, 5)]


def test_page_marks_lines_that_were_pasted_twice(staff, session):
    page = preview(staff, session, f"{TWO_HALF_DAYS}\n{TWO_HALF_DAYS}")

    assert [row.is_checked for row in page.context["rows"]] == [True] * 4 + [False] * 4


def test_page_records_nothing_before_the_table_was_displayed(staff, session):
    version = dict(HIDDEN_VERSION.findall(staff.get(url_of(session)).content.decode()))

    page = staff.post(url_of(session), {"_verb": "1", "_confirm": "1", "text": TWELVE, "rows": "0"} | version)

    assert len(page.context["rows"]) == 12
    assert not session.agenda.exists()


def test_page_uses_the_sittings_of_the_session(staff, session):
    afternoon = SittingFactory(session=session, number=2, part_of_day=Sitting.PartOfDay.AFTERNOON)

    staff.post(url_of(session), table_data(preview(staff, session, "Chiều:\n1. Chất vấn")))

    assert session.agenda.get().sitting == afternoon


def test_page_displays_an_item_that_is_too_long_with_a_sentence(staff, session):
    page = preview(staff, session, f"1. Khai mạc\n2. {'Báo cáo ' * 70}")

    assert "dòng cần sửa" in visible_text(page)
    response = staff.post(url_of(session), table_data(page))
    assert response.status_code == 200
    assert not session.agenda.exists()
    assert ("Báo cáo " * 70).strip() in response.content.decode()


def test_page_keeps_a_text_without_any_item(staff, session):
    page = preview(staff, session, "---\n***")

    assert "Không đọc được nội dung nào trong văn bản đã dán" in visible_text(page)
    assert "---\n***" in page.content.decode()


def test_page_offers_to_convert_a_text_of_an_old_encoding(staff, session):
    page = preview(staff, session, "1. Khai m¹c kú häp\n2. B¸o c¸o cña Ban Kinh tÕ")

    assert "Chuyển sang Unicode" in page.content.decode()
    data = {"_verb": "1", "_unicode": "1", "rows": "0", "text": page.context["form"].data["text"]}
    converted = staff.post(url_of(session), data | {"_version": page.context["version"]})
    assert converted.context["rows"][0]["title"].value() == "Khai mạc kỳ họp"


def test_page_says_that_the_day_of_a_new_sitting_is_outside_the_session(staff, session):
    page = preview(staff, session, "Sáng 30/9/2021\n1. Khai mạc")

    response = staff.post(url_of(session), table_data(page))

    assert "Ngày họp nằm ngoài thời gian của kỳ họp (28/09/2021)." in visible_text(response)
    assert not session.sittings.exists()


def test_page_posted_twice_records_once(staff, session):
    data = table_data(preview(staff, session, TWELVE))
    staff.post(url_of(session), data)

    again = staff.post(url_of(session), data)

    assert again.status_code == 409
    assert [row.is_checked for row in again.context["rows"]] == [False] * 12
    assert session.agenda.count() == 12


@pytest.mark.parametrize("version", ["", "x"])
def test_page_without_a_valid_version_records_nothing(staff, session, version):
    response = staff.post(url_of(session), table_data(preview(staff, session, TWELVE), _version=version))

    assert (response.status_code, session.agenda.count()) == (409, 0)
    assert "Chào cờ, khai mạc kỳ họp" in response.content.decode()


@pytest.mark.parametrize(
    "change",
    [
        {"rows": "9" * 30},
        {"rows": "-1"},
        {"row-0-sitting": "new-2021-13-45-morning"},
        {"row-0-kind": "x"},
        {"row-0-starts_at": "99h"},
    ],
)
def test_page_refuses_altered_values_without_an_error_of_the_server(staff, session, change):
    response = staff.post(url_of(session), table_data(preview(staff, session, TWELVE), **change))

    assert response.status_code == 200
    assert not session.agenda.exists()


def test_page_refuses_the_sitting_of_another_session(staff, session):
    other = SittingFactory()

    response = staff.post(url_of(session), table_data(preview(staff, session, TWELVE), **{"row-0-sitting": other.pk}))

    assert response.status_code == 200
    assert not session.agenda.exists()


def test_page_says_that_no_row_is_taken(staff, session):
    data = {name: value for name, value in table_data(preview(staff, session, TWELVE)).items() if not name.endswith("is_taken")}

    assert "Chưa chọn dòng nào" in visible_text(staff.post(url_of(session), data))


def test_page_is_closed_to_staff_of_other_councils(staff):
    assert staff.get(url_of(CouncilSessionFactory())).status_code == 404


def test_page_is_closed_to_those_who_only_read(session):
    client = StrictClient()
    client.force_login(ServiceFactory(council=session.council, role="standing").user)

    assert client.get(url_of(session)).status_code == 403


def test_agenda_of_a_public_session_is_proposed_by_those_who_may_not_publish(staff, session):
    session.status, session.publish_at = "published", datetime(2021, 9, 30, tzinfo=UTC)
    session.save()
    page = preview(staff, session, TWELVE)
    assert "được gửi cho người duyệt" in visible_text(page)

    response = staff.post(url_of(session), table_data(page), follow=True)

    assert "Đã gửi bản sửa" in visible_text(response)
    assert not session.agenda.exists()
    parts = ProposedChange.objects.get().payload["parts"]
    assert [part["prefix"] for part in parts] == ["sittings"] * 2 + ["agenda"] * 12


def test_agenda_that_is_proposed_joins_what_was_proposed_before(staff, session):
    session.status, session.publish_at = "published", datetime(2021, 9, 30, tzinfo=UTC)
    session.save()
    staff.post(url_of(session), table_data(preview(staff, session, "1. Khai mạc")))
    staff.post(url_of(session), table_data(preview(staff, session, "1. Bế mạc")))
    reviewer = StrictClient()
    reviewer.force_login(ServiceFactory(council=session.council, role="reviewer").user)
    proposal = ProposedChange.objects.get()

    review = reviewer.get(reverse("admin:proposed_change", args=[proposal.pk]))

    assert "Khai mạc" in visible_text(review)
    titles = [part["fields"]["title"]["new"] for part in proposal.payload["parts"]]
    assert titles == ["Khai mạc", "Bế mạc"]


def test_agenda_that_is_sent_twice_is_proposed_once(staff, session):
    session.status, session.publish_at = "published", datetime(2021, 9, 30, tzinfo=UTC)
    session.save()
    data = table_data(preview(staff, session, f"{TWELVE}\n13. Việc khác"))

    staff.post(url_of(session), data)
    staff.post(url_of(session), data)

    assert len(ProposedChange.objects.get().payload["parts"]) == 2 + 13


def test_break_at_another_time_is_another_item(staff, session):
    AgendaItemFactory(session=session, title="Nghỉ giải lao", kind="break", starts_at=time(9, 30), order=1)

    page = preview(staff, session, "9h30 Nghỉ giải lao\n15h00 Nghỉ giải lao")

    assert [row.is_checked for row in page.context["rows"]] == [False, True]


def test_proposed_agenda_is_recorded_when_a_reviewer_accepts_it(staff, session):
    session.status, session.publish_at = "published", datetime(2021, 9, 30, tzinfo=UTC)
    session.save()
    staff.post(url_of(session), table_data(preview(staff, session, TWELVE)))
    reviewer = StrictClient()
    reviewer.force_login(ServiceFactory(council=session.council, role="reviewer").user)
    url = reverse("admin:proposed_change", args=[ProposedChange.objects.get().pk])
    version = reviewer.get(url).context["review"].version

    reviewer.post(url, {"version": version, "accept": [f"part-{number}" for number in range(14)]})

    assert [item.order for item in session.agenda.all()] == list(range(1, 13))
    assert session.sittings.count() == 2


@pytest.mark.parametrize("page", ["councilsession_change", "councilsession_dan_chuong_trinh", "councilsession_them_tai_lieu"])
def test_statements_do_not_grow_with_the_agenda(staff, session, page):
    url = reverse(f"admin:sessions_app_{page}", args=[session.pk])

    def statements():
        with CaptureQueriesContext(connection) as queries:
            staff.get(url)
        return len(queries)

    def add(number):
        for each in range(number):
            sitting = SittingFactory(session=session)
            SessionDocumentFactory(
                session=session, agenda_item=AgendaItemFactory(session=session, sitting=sitting, order=each + number)
            )

    add(1)
    staff.get(url)  # loads the content types once
    before = statements()
    add(3)

    assert statements() == before
