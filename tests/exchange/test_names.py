"""Names, places and titles in CSV tables: one thing is one record however it is written, and two things are two."""

import pytest

from citizens.models import ReceptionSession, VoterMeeting, VoterMeetingRound
from core.vietnamese.text import slugify
from councils.models import Area, Body, Field, Person
from news.models import Article
from resolutions.models import Vote
from supervision.models import Supervision
from tests.exchange.folders import errors, example, load, write_folder
from tests.factories.councils import PersonFactory

pytestmark = pytest.mark.django_db

DAYS = ("01/06/2021", "02/06/2022")
PLACE = "Hội trường phường Dịch Vọng"


@pytest.mark.parametrize(
    "place",
    [
        "hội trường phường Dịch Vọng.",
        "HỘI TRƯỜNG PHƯỜNG DỊCH VỌNG",
        "Hội trường “phường Dịch Vọng”",
        "Hội trừơng phường Dịch Vọng",
    ],
)
def test_load_folder_updates_the_meeting_at_a_place_that_is_written_otherwise(loaded_folder, place):
    write_folder(loaded_folder, voter_meetings=[example("voter_meetings", place=place, attendees="150")])

    assert load(loaded_folder)[0] == 0
    meeting = VoterMeeting.objects.get()
    assert (meeting.place, meeting.attendees) == (place, 150)


def test_load_folder_adds_the_meeting_at_another_place(loaded_folder):
    rows = [example("voter_meetings"), example("voter_meetings", place=f"{PLACE} 2")]

    assert load(write_folder(loaded_folder, voter_meetings=rows))[0] == 1


def test_load_folder_refuses_two_spellings_of_one_place_in_a_file(loaded_folder):
    rows = [example("voter_meetings"), example("voter_meetings", place=PLACE.upper())]

    places, messages = errors(write_folder(loaded_folder, voter_meetings=rows))

    assert places == [("voter_meetings.csv", 3, "kind", "định kỳ")]
    assert "trùng khóa với dòng 2" in messages[0]


def test_references_find_names_that_are_written_otherwise(loaded_folder):
    vote = "cau-giay | 6 | 2 | cau-giay | nghi-quyet | 2021 | 12 | | toàn văn  dự thảo nghị quyết."
    write_folder(
        loaded_folder,
        petitions=[example("petitions", meetings=f"cau-giay | 05/09/2021 | {PLACE.lower()}. | định kỳ")],
        votes=[example("votes", subject="Toàn văn Dự thảo Nghị quyết")],
        personnel_decisions=[example("personnel_decisions", vote=vote)],
    )

    assert load(loaded_folder)[0] == 0
    assert Vote.objects.get().subject == "Toàn văn Dự thảo Nghị quyết"


def test_load_folder_gives_free_slugs_that_stay_whatever_the_order(loaded_folder):
    names = ["Hoằng Thành", "Hoằng Thanh", "Hoằng Thạnh"]
    rows = [{"council": "cau-giay", "name": name} for name in names]

    assert load(write_folder(loaded_folder, areas=rows))[0] == 3
    slugs = {name: Area.objects.get(name=name).slug for name in names}
    assert slugs == dict(zip(names, ["hoang-thanh", "hoang-thanh-2", "hoang-thanh-3"], strict=True))

    again = [rows[2] | {"name": "hoằng  thạnh"}, rows[1], rows[0]]
    assert load(write_folder(loaded_folder, areas=again))[0] == 0
    assert Area.objects.get(slug="hoang-thanh-3").name == "hoằng thạnh"
    assert Area.objects.count() == 4


def test_load_folder_refuses_the_same_name_under_another_slug(loaded_folder):
    write_folder(loaded_folder, areas=[example("areas"), example("areas", slug="dich-vong-moi", name="DỊCH VỌNG")])

    places, messages = errors(loaded_folder)

    assert places == [("areas.csv", 3, "name", "DỊCH VỌNG")]
    assert messages == ["Địa bàn này đã ghi. Đã có địa bàn “Dịch Vọng” (mã dich-vong)."]


def test_load_folder_finds_bodies_and_supervisions_by_their_names(loaded_folder):
    body = example("bodies", 0, slug="", name="BAN PHÁP CHẾ")
    supervision = example("supervisions", slug="", title="giám sát công tác quản lý trật tự đô thị.")

    assert load(write_folder(loaded_folder, bodies=[body], supervisions=[supervision]))[0] == 0
    assert (Body.objects.committees().get().slug, Supervision.objects.get().slug) == ("ban-phap-che", "giam-sat-trat-tu-do-thi")


def test_load_folder_adds_two_articles_of_one_title_and_day_once(loaded_folder):
    Article.objects.all().delete()
    title = "Hoằng Thành: tin vắn"
    rows = [
        example("articles", slug="", title=title, body="<p>Sáng.</p>", publish_at="28/09/2021 08:00"),
        example("articles", slug="", title=title, body="<p>Chiều.</p>", publish_at="28/09/2021 16:00"),
        example("articles", slug="", title=title.replace("Thành", "Thanh"), body="<p>Khác.</p>", publish_at="28/09/2021"),
        example("articles", slug="", title=title, body="<p>Hôm sau.</p>", publish_at="29/09/2021"),
    ]
    for name in ("photos", "article_files"):
        (loaded_folder / f"{name}.csv").unlink()
    write_folder(loaded_folder, articles=rows)
    base = slugify(title)

    assert load(loaded_folder)[0] == 4
    before = list(Article.objects.order_by("publish_at", "pk").values_list("body", "slug"))
    assert before == [
        ("<p>Khác.</p>", f"{base}-3"),
        ("<p>Sáng.</p>", base),
        ("<p>Chiều.</p>", f"{base}-2"),
        ("<p>Hôm sau.</p>", base),
    ]

    assert load(loaded_folder)[:2] == (0, 0)
    assert load(write_folder(loaded_folder, articles=rows[::-1]))[:2] == (0, 0)
    assert list(Article.objects.order_by("publish_at", "pk").values_list("body", "slug")) == before


