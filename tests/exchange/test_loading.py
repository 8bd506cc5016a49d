from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.files.storage import storages

from citizens.models import Petition, PetitionStatus
from councils.models import Council, Membership, Term
from exchange.tables import TABLES
from news.models import Article
from reports.models import AnnualReport
from resolutions.models import IssuedDocument, Programme
from tests.exchange.folders import ROWS, errors, example, load, write_examples, write_folder

pytestmark = pytest.mark.django_db

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
CHANGES = (
    ("terms", "seats", "36"),
    ("people", "full_name", "Nguyễn Thị Minh Anh"),
    ("bodies", "areas", "cau-giay | dich-vong"),
    ("memberships", "role", "deputy"),
    ("commendations", "individuals", "16"),
    ("council_sessions", "closed_on", "29/09/2021"),
    ("resolutions", "title", "Về nhiệm vụ 3 tháng cuối năm 2021; về đầu tư công"),
    ("votes", "in_favour", "32"),
    ("support_results", "amount", "50,584 tỷ"),
    ("programmes", "parties", ""),
    ("petitions", "meetings", ""),
    ("petition_statuses", "reply_symbol", "16/TB-HĐND"),
    ("reception_sessions", "receivers", ""),
    ("supervisions", "title", "Giám sát trật tự đô thị"),
    ("articles", "lead", "Kỳ họp thứ 2."),
    ("photos", "caption", "Đại biểu dự kỳ họp."),
    ("reported_totals", "qualifier", "hơn"),
    ("annual_reports", "recipients", "Thường trực HĐND thành phố"),
    ("report_sections", "text", "Có {sessions.held} kỳ họp."),
)


def stored_files():
    return {path for path in Path(storages["private"].location).rglob("*") if path.is_file()}


def test_load_folder_loads_all_examples_and_changes_nothing_the_second_time(tmp_path):
    write_examples(tmp_path)

    assert load(tmp_path) == (ROWS, 0, 0)
    histories = {model.history.model: model.history.count() for model in (Council, Term, Article, Programme)}
    assert load(tmp_path) == (0, 0, ROWS)
    assert {model: model.objects.count() for model in histories} == histories


def test_load_folder_changes_one_record_for_a_changed_cell(loaded_folder):
    for name, column, value in CHANGES:
        rows = [dict(row) for row in TABLES[name].examples]
        rows[0][column] = value
        write_folder(loaded_folder, **{name: rows})

        assert load(loaded_folder) == (0, 1, ROWS - 1), (name, column)
    assert load(loaded_folder) == (0, 0, ROWS)


def test_load_folder_leaves_missing_columns_unchanged(loaded_folder):
    write_folder(loaded_folder, petitions=[{"number": "97", "year": "2021", "status": "withdrawn", "withdrawn_reason": "Trùng"}])

    assert load(loaded_folder) == (0, 1, ROWS - 1)
    petition = Petition.objects.get()
    assert (petition.status, petition.content, petition.field.key) == (
        "withdrawn",
        "Cử tri đề nghị sửa đoạn vỉa hè hư hỏng.",
        "giao-thong",
    )


def test_load_folder_deletes_nothing_for_a_removed_row(loaded_folder):
    (loaded_folder / "petitions.csv").unlink()
    (loaded_folder / "petition_statuses.csv").unlink()

    assert load(loaded_folder) == (0, 0, ROWS - 2)
    assert Petition.objects.count() == 1


def test_load_folder_dry_run_counts_and_stores_nothing(tmp_path):
    write_examples(tmp_path)
    before = stored_files()

    assert load(tmp_path, dry_run=True) == (ROWS, 0, 0)
    assert Council.objects.count() == 0
    assert stored_files() == before


def test_load_folder_reports_all_errors_and_stores_nothing(tmp_path):
    terms = [example("terms", start="31/02/2021", seats="abc"), example("terms", ordinal="7", label="x" * 21)]
    votes = [example("votes", in_favour="34", total_delegates="30")]
    programmes = [example("programmes", parties="cau-giay | ubnd-quan; cau-giay | ubmttq")]
    write_examples(tmp_path, terms=terms, votes=votes, programmes=programmes)
    before = stored_files()

    places, messages = errors(tmp_path)

    assert places == [
        ("programmes.csv", 2, "parties", "cau-giay | ubnd-quan; cau-giay | ubmttq"),
        ("terms.csv", 2, "start", "31/02/2021"),
        ("terms.csv", 2, "seats", "abc"),
        ("terms.csv", 3, "label", "x" * 21),
        ("votes.csv", 2, "present", "33"),
    ]
    assert (
        messages[0]
        == "Chưa có cơ quan “cau-giay | ubmttq”: không dòng nào khớp ở phần “ubmttq” (đường dẫn). Gần nhất: “ubnd-quan”."
    )
    assert Council.objects.count() == 0
    assert stored_files() == before


HOSTILE = (
    *("x" * 100_000, "31/02/2021", "1e999", "-1", "9" * 20, "nan", "|", ";", "a | b | c | d | e | f | g | h", "a" + " | " * 40),
    *("=1+1", "\u202eabc", "\u0007", "@../../etc/passwd", "💣", "<script>", "{resolutions.adopted}", "None"),
)


