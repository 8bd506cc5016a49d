"""The page of one session: before it meets, and afterwards."""

import re
from datetime import date, time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import ServiceFactory
from tests.factories.citizens import PetitionFactory
from tests.factories.councils import CouncilFactory, MandateFactory, PersonFactory, TermFactory
from tests.factories.news import ArticleFactory
from tests.factories.resolutions import (
    ConfidenceBallotFactory,
    ConfidenceResultFactory,
    DelegateVoteFactory,
    ResolutionFactory,
    VoteFactory,
)
from tests.factories.sessions_app import (
    AgendaItemFactory,
    AttendanceFactory,
    CouncilSessionFactory,
    QuestionFactory,
    SessionDocumentFactory,
    SittingFactory,
)
from tests.full_sessions import PUBLISHED, add_records
from tests.hdnd_portal.test_budgets import MAX_PAGE, compressed_size
from tests.linked_data import linked_data

pytestmark = pytest.mark.django_db

TODAY = "2021-12-10"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(f"{TODAY} 09:00+07:00", tick=False)


@pytest.fixture
def term():
    return TermFactory(
        council=CouncilFactory(slug="cau-giay", name="HĐND quận Cầu Giấy", is_portal=True), start=date(2021, 6, 28)
    )


@pytest.fixture
def held(term):
    return CouncilSessionFactory(published=True, term=term, number=3)


@pytest.fixture
def planned(term):
    return CouncilSessionFactory(published=True, term=term, number=4, planned=True)


