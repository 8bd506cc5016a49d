from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from citizens.models import VoterMeeting
from councils.models import Body, Council, Person, Subordination
from news.models import Article, Photo
from resolutions.models import IssuedDocument, Programme, Resolution, ResolutionFile
from supervision.models import Supervision
from tests.exchange.folders import PDF, ROWS, errors, example, load, picture, write_folder
from tests.uploads import docx, docx_with_remarks

pytestmark = pytest.mark.django_db

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def test_apply_files_counts_a_changed_file_as_a_changed_row(loaded_folder):
    (loaded_folder / "tep/12.pdf").write_bytes(PDF + b"% revised\n")

    assert load(loaded_folder) == (0, 2, ROWS - 2)  # the same file is one of the resolution and of the article
    assert load(loaded_folder) == (0, 0, ROWS)


def test_apply_files_stores_a_file_under_a_generated_name(loaded_folder):
    stored = ResolutionFile.objects.get()

    assert stored.file.name.startswith("resolutions.resolutionfile/")
    with stored.file.open() as file:
        assert file.read() == PDF


def test_apply_files_encodes_a_changed_picture_again(loaded_folder):
    before = Photo.objects.get().image.name
    (loaded_folder / "anh/khai-mac.jpg").write_bytes(picture("#993333"))

    assert load(loaded_folder) == (0, 1, ROWS - 1)
    assert Photo.objects.get().image.name != before


def test_apply_files_sets_and_removes_a_portrait(loaded_folder):
    write_folder(loaded_folder, people=[example("people", portrait="anh/khai-mac.jpg")])
    assert load(loaded_folder) == (0, 1, ROWS - 1)
    assert load(loaded_folder) == (0, 0, ROWS)

    write_folder(loaded_folder, people=[example("people", portrait="")])
    assert load(loaded_folder) == (0, 1, ROWS - 1)
    assert not Person.objects.get().portrait


def test_is_same_file_compares_a_portrait_after_encoding(loaded_folder):
    exif = Image.Exif()
    exif[0x010F] = "MayAnh"
    (loaded_folder / "anh/chan-dung.jpg").write_bytes(picture(exif=exif))
    write_folder(loaded_folder, people=[example("people", portrait="anh/chan-dung.jpg")])

    assert load(loaded_folder) == (0, 1, ROWS - 1)
    with Person.objects.get().portrait.open() as stored:
        assert b"MayAnh" not in stored.read()
    assert load(loaded_folder) == (0, 0, ROWS)

    (loaded_folder / "anh/chan-dung.jpg").write_bytes(picture("#993333"))
    assert load(loaded_folder) == (0, 1, ROWS - 1)


def test_is_same_file_compares_an_emblem_after_encoding(loaded_folder):
    Image.new("RGBA", (300, 300), (160, 32, 32, 0)).save(loaded_folder / "anh/bieu-trung.png")
    councils = [example("councils", emblem="anh/bieu-trung.png"), example("councils", 1)]
    write_folder(loaded_folder, councils=councils)

    assert load(loaded_folder) == (0, 1, ROWS - 1)
    assert Council.objects.get(slug="cau-giay").emblem.name.endswith(".webp")
    assert load(loaded_folder) == (0, 0, ROWS)


def test_is_same_file_is_false_for_a_lost_portrait(loaded_folder):
    write_folder(loaded_folder, people=[example("people", portrait="anh/khai-mac.jpg")])
    load(loaded_folder)
    portrait = Person.objects.get().portrait
    portrait.storage.delete(portrait.name)

    assert load(loaded_folder) == (0, 1, ROWS - 1)
    assert Person.objects.get().portrait.size


def test_validation_errors_name_their_columns(loaded_folder):
    write_folder(
        loaded_folder,
        votes=[example("votes", in_favour="34", present="36", mode="bỏ phiếu kín")],
        commendations=[example("commendations", collectives="0", individuals="0")],
        council_sessions=[example("council_sessions"), example("council_sessions", number="0", opened_on="", closed_on="")],
    )

    assert set(errors(loaded_folder)[0]) == {
        ("votes.csv", 2, "present", "36"),
        ("votes.csv", 2, "mode", "bỏ phiếu kín"),
        ("votes.csv", 2, "issued", ""),
        ("commendations.csv", 2, "collectives", "0"),
        ("council_sessions.csv", 3, "number", "0"),
        ("council_sessions.csv", 3, "opened_on", ""),
    }


