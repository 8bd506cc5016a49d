import pytest

from exchange.csv_files import as_cell, clean
from tests.exchange.folders import errors, load, write_examples, write_folder

pytestmark = pytest.mark.django_db

HEADER = "slug,name,unit_kind,level,abbreviation,start\n"
ROW = "cau-giay,HĐND quận Cầu Giấy,quận,cấp huyện,CG,22/11/1997\n"


def folder_of(tmp_path, content, name="councils.csv"):
    """A folder with one file of these bytes or this text."""
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return tmp_path


def test_read_csv_file_ignores_a_byte_order_mark(tmp_path):
    assert load(folder_of(tmp_path, "\ufeff" + HEADER + ROW)) == (1, 0, 0)


def test_read_csv_file_skips_and_counts_blank_lines(tmp_path):
    places, _ = errors(folder_of(tmp_path, HEADER + "\n,,,,,\n" + ROW.replace("22/11/1997", "31/02/1997")))

    assert places == [("councils.csv", 4, "start", "31/02/1997")]


def test_read_csv_file_counts_a_cell_of_several_lines_as_one_row(tmp_path):
    write_examples(tmp_path)
    (tmp_path / "people.csv").write_text('slug,full_name\n"nguyen-thi-minh","Nguyễn\nThị Minh"\nx y,Y\n', encoding="utf-8")

    assert errors(tmp_path)[0] == [("people.csv", 3, "slug", "x y")]


@pytest.mark.parametrize(
    ("content", "place", "excerpt"),
    [
        ("", ("councils.csv", 1, "", ""), "không có dòng tiêu đề"),
        ("\n\n", ("councils.csv", 1, "", ""), "không có dòng tiêu đề"),
        ((HEADER + ROW).encode("utf-16")[:-1], ("councils.csv", 1, "", ""), "Tệp UTF-16 này bị cắt cụt"),
        (b"PK\x03\x04" + bytes(50), ("councils.csv", 1, "", ""), "Tệp này là sổ Excel"),
        (
            HEADER.encode() + "Cầu Giấy".encode("cp1258", "replace") + b"\xcc\n",
            ("councils.csv", 2, "", ""),
            "có lẽ là Windows-1258",
        ),
        (HEADER.encode() + "Phường xã".encode("cp1252", "replace"), ("councils.csv", 2, "", ""), "có lẽ là Windows-1252"),
        (HEADER + ROW + ROW.replace("Cầu", "C\0ầu"), ("councils.csv", 3, "name", "HĐND quận Cầu Giấy"), "ký tự NUL"),
        (HEADER + ROW.strip() + ",thừa\n", ("councils.csv", 2, "", ""), "Dòng có 7 ô, tiêu đề có 6 cột"),
        (HEADER + "cau-giay\n", ("councils.csv", 2, "", ""), "Dòng có 1 ô, tiêu đề có 6 cột"),
        (HEADER + ROW + 'x,"y\n', ("councils.csv", 3, "", ""), "Dấu nháy kép"),
        (HEADER + "x," + "y" * 1_000_001 + ",quận,cấp huyện,X,1/1/2000\n", ("councils.csv", 2, "", ""), "Ô dài quá"),
        (HEADER.replace("name", "nme") + ROW, ("councils.csv", 1, "nme", "nme"), "không có cột “nme”. Gần nhất: name (tên)"),
        (HEADER.replace("name", "slug") + ROW, ("councils.csv", 1, "slug", "slug"), "ghi hai lần"),
        (HEADER.replace("name", "") + ROW, ("councils.csv", 1, "", ""), "Cột thứ 2 không có tên"),
        ("name\nHĐND\n", ("councils.csv", 1, "slug", ""), "Thiếu cột bắt buộc “slug” (mã)"),
    ],
    ids=lambda value: None if isinstance(value, tuple) else str(value)[:20],
)
def test_read_csv_file_refuses_invalid_files_with_a_message(tmp_path, content, place, excerpt):
    places, messages = errors(folder_of(tmp_path, content))

    assert place in places
    assert excerpt in messages[places.index(place)]


def test_read_folder_refuses_an_unknown_csv_file_and_names_the_nearest(tmp_path):
    write_examples(tmp_path)
    (tmp_path / "resolution.csv").write_text("slug\n", encoding="utf-8")

    places, messages = errors(tmp_path)

    assert places == [("resolution.csv", 1, "", "resolution.csv")]
    assert messages == ["Không có sổ nào mang tên tệp này. Có phải là resolutions.csv?"]


def test_read_folder_ignores_other_files(tmp_path):
    folder_of(tmp_path, HEADER + ROW)
    folder_of(tmp_path, b"\xff\xfe", name="ghi-chu.txt")

    assert load(tmp_path) == (1, 0, 0)


def test_read_csv_file_requires_status_of_a_publishable_model(tmp_path):
    write_examples(tmp_path)
    session = {"term": "cau-giay | 6", "number": "2", "kind": "thường lệ", "is_regular": "có"}
    write_folder(tmp_path, council_sessions=[session])

    assert ("council_sessions.csv", 1, "status", "") in errors(tmp_path)[0]


def test_read_csv_file_requires_the_columns_of_one_natural_key_only(tmp_path):
    write_examples(tmp_path)
    (tmp_path / "personnel_decisions.csv").write_text("effect,effective_on\n", encoding="utf-8")

    places, messages = errors(tmp_path)

    assert places == [("personnel_decisions.csv", 1, "mandate", "")]
    assert "Thiếu cột bắt buộc" in messages[0]


@pytest.mark.parametrize("text", ['="12"', '="a""b"', '=""', "#N/A", "1E+11", "=1+1", 'Nói "có"', "", "Hội trường"])
def test_as_cell_is_read_back_as_the_same_text(text):
    assert clean(as_cell(text)) == text
