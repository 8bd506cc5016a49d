"""The red area of the home page: what it says about the session of the day."""

import re
from datetime import date, time

import pytest

from hdnd_portal.current_session import find_banner
from tests.factories.councils import CouncilFactory, TermFactory
from tests.factories.resolutions import ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory, SittingFactory

pytestmark = pytest.mark.django_db

PLANNED = {"number": 4, "planned": True, "planned_on": date(2022, 7, 6)}
HELD = {"number": 3, "opened_on": date(2021, 12, 20)}
PAGE = "/ky-hop/cau-giay/2021-2026"
AGENDA = "Chương trình, tài liệu"
CALENDAR = "Thêm vào lịch (.ics)"


@pytest.fixture
def term():
    return TermFactory(council=CouncilFactory(slug="cau-giay", name="HĐND quận Cầu Giấy", is_portal=True))


@pytest.fixture
def banner_on(client, time_machine):
    """Return a function that returns the text of the red area on a day, and the URLs in it."""

    def banner_on(day):
        time_machine.move_to(f"{day} 09:00+07:00", tick=False)
        html = re.search(r'<section class="banner".*?</section>', client.get("/").content.decode(), re.S)[0]
        html = re.sub(r'<figure class="council-drawing">.*?</figure>', "", html, flags=re.S)
        return " ".join(re.sub("<[^>]+>", " ", html).split()), re.findall('href="([^"]*)"', html)

    return banner_on


@pytest.mark.parametrize(
    ("day", "kicker"),
    [
        ("2022-06-27", "Kỳ họp sắp tới, còn 9 ngày"),
        ("2022-07-05", "Kỳ họp sắp tới, ngày mai"),
        ("2022-07-06", "Kỳ họp sắp tới, hôm nay"),
    ],
)
def test_banner_announces_the_next_session(term, banner_on, day, kicker):
    CouncilSessionFactory(published=True, term=term, **HELD)
    CouncilSessionFactory(
        **PLANNED,
        published=True,
        term=term,
        season="mid_year",
        venue="Hội trường UBND quận Cầu Giấy",
        planned_reports=20,
        planned_submissions=8,
        planned_drafts=0,
    )

    assert banner_on(day) == (
        f"Thứ Tư 06 7/2022 {kicker} Kỳ họp thứ 4, khóa VI Thường kỳ giữa năm 2022. "
        f"Dự kiến họp ngày 06/07/2022, Hội trường UBND quận Cầu Giấy. 20 báo cáo, 08 tờ trình. {AGENDA} {CALENDAR}",
        [f"{PAGE}/4/", f"{PAGE}/4/lich.ics"],
    )


@pytest.mark.parametrize(("day", "is_over"), [("2022-07-06", False), ("2022-07-07", False), ("2022-07-08", True)])
def test_banner_says_that_the_council_is_in_session(term, banner_on, day, is_over):
    CouncilSessionFactory(
        published=True,
        term=term,
        number=4,
        kind="thematic",
        opened_on=date(2022, 7, 6),
        closed_on=date(2022, 7, 7),
        planned_drafts=6,
    )
    CouncilSessionFactory(published=True, term=term, number=5, planned=True, planned_on=date(2022, 12, 20))

    text, urls = banner_on(day)

    if is_over:
        assert text.startswith("Thứ Ba 20 12/2022 Kỳ họp sắp tới, còn 165 ngày Kỳ họp thứ 5")
    else:
        assert text == (
            "Thứ Tư 06 7/2022 Đang họp Kỳ họp thứ 4, khóa VI "
            f"Chuyên đề. Họp từ ngày 06/07/2022 đến ngày 07/07/2022. 06 dự thảo nghị quyết. {AGENDA} {CALENDAR}"
        )
    number = 5 if is_over else 4
    assert urls == [f"{PAGE}/{number}/", f"{PAGE}/{number}/lich.ics"]


def test_banner_says_when_the_sitting_of_the_day_begins_and_where_to_watch_it(term, banner_on):
    day, recording = date(2022, 7, 6), "https://video.example.vn/truc-tiep"
    session = CouncilSessionFactory(published=True, term=term, number=4, opened_on=day, recording_url=recording)
    SittingFactory(session=session, number=2, held_on=day, part_of_day="afternoon", starts_at=time(13, 30))
    SittingFactory(session=session, number=1, held_on=day, starts_at=time(8))

    text, urls = banner_on("2022-07-06")

    assert "Đang họp, từ 8 giờ Kỳ họp thứ 4" in text
    assert urls == [f"{PAGE}/4/", recording]