def test_load_folder_reports_hostile_cells_in_sentences(loaded_folder):
    columns = TABLES["petitions"].columns
    rows = [example("petitions", **{column: value}) for column in columns for value in HOSTILE]
    write_folder(loaded_folder, petitions=rows)

    places, messages = errors(loaded_folder)

    first = 2 + len(HOSTILE) * list(columns).index("received_on")
    assert set(range(first, first + len(HOSTILE))) <= {row for _, row, _, _ in places}
    assert all(len(value) <= 201 for *_, value in places)
    assert all(message.endswith((".", ")")) and len(message) < 1000 for message in messages)


def test_load_folder_accepts_rows_that_depend_on_later_rows(loaded_folder):
    """The new head comes before the row that ends the old one, the merged petition before the one that it is merged into."""
    new_head = example("memberships", start="01/12/2021")
    old_head = example("memberships", end="01/12/2021")
    merged = example("petitions", number="98", merged_into="cau-giay | 2021 | 99", status="draft")
    write_folder(
        loaded_folder,
        memberships=[new_head, old_head],
        petitions=[merged, example("petitions", number="99"), example("petitions")],
    )

    assert load(loaded_folder) == (3, 1, ROWS - 1)
    assert Membership.objects.get(end=None).start == date(2021, 12, 1)
    assert Petition.objects.get(number=98).merged_into.number == 99


def test_load_folder_refuses_rows_that_depend_on_each_other(loaded_folder):
    write_folder(
        loaded_folder,
        petitions=[
            example("petitions"),
            example("petitions", number="98", merged_into="cau-giay | 2021 | 99", status="draft"),
            example("petitions", number="99", merged_into="cau-giay | 2021 | 98", status="draft"),
        ],
    )

    assert errors(loaded_folder)[0] == [
        ("petitions.csv", 3, "merged_into", "cau-giay | 2021 | 99"),
        ("petitions.csv", 4, "merged_into", "cau-giay | 2021 | 98"),
    ]


def test_load_folder_reports_a_refused_row_but_not_the_rows_that_refer_to_it(tmp_path):
    write_examples(tmp_path, terms=[example("terms", seats="ba mươi lăm")])

    assert errors(tmp_path)[0] == [("terms.csv", 2, "seats", "ba mươi lăm")]


def test_load_folder_reports_an_unreadable_file_but_not_the_rows_that_refer_to_it(tmp_path):
    write_examples(tmp_path)
    (tmp_path / "people.csv").write_text("slug,full_name\nnguyen-thi-minh,Minh \u00d2\n", encoding="cp1252")

    assert [place[0] for place in errors(tmp_path)[0]] == ["people.csv"]


def test_load_folder_writes_its_reason_into_the_history(example_folder, loaded_folder):
    write_folder(loaded_folder, terms=[example("terms", seats="36")])
    load(loaded_folder)

    reasons = Term.history.order_by("history_id").values_list("history_type", "history_change_reason")
    assert list(reasons) == [("+", f"nạp từ sổ {example_folder.name}"), ("~", f"nạp từ sổ {loaded_folder.name}")]


def test_load_folder_refuses_a_published_article_without_publish_at(loaded_folder):
    write_folder(loaded_folder, articles=[example("articles"), example("articles", slug="tin", publish_at="")])

    assert errors(loaded_folder)[0] == [("articles.csv", 3, "publish_at", "")]


def test_petition_status_updates_the_copies_of_its_petition(loaded_folder):
    statuses = [example("petition_statuses"), example("petition_statuses", on="15/11/2021", state="đã giải quyết xong")]
    write_folder(loaded_folder, petition_statuses=statuses)
    load(loaded_folder)

    petition = Petition.objects.get()
    assert (petition.state, petition.forwarded_on, petition.forwarded_symbol) == ("resolved", date(2021, 9, 20), "15/TB-HĐND")
    assert PetitionStatus.objects.count() == 2


def test_report_lock_refuses_changes_of_an_issued_report(loaded_folder, issued_report):
    assert load(loaded_folder) == (0, 0, ROWS)

    write_folder(
        loaded_folder,
        annual_reports=[example("annual_reports", title="Tên khác")],
        report_sections=[example("report_sections", text="Lời khác."), example("report_sections", key="voters")],
    )
    places, messages = errors(loaded_folder)

    assert places == [("annual_reports.csv", 2, "", ""), ("report_sections.csv", 2, "", ""), ("report_sections.csv", 3, "", "")]
    assert {"Báo cáo đã ban hành, không sửa được; hãy lập bản đính chính."} == set(messages)


@pytest.fixture
def issued_report(loaded_folder, django_user_model):
    """The report of the examples, issued without its action, which needs more records than the examples have."""
    user = django_user_model.objects.create(username="nguoi-ban-hanh")
    AnnualReport._base_manager.update(
        status="issued",
        issued_at=datetime(2022, 1, 20, tzinfo=HANOI),
        issued_by=user,
        content={},
        issued_document=IssuedDocument.objects.get(),
    )
