"""CSV tables with sessions of two series, and with sessions that lie ahead."""

from datetime import UTC, datetime

import pytest

from citizens.models import VoterMeetingRound
from resolutions.models import Resolution
from sessions_app.models import CouncilSession
from tests.exchange.folders import errors, example, load, write_folder
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sessions(loaded_folder):
    """The session 2 of the examples, and the thematic session 2."""
    common = CouncilSession.objects.get()
    thematic = CouncilSessionFactory(
        term=common.term, number=2, series="thematic", kind="thematic", is_regular=False, opened_on=common.opened_on
    )
    return common, thematic


@pytest.mark.parametrize(
    ("reference", "position"),
    [
        ("cau-giay | 6 | 2", 0),
        ("cau-giay | 6 | chuyen-de-2", 1),
        (" | 6 | chuyen-de-2", 1),
        ("cau-giay | 6 | 2 | chuyên đề", 1),
    ],
)
def test_references_to_a_session_accept_both_series(loaded_folder, sessions, reference, position):
    write_folder(loaded_folder, voter_meeting_rounds=[example("voter_meeting_rounds", session=reference)])

    load(loaded_folder)

    assert VoterMeetingRound.objects.get().session == sessions[position]


def test_references_to_a_thematic_session_that_does_not_exist_are_refused(loaded_folder):
    rounds = [example("voter_meeting_rounds", session="cau-giay | 6 | chuyen-de-9")]
    write_folder(loaded_folder, voter_meeting_rounds=rounds)

    assert [place[:3] for place in errors(loaded_folder)[0]] == [("voter_meeting_rounds.csv", 2, "session")]


def test_references_nested_in_another_accept_the_short_key(loaded_folder, sessions):
    title = "Về một chuyên đề"
    own = {
        "session": "cau-giay | 6 | chuyen-de-2",
        "title": title,
        "status": "bản nháp",
        "register": "",
        "number": "",
        "year": "",
    }
    draft = example("resolutions") | own | {"symbol": "", "signer": "", "issued_on": "", "effective_from": ""}
    reference = f"cau-giay | 6 | chuyen-de-2 | {title}"
    vote = example("votes", session="cau-giay | 6 | chuyen-de-2", resolution=reference)
    write_folder(loaded_folder, resolutions=[example("resolutions"), draft], votes=[example("votes"), vote])

    load(loaded_folder)

    assert Resolution.objects.get(title=title).votes.get().session == sessions[1]


def test_council_sessions_of_two_series_are_two_records(loaded_folder):
    own = example("council_sessions")
    thematic = own | {"series": "chuyên đề", "kind": "chuyên đề", "is_regular": "không", "season": ""}
    write_folder(loaded_folder, council_sessions=[own, thematic])

    load(loaded_folder)
    write_folder(loaded_folder, council_sessions=[own, thematic | {"second_kind": "tổng kết nhiệm kỳ"}])
    load(loaded_folder)

    assert {(row.key, row.second_kind) for row in CouncilSession.objects.all()} == {("2", ""), ("chuyen-de-2", "closing")}


def test_set_publish_at_publishes_at_once_what_lies_ahead(loaded_folder, time_machine):
    planned = {"number": "3", "life": "dự kiến", "opened_on": "", "closed_on": "", "planned_on": "20/12/2021", "publish_at": ""}
    write_folder(loaded_folder, council_sessions=[example("council_sessions"), example("council_sessions", **planned)])
    loaded_at = datetime(2021, 12, 1, 9, tzinfo=UTC)
    time_machine.move_to(loaded_at, tick=False)

    load(loaded_folder)
    time_machine.move_to(datetime(2021, 12, 5, 9, tzinfo=UTC), tick=False)
    again = load(loaded_folder)

    assert CouncilSession.objects.get(number=3).publish_at == loaded_at
    assert again[:2] == (0, 0)