def test_banner_leads_to_the_recording_of_the_last_session(term, banner_on):
    recording = "https://video.example.vn/ky-hop-3"
    CouncilSessionFactory(published=True, term=term, **HELD, recording_url=recording)

    assert banner_on("2022-01-05")[1] == [f"{PAGE}/3/", recording]


@pytest.mark.parametrize("life", ["planned", "held"])
def test_banner_announces_a_session_without_closing_on_its_second_day(term, banner_on, life):
    CouncilSessionFactory(published=True, term=term, **HELD)
    CouncilSessionFactory(
        published=True, term=term, number=4, life=life, opened_on=date(2022, 7, 6), closed_on=None, planned_drafts=6
    )

    text = banner_on("2022-07-07")[0]

    assert "Đang họp Kỳ họp thứ 4" in text
    assert f"Khai mạc ngày 06/07/2022. 06 dự thảo nghị quyết. {AGENDA}" in text


@pytest.mark.parametrize(
    ("day", "kicker"),
    [
        ("2022-01-01", "Kỳ họp vừa bế mạc"),
        ("2022-01-19", "Kỳ họp vừa bế mạc"),
        ("2022-01-20", "Kỳ họp gần nhất"),
    ],
)
def test_banner_leads_to_the_resolutions_of_the_last_session(term, banner_on, day, kicker):
    session = CouncilSessionFactory(published=True, term=term, **HELD, season="end_year", planned_drafts=9)
    ResolutionFactory.create_batch(7, session=session, signed=True, published=True)
    ResolutionFactory(session=session, signed=True)

    assert banner_on(day) == (
        f"Thứ Hai 20 12/2021 {kicker} Kỳ họp thứ 3, khóa VI Thường kỳ cuối năm 2021. Họp ngày 20/12/2021. "
        "Xem 07 nghị quyết của kỳ họp",
        [f"{PAGE}/3/#nghi-quyet"],
    )


def test_banner_leads_to_the_page_of_a_session_without_public_resolutions(term, banner_on):
    session = CouncilSessionFactory(published=True, term=term, **HELD)
    ResolutionFactory(session=session, signed=True)

    assert banner_on("2022-01-05")[1] == [f"{PAGE}/3/"]


@pytest.mark.parametrize("life", ["postponed", "cancelled"])
def test_banner_does_not_announce_a_session_that_was_postponed_or_cancelled(term, banner_on, life):
    CouncilSessionFactory(published=True, term=term, **HELD)
    CouncilSessionFactory(published=True, term=term, **PLANNED | {"life": life})

    assert "Kỳ họp thứ 3" in banner_on("2022-06-27")[0]


@pytest.mark.parametrize("hidden", [{}, {"status": "withdrawn", "withdrawn_reason": "Họp kín."}])
def test_banner_ignores_sessions_that_are_not_public(term, banner_on, hidden):
    CouncilSessionFactory(term=term, **PLANNED | hidden)
    assert "Kỳ họp" not in banner_on("2022-06-27")[0]

    CouncilSessionFactory(published=True, term=term, **HELD)
    assert "Kỳ họp thứ 3" in banner_on("2022-06-27")[0]


def test_banner_ignores_past_sessions_of_other_councils(term, banner_on):
    CouncilSessionFactory(published=True)
    CouncilSessionFactory(published=True, term__council=CouncilFactory(ward=True))

    assert "Kỳ họp" not in banner_on("2022-06-27")[0]


def test_banner_ignores_councils_without_pages(term, banner_on):
    CouncilSessionFactory(published=True, term__council=CouncilFactory(is_hosted=False), **PLANNED)

    assert "Kỳ họp" not in banner_on("2022-06-27")[0]


def test_banner_announces_the_nearest_session_of_any_council_with_its_name(term, banner_on):
    ward = CouncilFactory(ward=True, name="HĐND phường Nghĩa Đô")
    CouncilSessionFactory(published=True, term=term, **HELD)
    CouncilSessionFactory(published=True, term=term, **PLANNED | {"planned_on": date(2022, 7, 20)})
    CouncilSessionFactory(published=True, term__council=ward, term__ordinal=2, **PLANNED)

    assert "Kỳ họp sắp tới, còn 9 ngày · HĐND phường Nghĩa Đô Kỳ họp thứ 4, khóa II" in banner_on("2022-06-27")[0]
    assert "Kỳ họp sắp tới, còn 13 ngày · HĐND quận Cầu Giấy Kỳ họp thứ 4, khóa VI" in banner_on("2022-07-07")[0]
    assert "Kỳ họp gần nhất · HĐND quận Cầu Giấy Kỳ họp thứ 3, khóa VI" in banner_on("2022-07-21")[0]


