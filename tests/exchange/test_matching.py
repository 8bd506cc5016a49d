import pytest

from citizens.models import Petition
from news.models import ArticleFile
from resolutions.models import Resolution
from tests.exchange.folders import errors, example, example_csv_files, load, write_examples, write_folder

pytestmark = pytest.mark.django_db


def test_refuse_duplicate_refuses_two_rows_about_one_record(loaded_folder):
    write_folder(
        loaded_folder,
        petitions=[example("petitions"), example("petitions", year="", public_summary="Khác")],
        bodies=[example("bodies", 0), example("bodies", 1), example("bodies", 1, slug="to-mot")],
    )

    places, messages = errors(loaded_folder)

    assert places == [("bodies.csv", 4, "number", "1"), ("petitions.csv", 3, "number", "97")]
    assert "trùng khóa với dòng 3" in messages[0]
    assert "trùng khóa với dòng 2" in messages[1]


def test_stored_record_recognises_a_resolution_that_gets_its_number_later(tmp_path):
    unnumbered = {"register": "", "year": "", "number": "", "symbol": "", "issued_on": "", "status": "draft"}
    csv_files = example_csv_files()
    for name in ("resolution_files", "votes", "delegate_votes", "personnel_decisions", "support_results"):
        del csv_files[name]
    csv_files["resolutions"] = [example("resolutions", **unnumbered)]
    write_examples(tmp_path)
    for path in tmp_path.glob("*.csv"):
        path.unlink()
    write_folder(tmp_path, **csv_files)
    load(tmp_path)

    write_folder(tmp_path, resolutions=[example("resolutions")])

    assert load(tmp_path)[:2] == (0, 1)
    assert Resolution.objects.get().number == 12


@pytest.mark.parametrize("separator", ["|", ";"])
def test_natural_key_may_contain_a_separator_of_references(loaded_folder, separator):
    place, reference = f"Hội trường {separator} sân", f"cau-giay | 05/09/2021 | Hội trường \\{separator} sân | định kỳ"
    meetings = [example("voter_meetings"), example("voter_meetings", place=place)]
    write_folder(loaded_folder, voter_meetings=meetings, petitions=[example("petitions", meetings=f"{reference}; {reference}")])

    load(loaded_folder)

    assert Petition.objects.get().meetings.get().place == place


def test_resolve_list_explains_a_separator_in_a_name(loaded_folder):
    meetings = [example("voter_meetings"), example("voter_meetings", place="Hội trường; sân")]
    reference = "cau-giay | 05/09/2021 | Hội trường; sân | định kỳ"
    write_folder(loaded_folder, voter_meetings=meetings, petitions=[example("petitions", meetings=reference)])

    places, messages = errors(loaded_folder)

    assert places == [("petitions.csv", 2, "meetings", reference)]
    assert messages[0].endswith("Dấu “;” nằm trong một tên thì ghi “\\;”.")


def test_natural_key_of_refuses_a_row_without_a_natural_key(loaded_folder):
    write_folder(loaded_folder, petitions=[example("petitions", number="")], areas=[example("areas", slug="", name="")])

    assert errors(loaded_folder)[0] == [
        ("areas.csv", 2, "slug", ""),
        ("areas.csv", 2, "name", ""),
        ("petitions.csv", 2, "number", ""),
    ]


def test_occurrence_tells_records_with_the_same_key_apart(loaded_folder):
    first, second = (example("article_files", occurrence=number, order=order) for number, order in (("1", "1"), ("2", "5")))
    write_folder(loaded_folder, article_files=[first, second])

    assert load(loaded_folder)[:2] == (1, 0)
    assert load(loaded_folder)[:2] == (0, 0)
    write_folder(loaded_folder, article_files=[first, second | {"order": "7"}])
    assert load(loaded_folder)[:2] == (0, 1)
    assert sorted(ArticleFile.objects.values_list("order", flat=True)) == [1, 7]


@pytest.mark.parametrize("occurrence", ["0", "hai", "-1", "99999999"])
def test_occurrence_of_refuses_what_is_no_number(loaded_folder, occurrence):
    write_folder(loaded_folder, article_files=[example("article_files", occurrence=occurrence)])

    places, messages = errors(loaded_folder)

    assert places == [("article_files.csv", 2, "occurrence", occurrence)]
    assert messages == ["Ghi 1 cho bản ghi thứ nhất có khóa này, 2 cho bản ghi thứ hai."]