@pytest.mark.parametrize(
    ("model", "moment"),
    [
        (Resolution, datetime(2021, 9, 28, tzinfo=HANOI)),
        (IssuedDocument, datetime(2021, 9, 30, tzinfo=HANOI)),
        (VoterMeeting, datetime(2021, 9, 5, tzinfo=HANOI)),
        (Supervision, datetime(2021, 9, 30, tzinfo=HANOI)),
        (Programme, datetime(2022, 1, 26, tzinfo=HANOI)),
        (Article, datetime(2021, 9, 28, 16, 58, tzinfo=HANOI)),
    ],
)
def test_set_publish_at_uses_the_own_date_of_a_published_row(loaded_folder, model, moment):
    record = model.objects.get()

    assert (record.publish_at, record.first_published_at) == (moment, moment)


def test_set_publish_at_uses_the_first_day_of_the_year_of_an_unsigned_programme(loaded_folder):
    write_folder(loaded_folder, programmes=[example("programmes", signed_on="", publish_at="")])
    load(loaded_folder)

    assert Programme.objects.get().publish_at == datetime(2022, 1, 1, tzinfo=HANOI)


def test_apply_values_leaves_what_the_model_fills_for_a_blank_cell(loaded_folder):
    Body.objects.filter(slug="to-1").update(slug="to-so-mot")
    write_folder(
        loaded_folder, bodies=[example("bodies", 0), example("bodies", 1, slug="")], petitions=[example("petitions", year="")]
    )

    assert load(loaded_folder) == (0, 0, ROWS)
    assert Body.objects.get(number=1).slug == "to-so-mot"


def test_apply_values_of_a_blank_required_reference_is_an_error_of_its_cell(loaded_folder):
    before = Subordination.objects.values_list("parent", flat=True).get()
    write_folder(loaded_folder, subordinations=[example("subordinations", parent="")])

    places, messages = errors(loaded_folder)

    assert (places, messages) == ([("subordinations.csv", 2, "parent", "")], ["Ô này không được để trống."])
    assert Subordination.objects.values_list("parent", flat=True).get() == before


def test_copied_column_errors_refuse_a_different_value(loaded_folder):
    write_folder(loaded_folder, resolutions=[example("resolutions", council="cau-giay")])
    assert load(loaded_folder) == (0, 0, ROWS)

    write_folder(loaded_folder, resolutions=[example("resolutions", council="phuong-dich-vong")])
    places, messages = errors(loaded_folder)

    assert places == [("resolutions.csv", 2, "council", "phuong-dich-vong")]
    assert "HĐND quận Cầu Giấy" in messages[0]


def test_sentence_is_one_for_blank_values_and_blank_cells(loaded_folder):
    write_folder(loaded_folder, articles=[example("articles", signature="", lead="")])

    places, messages = errors(loaded_folder)

    assert {message for (_, _, column, _), message in zip(places, messages, strict=True) if column == "signature"} == {
        "Ô này không được để trống."
    }


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tep/12.docx", docx_with_remarks(2, 1), "Tệp còn 2 chỗ sửa đang theo dõi và 1 ghi chú"),
        ("tep/12.docx", docx(word__vbaProject_dot_bin="x"), "Tệp có macro"),
        ("tep/12-cat.pdf", PDF[:300], "PDF bị cắt cụt"),
    ],
    ids=["remarks", "macros", "cut"],
)
def test_load_folder_refuses_the_files_that_a_form_refuses(loaded_folder, name, content, words):
    (loaded_folder / name).write_bytes(content)
    write_folder(loaded_folder, resolution_files=[example("resolution_files", file=name)])
    before = ResolutionFile.objects.values_list("file", flat=True).get()

    (place,), (message,) = errors(loaded_folder)

    assert place == ("resolution_files.csv", 2, "file", name)
    assert words in message
    assert ResolutionFile.objects.values_list("file", flat=True).get() == before


def test_load_folder_stores_a_file_without_properties_once(loaded_folder):
    (loaded_folder / "tep/12.docx").write_bytes(docx(docProps__core_dot_xml="<c>Nguyễn Văn Ất</c>"))
    write_folder(loaded_folder, resolution_files=[example("resolution_files", file="tep/12.docx")])

    assert load(loaded_folder) == (0, 1, ROWS - 1)
    assert load(loaded_folder) == (0, 0, ROWS)
    file = ResolutionFile.objects.get()
    assert file.source_sha256 != file.sha256
