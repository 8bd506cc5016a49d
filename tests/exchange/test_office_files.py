"""CSV files and file names as offices' programs write them."""

import unicodedata

import pytest

from councils.models import Area
from exchange.loading import load_folder
from resolutions.models import ResolutionFile
from tests.exchange.folders import PDF, errors, example, load, write_examples, write_folder

pytestmark = pytest.mark.django_db

COUNCILS = "slug,name,unit_kind,level,abbreviation,start\nquan-x,HĐND quận X,quận,cấp huyện,X,1/1/1997\n"
AREAS = "slug,name\nhoa-lac,Hòa Lạc\nngoc-son,Ngọc Sơn\n"
TITLES = "UBND QUẬN X;\n;\nBIỂU ĐỊA BÀN;\n(Kèm theo Báo cáo số 5, ngày 3/3/2021);\n;\nĐơn vị: phường;\n;\n"


def semicolons(text):
    return text.replace(",", ";")


def tabs(text):
    return text.replace(",", "\t")


OFFICE_FILES = {
    "UTF-16 with tabs, “Unicode Text” of Excel": "\ufeff".encode("utf-16-le") + tabs(AREAS).encode("utf-16-le"),
    "UTF-16 big endian": "\ufeff".encode("utf-16-be") + AREAS.encode("utf-16-be"),
    "UTF-16 without BOM": AREAS.encode("utf-16-le"),
    "UTF-16 big endian without BOM": tabs(AREAS).encode("utf-16-be"),
    "BOM": f"\ufeff{AREAS}".encode(),
    "BOM twice": f"\ufeff\ufeff{AREAS}".encode(),
    "BOM read as Latin": f"\ufeffï»¿{AREAS}".encode(),
    "sep=;": f"\ufeffsep=;\r\n{semicolons(AREAS)}".encode(),
    "sep= tab": f"sep=\t\n{tabs(AREAS)}".encode(),
    "line ends of old Mac": AREAS.replace("\n", "\r").encode(),
    "empty columns at the end": "slug,name,,,\nhoa-lac,Hòa Lạc,,,\nngoc-son,Ngọc Sơn\n".encode(),
    "empty column between": "slug,,name\nhoa-lac,,Hòa Lạc\nngoc-son, ,Ngọc Sơn\n".encode(),
    "empty rows": "slug,name\n,\nhoa-lac,Hòa Lạc\n\u00a0,\u200b\n\n,,,,\nngoc-son,Ngọc Sơn\n,\n".encode(),
    "header in other case": AREAS.replace("slug,name", ' Slug ,"NAME"').encode(),
    "header in row 8": f"{TITLES}{semicolons(AREAS)}".encode(),
    "header in row 2 after an empty one": f"\n{AREAS}".encode(),
    "formula of a text": AREAS.replace("hoa-lac", '"=""hoa-lac"""').encode(),
    "nbsp at the end": AREAS.replace("Sơn\n", "Sơn\u00a0\n").encode(),
    "end of file of DOS": f"{AREAS}\x1a".encode(),
    "decomposed letters": unicodedata.normalize("NFD", AREAS).encode(),
}


@pytest.mark.parametrize("content", OFFICE_FILES.values(), ids=OFFICE_FILES)
def test_read_csv_file_reads_what_programs_write(tmp_path, content):
    (tmp_path / "councils.csv").write_text(COUNCILS, encoding="utf-8")
    (tmp_path / "areas.csv").write_bytes(content)

    assert load(tmp_path, "quan-x") == (3, 0, 0)
    assert list(Area.objects.order_by("slug").values_list("slug", "name")) == [("hoa-lac", "Hòa Lạc"), ("ngoc-son", "Ngọc Sơn")]
    assert load(tmp_path, "quan-x") == (0, 0, 3)


def test_read_csv_file_says_where_the_header_is_and_counts_rows_from_the_top(tmp_path):
    (tmp_path / "councils.csv").write_text(COUNCILS, encoding="utf-8")
    (tmp_path / "areas.csv").write_text(f"{TITLES}slug;name\nhoa lac;Hòa Lạc\n", encoding="utf-8")

    result = load_folder(tmp_path, "quan-x")

    assert result.notices == ["areas.csv: dòng tiêu đề cột ở dòng 8; 7 dòng phía trên không nạp."]
    assert [(error.file, error.row, error.column) for error in result.errors] == [("areas.csv", 9, "slug")]


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        (
            "a,A,1\nb,B,1\nslug,name,own_council\nc,C,\n",
            (3, "", ""),
            "Tiêu đề cột ở dòng 3, nhưng phía trên có dòng giống dòng dữ liệu; hãy đưa tiêu đề lên đầu.",
        ),
        ("slug,name\na,A\nslug,name\nb,B\n", (3, "", ""), "Dòng này lặp lại dòng tiêu đề; hãy xóa dòng này."),
        (
            "slug,name,\na,A,\nb,B,ghi chú\n",
            (3, "", ""),
            "Dòng có 3 ô, tiêu đề có 2 cột. Ô có dấu phẩy bên trong phải đặt giữa hai dấu nháy kép.",
        ),
        (
            "slug;name\na;A\nb;B;2;\n",
            (3, "", ""),
            "Dòng có 3 ô, tiêu đề có 2 cột. Ô có dấu chấm phẩy bên trong phải đặt giữa hai dấu nháy kép.",
        ),
        (
            "slug,,name\na,,A\nb,x,B\n",
            (1, "", ""),
            "Cột thứ 2 không có tên mà dòng 3 có nội dung; hãy đặt tên cột hoặc xóa cả cột.",
        ),
        ("slug,name\na,#REF!\n", (2, "name", "#REF!"), "“#REF!” là lỗi công thức hoặc cột quá hẹp"),
        ("slug,name\na,#######\n", (2, "name", "#######"), "“#######” là lỗi công thức hoặc cột quá hẹp"),
        ("slug,name\na,2.43833E+11\n", (2, "name", "2.43833E+11"), "là số dài mà bảng tính đã làm tròn"),
        ("slug,Tên\na,A\n", (1, "tên", "tên"), "name (tên)"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)