def test_banner_is_about_a_session_of_another_council_that_takes_place(term, banner_on):
    ward = CouncilFactory(ward=True, name="HĐND phường Nghĩa Đô")
    CouncilSessionFactory(published=True, term=term, **PLANNED)
    CouncilSessionFactory(published=True, term__council=ward, opened_on=date(2022, 6, 27), closed_on=date(2022, 6, 28))

    assert "Đang họp · HĐND phường Nghĩa Đô" in banner_on("2022-06-27")[0]


@pytest.mark.parametrize("days", [{"planned_on": date(2022, 7, 6)}, {"planned_on": None, "opened_on": date(2022, 7, 6)}])
def test_banner_leaves_out_a_planned_session_whose_day_has_passed(term, banner_on, days):
    CouncilSessionFactory(published=True, term=term, **HELD)
    CouncilSessionFactory(published=True, term=term, **PLANNED | days | {"closed_on": None})

    text = banner_on("2022-07-10")[0]

    assert "Kỳ họp gần nhất Kỳ họp thứ 3, khóa VI" in text
    assert "sắp tới" not in text


def test_banner_names_the_council_of_a_postponed_session_where_councils_share_the_portal(term, banner_on):
    ward = CouncilFactory(ward=True, name="HĐND phường Nghĩa Đô")
    CouncilSessionFactory(published=True, term__council=ward, term__ordinal=2, **PLANNED | {"life": "postponed"})

    notice = "Kỳ họp thứ 4, khóa II, HĐND phường Nghĩa Đô, dự kiến họp ngày 06/07/2022, đã hoãn."
    assert notice in banner_on("2022-07-01")[0]


def test_banner_without_a_session_names_the_council_and_its_term(term, banner_on):
    TermFactory(council=term.council, ordinal=5, label="2016-2021", start=date(2016, 6, 22), end=term.start)

    assert banner_on("2022-06-27") == ("Hội đồng nhân dân quận Cầu Giấy Khóa VI, nhiệm kỳ 2021-2026.", [])
    assert banner_on("2020-06-27") == ("Hội đồng nhân dân quận Cầu Giấy Khóa V, nhiệm kỳ 2016-2021.", [])


def test_banner_without_a_term_names_the_council(banner_on):
    CouncilFactory(name="HĐND quận Cầu Giấy", is_portal=True)

    assert banner_on("2022-06-27") == ("Hội đồng nhân dân quận Cầu Giấy", [])


def test_banner_without_a_council_names_the_kind_of_portal(banner_on):
    assert banner_on("2022-06-27") == ("Hội đồng nhân dân", [])


def test_find_banner_follows_pads_counts_of_the_council(term):
    type(term.council).objects.update(pads_counts=False)
    session = CouncilSessionFactory(published=True, term=term)
    ResolutionFactory(session=session, signed=True, published=True)

    assert find_banner(term.council, date(2021, 10, 1)).links[0].label == "Xem 1 nghị quyết của kỳ họp"


def test_find_banner_does_not_repeat_that_the_first_session_is_the_first(term):
    CouncilSessionFactory(published=True, term=term, number=1, kind="first", opened_on=date(2021, 7, 1))

    banner = find_banner(term.council, date(2021, 7, 15))

    assert (banner.title, banner.sentence) == ("Kỳ họp thứ nhất, khóa VI", "Họp ngày 01/07/2021.")


@pytest.mark.parametrize(("life", "word"), [("postponed", "hoãn"), ("cancelled", "hủy")])
def test_banner_tells_a_session_that_was_postponed_or_cancelled_until_its_day_has_passed(term, banner_on, life, word):
    CouncilSessionFactory(published=True, term=term, **PLANNED | {"life": life})
    CouncilSessionFactory(published=True, term=term, **HELD)
    notice = f"Kỳ họp thứ 4, khóa VI, dự kiến họp ngày 06/07/2022, đã {word}."

    assert notice in banner_on("2022-07-06")[0]
    assert "Kỳ họp gần nhất Kỳ họp thứ 3, khóa VI" in banner_on("2022-07-06")[0]
    assert notice not in banner_on("2022-07-07")[0]


def test_banner_tells_no_postponed_session_that_is_not_public(term, banner_on):
    CouncilSessionFactory(term=term, **PLANNED | {"life": "postponed"})

    assert "hoãn" not in banner_on("2022-07-01")[0]


def test_find_banner_names_both_kinds_of_a_session(term):
    kinds = {"kind": "thematic", "second_kind": "closing", "is_regular": False}
    CouncilSessionFactory(published=True, term=term, number=2, opened_on=date(2021, 7, 1), **kinds)

    assert find_banner(term.council, date(2021, 7, 15)).sentence.startswith("Chuyên đề, tổng kết nhiệm kỳ.")