def test_references_to_a_name_name_the_people_who_have_it_and_take_none(loaded_folder):
    PersonFactory(full_name="Nguyễn Thị Minh", birth_year=1980)
    PersonFactory(full_name="Nguyễn Thị Mình")
    write_folder(loaded_folder, annual_reports=[example("annual_reports", signer="Nguyễn thị Minh")])

    places, messages = errors(loaded_folder)

    assert places == [("annual_reports.csv", 2, "signer", "Nguyễn thị Minh")]
    assert messages == [
        "Phần “Nguyễn thị Minh” (đường dẫn): Tên không đủ để nhận ra người; hãy ghi mã, một trong: "
        "nguyen-thi-minh (Nguyễn Thị Minh, sinh năm 1975; Trưởng Ban Pháp chế; Ủy viên, UBND quận Cầu Giấy); "
        "nguyen-thi-minh-2 (Nguyễn Thị Minh, sinh năm 1980)."
    ]


def test_references_to_a_name_name_the_slug_of_an_area(loaded_folder):
    write_folder(loaded_folder, petitions=[example("petitions", area="cau-giay | dịch vọng")])

    assert errors(loaded_folder)[1] == [
        "Phần “dịch vọng” (đường dẫn): Tên không đủ để nhận ra địa bàn; hãy ghi mã, một trong: "
        "dich-vong (Dịch Vọng, HĐND quận Cầu Giấy)."
    ]


def test_load_folder_stores_the_other_name_of_a_person(loaded_folder):
    people = [example("people"), example("people", slug="tran-van-ba", full_name="Trần Văn Ba (Thích Minh Tâm)")]

    assert load(write_folder(loaded_folder, people=people))[0] == 1
    assert str(Person.objects.get(slug="tran-van-ba")) == "Trần Văn Ba (Thích Minh Tâm)"
    people[1] |= {"full_name": "Trần Văn Ba", "other_name": "Thích Minh Tâm"}
    assert load(write_folder(loaded_folder, people=people))[:2] == (0, 0)


def test_load_folder_distinguishes_rounds_of_one_name_by_their_year(loaded_folder):
    (loaded_folder / "voter_meetings.csv").unlink()
    name = "Tiếp xúc cử tri trước kỳ họp giữa năm"
    rows = [example("voter_meeting_rounds", slug="", name=name, opened_on=day, closed_on="") for day in DAYS]

    assert load(write_folder(loaded_folder, voter_meeting_rounds=rows))[0] == 2
    corrected = [rows[1], rows[0] | {"name": name.upper(), "opened_on": "03/06/2021"}]
    assert load(write_folder(loaded_folder, voter_meeting_rounds=corrected))[:2] == (0, 1)
    rounds = VoterMeetingRound.objects.filter(slug__startswith="tiep-xuc-cu-tri-truoc-ky-hop-giua-nam").order_by("opened_on")
    assert [(each.slug[-5:], each.opened_on.day) for each in rounds] == [("a-nam", 3), ("nam-2", 2)]


def test_load_folder_distinguishes_supervisions_of_one_title_by_their_leaders(loaded_folder):
    (loaded_folder / "supervised_units.csv").unlink()
    body = example("supervisions", slug="", title="Giám sát giải quyết đơn thư", petitions="", report="")
    council = body | {"title": "Giám sát giải quyết đơn thư.", "lead_body": ""}

    assert load(write_folder(loaded_folder, supervisions=[body, council]))[0] == 2
    assert load(write_folder(loaded_folder, supervisions=[council, body]))[:2] == (0, 0)
    assert load(write_folder(loaded_folder, supervisions=[body | {"form": "khảo sát"}]))[:2] == (0, 1)
    assert errors(write_folder(loaded_folder, supervisions=[body | {"slug": "don-thu"}]))[1] == [
        "Cuộc giám sát này đã ghi; nếu là cuộc khác, hãy ghi rõ thêm trong tên. "
        "Đã có cuộc giám sát, khảo sát “Giám sát giải quyết đơn thư” (mã giam-sat-giai-quyet-don-thu)."
    ]


def test_load_folder_makes_the_key_of_a_vocabulary_from_its_label(loaded_folder):
    rows = [{"council": "cau-giay", "label": label} for label in ("Hoà giải", "Hoa giải", "giao  thông.")]

    assert load(write_folder(loaded_folder, fields=rows))[:2] == (2, 1)
    assert load(loaded_folder)[:2] == (0, 0)
    assert list(Field.objects.order_by("pk").values_list("key", "label")) == [
        ("giao-thong", "giao thông."),
        ("hoa-giai", "Hoà giải"),
        ("hoa-giai-2", "Hoa giải"),
    ]


@pytest.mark.parametrize("place", ["Trụ sở Tiếp công dân quận.", "trụ sở tiếp  công dân quận", "Trụ sở tiếp công dân “quận”"])
def test_load_folder_updates_the_reception_at_a_place_that_is_written_otherwise(loaded_folder, place):
    write_folder(loaded_folder, reception_sessions=[example("reception_sessions", place=place, people="9")])

    assert load(loaded_folder)[:2] == (0, 1)
    assert ReceptionSession.objects.get().people == 9