def test_read_csv_file_names_the_row_of_what_it_refuses(tmp_path, content, place, message):
    (tmp_path / "councils.csv").write_text(COUNCILS, encoding="utf-8")
    (tmp_path / "areas.csv").write_text(content, encoding="utf-8")

    places, messages = errors(tmp_path, "quan-x")

    assert [place[1:] for place in places] == [place]
    assert message in messages[0]
    assert not Area.objects.exists()


LEFT_BY_PROGRAMS = ("._areas.csv", "~$areas.csv", ".~lock.areas.csv#", ".DS_Store", "Thumbs.db", "desktop.ini", "ghi-chu.txt")


def test_read_folder_passes_over_what_programs_leave(tmp_path):
    (tmp_path / "councils.csv").write_text(COUNCILS, encoding="utf-8")
    (tmp_path / "__MACOSX").mkdir()
    for name in LEFT_BY_PROGRAMS:
        (tmp_path / name).write_bytes(b"\x00\x05\x16\x07\xff")

    assert load(tmp_path, "quan-x") == (1, 0, 0)


@pytest.mark.parametrize("name", ["AREAS.CSV", "Areas.csv", "areas.txt", "areas.tsv", "areas.csv.txt", "areas.csv.csv"])
def test_read_folder_takes_a_table_under_other_names(tmp_path, name):
    (tmp_path / "councils.csv").write_text(COUNCILS, encoding="utf-8")
    (tmp_path / name).write_text(tabs(AREAS), encoding="utf-16")

    assert load(tmp_path, "quan-x") == (3, 0, 0)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("areas.xlsx",), "Tệp này là sổ bảng tính, không phải CSV; hãy lưu lại với bảng mã UTF-8"),
        (("areas.csv", "areas.txt"), "Nhiều tệp cùng là một sổ: areas.csv, areas.txt. Hãy giữ một tệp."),
        (("areas (1).csv",), "Không có sổ nào mang tên tệp này. Có phải là areas.csv?"),
        (("dia-ban.csv",), "Không có sổ nào mang tên tệp này. Gần nhất: "),
    ],
)
def test_read_folder_refuses_a_table_that_cannot_be_read(tmp_path, names, message):
    (tmp_path / "councils.csv").write_text(COUNCILS, encoding="utf-8")
    for name in names:
        (tmp_path / name).write_text(AREAS, encoding="utf-8")

    places, messages = errors(tmp_path, "quan-x")

    assert [place[0] for place in places] == [names[0]]
    assert messages[0].startswith(message)


NAMES = (
    *("tep\\12.pdf", '"tep/12.pdf"', "“tep/12.pdf”", "./tep/12.pdf", "TEP/12.PDF", ".\\Tep\\12.pdf"),
    *(unicodedata.normalize(form, "tệp kèm/nghị quyết.pdf") for form in ("NFC", "NFD")),
)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", NAMES)
def test_folder_file_takes_a_name_as_other_systems_write_it(tmp_path, name, form):
    path = tmp_path / unicodedata.normalize(form, "tệp kèm/nghị quyết.pdf")
    path.parent.mkdir()
    path.write_bytes(PDF)

    load(write_examples(tmp_path, resolution_files=[example("resolution_files", file=name)]))

    assert ResolutionFile.objects.get().file


def test_load_folder_takes_a_folder_whose_name_is_decomposed_on_disk(tmp_path):
    folder = tmp_path / unicodedata.normalize("NFD", "sổ quận")
    write_examples(folder, resolution_files=[example("resolution_files", file="Tep\\12.PDF")])

    assert load(tmp_path / "sổ quận")[0] > 0


def test_folder_path_refuses_a_name_that_two_files_have_in_other_case(loaded_folder):
    for name in ("A.pdf", "a.pdf"):
        (loaded_folder / "tep" / name).write_bytes(PDF)
    write_folder(loaded_folder, resolution_files=[example("resolution_files", file="tep/a.PDF")])

    assert errors(loaded_folder)[1] == ["Nhiều tệp chỉ khác nhau ở chữ hoa, chữ thường: A.pdf, a.pdf. Hãy ghi đúng một tên."]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("https://example.vn/12.pdf", "Ô này ghi tên tệp, không ghi địa chỉ;"),
        ("C:\\Hồ sơ\\12.pdf", "hãy ghi đường dẫn tính từ thư mục ấy, ví dụ tep/12.pdf."),
        ("\\\\may-chu\\12.pdf", "hãy ghi đường dẫn tính từ thư mục ấy"),
        ("..\\12.pdf", "Tệp phải nằm trong thư mục của các sổ."),
        ("tep/13.pdf", "Gần nhất: tep/12.pdf, tep/05.pdf"),
        ("12.pdf", "Gần nhất: tep/12.pdf"),
    ],
)
def test_folder_path_refuses_other_names_with_what_to_write(loaded_folder, name, message):
    write_folder(loaded_folder, resolution_files=[example("resolution_files", file=name)])

    places, messages = errors(loaded_folder)

    assert places == [("resolution_files.csv", 2, "file", name)]
    assert message in messages[0]