def html_of(client, session):
    response = client.get(session.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def text_of(client, session):
    return " ".join(re.sub("<[^>]+>", " ", html_of(client, session)).split())


def section(html, id):
    match = re.search(f'<section class="section" aria-labelledby="{id}">.*?</section>', html, re.S)
    return " ".join(re.sub("<[^>]+>", " ", match[0]).split()) if match else ""


@pytest.mark.parametrize(
    "path", ["cau-giay/2021-2026/9/", "cau-giay/2021-2026/ba/", "cau-giay/2016-2021/3/", "khong-co/2021-2026/3/"]
)
def test_session_page_is_not_there_for_a_wrong_address(client, held, path):
    assert client.get(f"/ky-hop/{path}").status_code == 404


def test_thematic_series_has_addresses_of_its_own(client, term, held):
    thematic = CouncilSessionFactory(published=True, term=term, number=3, kind="thematic", series="thematic")

    assert thematic.get_absolute_url() == "/ky-hop/cau-giay/2021-2026/chuyen-de-3/"
    assert "Kỳ họp chuyên đề thứ 3" in text_of(client, thematic)
    assert "chuyên đề thứ 3</h1>" not in html_of(client, held)


def test_page_of_a_session_to_come_has_its_day_plan_drafts_and_calendar(client, planned):
    planned.planned_reports, planned.planned_drafts = 20, 6
    planned.save()
    item = AgendaItemFactory(session=planned, title="Dự toán ngân sách", starts_at=time(8, 20), presenter_title="UBND quận")
    SessionDocumentFactory(session=planned, published=True, agenda_item=item, kind="draft_resolution", title="Về dự toán")
    SessionDocumentFactory(session=planned, published=True, agenda_item=item, kind="submission", title="Trình dự toán")
    SessionDocumentFactory(session=planned, published=True, kind="report", title="Báo cáo chung")

    SittingFactory(session=planned, number=1, starts_at=time(8), held_on=planned.planned_on)

    html, text = html_of(client, planned), text_of(client, planned)

    assert "Kỳ họp sắp tới, còn 10 ngày" in text
    assert "Dự kiến họp ngày 20/12/2021, từ 8 giờ, trực tiếp." in text
    assert "Báo cáo 20 dự kiến; 1 đã đăng" in text
    assert "Dự thảo nghị quyết 6 dự kiến; 1 đã đăng" in text
    assert "Dự thảo 1 UBND quận trình Về dự toán" in section(html, "du-thao")
    assert "Tờ trình (PDF" in section(html, "du-thao")
    assert "08:20 Dự toán ngân sách UBND quận" in section(html, "chuong-trinh")
    assert "Báo cáo chung" in section(html, "tai-lieu")
    assert f'class="button" href="{planned.calendar_url}"' in html
    assert "Có sau khi kỳ họp diễn ra." in text


def test_page_of_a_held_session_has_planned_and_real_numbers_side_by_side(client, held):
    held.planned_reports, held.planned_submissions, held.planned_drafts = 22, 9, 8
    held.save()
    SessionDocumentFactory.create_batch(3, session=held, published=True)
    SessionDocumentFactory(session=held, published=True, kind="verification")
    for _ in range(2):
        resolution = ResolutionFactory(session=held, signed=True, issued_on=date(2021, 10, 5), **PUBLISHED)
        VoteFactory(session=held, resolution=resolution, is_final=True)
    VoteFactory(session=held, resolution=ResolutionFactory(session=held), is_final=True)

    text = text_of(client, held)

    assert "Nghị quyết 3 thông qua; 8 dự thảo dự kiến" in text
    assert "Báo cáo 4 22 dự kiến" in text
    assert "Tờ trình 9 dự kiến" in text
    assert "Nghị quyết đã ký 2/3 ký cuối 05/10/2021" in text


def test_agenda_says_what_was_dropped_moved_or_late_and_where_it_is_in_the_recording(client, held):
    held.recording_url = "https://video.example.vn/3.mp4"
    held.save()
    morning = SittingFactory(session=held, number=1, starts_at=time(8), ends_at=time(11, 30))
    afternoon = SittingFactory(session=held, number=2, part_of_day="afternoon")
    common = {"session": held, "sitting": morning}
    AgendaItemFactory(**common, title="Đặt tên phố", state="dropped", state_reason="Chờ ý kiến", recording_second=5)
    AgendaItemFactory(**common, title="Chất vấn", state="moved", state_reason="Hết giờ", moved_to=afternoon)
    AgendaItemFactory(**common, title="Thông báo", starts_at=time(9, 30), started_at=time(9, 50), recording_second=12_600)

    html = html_of(client, held)
    agenda = section(html, "chuong-trinh")

    assert "<s>Đặt tên phố</s>" in html
    assert "Rút khỏi chương trình: Chờ ý kiến" in agenda
    assert "Phiên sáng, thứ Ba, 28/9/2021 8 giờ đến 11 giờ 30" in agenda
    assert "<s>Chất vấn</s>" in html
    assert "Chuyển sang phiên chiều 28/09/2021: Hết giờ" in agenda
    assert "<b>Chất vấn</b>" in html
    assert "Chuyển từ phiên sáng 28/09/2021: Hết giờ" in agenda
    assert "Bắt đầu muộn 20 phút" in agenda
    assert re.findall(r'href="(https://video[^"]*#[^"]*)"', html) == ["https://video.example.vn/3.mp4#t=12600"]


def test_closed_sitting_has_no_contents_on_the_page_and_in_the_search(client, held):
    closed = SittingFactory(session=held, number=1, is_closed=True)
    item = AgendaItemFactory(session=held, sitting=closed, title="Nhân sự mật")
    SessionDocumentFactory(session=held, published=True, agenda_item=item, title="Tờ trình mật")
    VoteFactory(session=held, agenda_item=item, subject="Biểu quyết mật")

    text = text_of(client, held)

    assert "Phiên họp kín: nội dung và tài liệu không công khai." in text
    assert "mật" not in text
    assert list(client.get("/ky-hop/", {"q": "mat"}).context["object_list"]) == []


def test_roll_has_names_by_state_and_never_a_reason(client, held):
    sitting = SittingFactory(session=held, number=1)
    delegates = [
        MandateFactory(term=held.term, start=date(2021, 6, 30), rank=rank, person=PersonFactory(full_name=name))
        for rank, name in enumerate(["Lê An", "Trần Bình", "Vũ Chi", "Đỗ Dũng"], start=1)
    ]
    AttendanceFactory(sitting=sitting, mandate=delegates[0])
    AttendanceFactory(sitting=sitting, mandate=delegates[1], came_at=time(9))
    AttendanceFactory(sitting=sitting, mandate=delegates[2], state="excused", reason="Chữa bệnh tim")
    AttendanceFactory(sitting=sitting, mandate=delegates[3], state="absent", reason="Đi nước ngoài")
    client.force_login(ServiceFactory(council=held.council, role="reviewer").user)

    html = html_of(client, held)
    roll = section(html, "diem-danh")

    assert "Có mặt (2): Lê An, Trần Bình" in roll
    assert "Vắng có lý do (1): Vũ Chi" in roll
    assert "Vắng (1): Đỗ Dũng" in roll
    assert "Đến muộn (1): Trần Bình" in roll
    assert "Có mặt 2/4 đại biểu, ngày 28/09/2021" in text_of(client, held)
    assert "Chữa bệnh" not in html
    assert "nước ngoài" not in html


def test_number_of_those_present_is_that_of_the_first_sitting(client, held):
    mandate = MandateFactory(term=held.term, start=date(2021, 6, 30))
    AttendanceFactory(sitting=SittingFactory(session=held, number=2, part_of_day="afternoon"), mandate=mandate)
    AttendanceFactory(sitting=SittingFactory(session=held, number=1), mandate=mandate, state="excused")

    assert "Có mặt 0/1 đại biểu" in text_of(client, held)
    assert "Phiên 2, chiều 28/09/2021: 1/1" in text_of(client, held)


def test_votes_print_their_base_and_the_names_of_a_vote_by_name(client, held):
    resolution = ResolutionFactory(
        session=held, signed=True, numbered=True, number=19, symbol="19/NQ-HĐND", title="Về ngân sách", **PUBLISHED
    )
    vote = VoteFactory(session=held, resolution=resolution, is_final=True, mode="electronic", in_favour=33, abstained=1)
    for name, choice in (("Lê An", "for"), ("Trần Bình", "abstained")):
        mandate = MandateFactory(term=held.term, start=date(2021, 6, 30), person=PersonFactory(full_name=name))
        DelegateVoteFactory(vote=vote, mandate=mandate, choice=choice)
    VoteFactory(session=held, subject="Sửa đổi dự thảo 19", in_favour=12, against=20, abstained=2, result="defeated")

    votes = section(html_of(client, held), "bieu-quyet")

    assert "33/35 19/NQ-HĐND: Về ngân sách" in votes
    assert "Tán thành 33/35 đại biểu (94,3%), không tán thành 0, không biểu quyết 1, có mặt 34." in votes
    assert "Tán thành (1): Lê An" in votes
    assert "Không biểu quyết (1): Trần Bình" in votes
    assert "12/35 Sửa đổi dự thảo 19 Trạng thái: Không thông qua" in votes


def test_vote_on_a_withdrawn_resolution_is_not_on_the_page(client, held):
    withdrawn = ResolutionFactory(session=held, signed=True, status="withdrawn", withdrawn_reason="Có dữ liệu cá nhân.")
    VoteFactory(session=held, resolution=withdrawn, subject="Về ông Nguyễn Văn A")
    VoteFactory(session=held, resolution=ResolutionFactory(session=held, title="Dự thảo kín"), subject="Toàn văn", is_final=True)

    text = text_of(client, held)

    assert "Nguyễn Văn A" not in text
    assert "34/35 Toàn văn" in text
    assert "Dự thảo kín" not in text


def test_elections_and_confidence_ballots_are_totals_with_their_base(client, held):
    VoteFactory(
        session=held,
        subject="Bầu Chủ tịch HĐND",
        candidate=PersonFactory(full_name="Lê An"),
        mode="secret_ballot",
        in_favour=33,
        against=1,
        issued=34,
        returned=34,
        valid=34,
    )
    ballot = ConfidenceBallotFactory(session=held, **PUBLISHED)
    ConfidenceResultFactory(ballot=ballot, person=PersonFactory(full_name="Trần Bình"), high=25, middle=5, low=2)

    html = html_of(client, held)

    assert "Lê An Bầu Chủ tịch HĐND 33/35 (94,3%) phát ra 34, thu về 34, hợp lệ 34 thông qua" in section(html, "bau-cu")
    assert "trên tổng số 35 đại biểu" in section(html, "bau-cu")
    assert "Trần Bình Chủ tịch UBND quận 25 (71,4%) 5 (14,3%) 2 (5,7%) 32/33" in section(html, "tin-nhiem")
    assert "trên tổng số 35 đại biểu" in section(html, "tin-nhiem")


def test_confidence_ballot_that_is_not_public_is_not_on_the_page(client, held):
    ConfidenceResultFactory(ballot=ConfidenceBallotFactory(session=held), person=PersonFactory(full_name="Trần Bình"))

    assert "Trần Bình" not in text_of(client, held)


def test_page_has_resolutions_questions_petitions_articles_and_neighbours(client, term, held, planned):
    first = CouncilSessionFactory(published=True, term=term, number=2, opened_on=date(2021, 7, 20))
    resolution = ResolutionFactory(session=held, signed=True, title="Về đầu tư công", **PUBLISHED)
    QuestionFactory(
        session=held, published=True, text="Bao giờ xây xong trường?", promise="Xong trong năm", promise_due_on=date(2021, 12, 1)
    )
    QuestionFactory(session=held, text="Chất vấn nháp")
    PetitionFactory(council=held.council, session=held, public_summary="Sửa đường", **PUBLISHED)
    PetitionFactory(council=held.council, session=held, public_summary="Kiến nghị nháp")
    article = ArticleFactory(council=held.council, title="Bế mạc kỳ họp", **PUBLISHED)
    article.sessions.add(held)

    html, text = html_of(client, held), text_of(client, held)

    assert f'href="{resolution.get_absolute_url()}"' in html
    assert "1 chất vấn, 1 lời hứa: 1 quá hạn" in section(html, "chat-van")
    assert "1 kiến nghị được tập hợp" in section(html, "kien-nghi")
    assert "Sửa đường" in section(html, "kien-nghi")
    assert f'<a href="{article.get_absolute_url()}">Bế mạc kỳ họp</a>' in html
    assert f'Kỳ trước: <a href="{first.get_absolute_url()}">' in html
    assert f'Kỳ sau: <a href="{planned.get_absolute_url()}">' in html
    assert "nháp" not in text


def test_resolution_and_article_lead_to_the_session(client, held):
    resolution = ResolutionFactory(session=held, signed=True, **PUBLISHED)
    article = ArticleFactory(council=held.council, **PUBLISHED)
    article.sessions.add(held)

    for record in (resolution, article):
        assert f'href="{held.get_absolute_url()}"' in client.get(record.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("life", "word"), [("postponed", "Đã hoãn"), ("cancelled", "Đã hủy")])
def test_page_of_a_session_that_does_not_take_place_says_so(client, term, life, word):
    session = CouncilSessionFactory(published=True, term=term, number=4, planned=True, life=life)

    text = text_of(client, session)

    assert f"{word} Kỳ họp không họp vào ngày này." in text
    assert "Triệu tập" not in text
    assert "Thêm vào lịch" not in text
    assert "Có sau khi kỳ họp diễn ra." not in text
    assert "Lịch kỳ họp (.ics)" in text


def test_cancelled_session_is_not_in_session_on_its_day(client, term):
    today = date(2021, 12, 10)
    session = CouncilSessionFactory(published=True, term=term, number=4, opened_on=today, closed_on=None, life="cancelled")

    assert "Đang họp" not in text_of(client, session)


def test_page_of_a_session_without_a_day_says_that_none_is_set(client, term):
    planned = CouncilSessionFactory(published=True, term=term, number=4, planned=True, planned_on=None)
    cancelled = CouncilSessionFactory(published=True, term=term, number=5, planned=True, planned_on=None, life="cancelled")

    assert "Chưa ấn định ngày họp, trực tiếp." in text_of(client, planned)
    assert "Kỳ họp không họp vào ngày này." not in text_of(client, cancelled)


def test_page_is_an_event_for_search_engines(client, planned, settings):
    settings.BASE_URL = "https://hdnd.example.vn"

    event = linked_data(client.get(planned.get_absolute_url()))["Event"]

    assert event["name"] == "Kỳ họp thứ 4, khóa VI, Hội đồng nhân dân quận Cầu Giấy"
    assert event["startDate"] == "2021-12-20"
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["url"] == f"https://hdnd.example.vn{planned.get_absolute_url()}"


def test_session_page_costs_the_same_for_one_and_three_of_everything(client, held):
    costs = []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            add_records(held, number)
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            html_of(client, held)
        costs.append(len(captured))

    assert costs[0] == costs[1] <= 30


def test_page_of_a_large_session_stays_within_the_size_budget(client, held):
    for number in range(1, 13):
        add_records(held, number)

    assert compressed_size(client.get(held.get_absolute_url()).content) <= MAX_PAGE
