from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.files.storage import storages

from citizens.models import Petition, PetitionStatus, VoterMeeting
from councils.models import Body, Council, Membership, Person, Term
from exchange.tables import TABLES
from news.models import Article
from reports.models import AnnualReport
from resolutions.models import IssuedDocument, Programme, Resolution
from supervision.models import Supervision
from tests.exchange.folders import ROWS, errors, example, example_csv_files, load, write_examples, write_folder

pytestmark = pytest.mark.django_db

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MANDATE = "nguyen-thi-minh | cau-giay | 6 | 30/06/2021"
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


def test_examples_of_all_registers_load_and_load_again_without_change(tmp_path):
    write_examples(tmp_path)

    assert load(tmp_path) == (ROWS, 0, 0)
    histories = {model.history.model: model.history.count() for model in (Council, Term, Article, Programme)}
    assert load(tmp_path) == (0, 0, ROWS)
    assert {model: model.objects.count() for model in histories} == histories


def test_changed_cell_changes_that_row_alone(loaded):
    for name, column, value in CHANGES:
        rows = [dict(row) for row in TABLES[name].examples]
        rows[0][column] = value
        write_folder(loaded, **{name: rows})

        assert load(loaded) == (0, 1, ROWS - 1), (name, column)
    assert load(loaded) == (0, 0, ROWS)


def test_column_that_is_left_out_leaves_the_record_as_it_is(loaded):
    write_folder(loaded, petitions=[{"number": "97", "year": "2021", "status": "withdrawn", "withdrawn_reason": "Trùng"}])

    assert load(loaded) == (0, 1, ROWS - 1)
    petition = Petition.objects.get()
    assert (petition.status, petition.content, petition.field.key) == (
        "withdrawn",
        "Cử tri đề nghị sửa đoạn vỉa hè hư hỏng.",
        "giao-thong",
    )


def test_row_that_is_taken_out_deletes_nothing(loaded):
    (loaded / "petitions.csv").unlink()
    (loaded / "petition_statuses.csv").unlink()

    assert load(loaded) == (0, 0, ROWS - 2)
    assert Petition.objects.count() == 1


def test_dry_run_counts_and_writes_nothing(tmp_path):
    write_examples(tmp_path)
    before = stored_files()

    assert load(tmp_path, dry_run=True) == (ROWS, 0, 0)
    assert Council.objects.count() == 0
    assert stored_files() == before


def test_all_errors_of_a_run_are_told_and_nothing_is_written(tmp_path):
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
    assert messages[0] == "Chưa có cơ quan “cau-giay | ubmttq”: không dòng nào khớp ở phần “ubmttq” (đường dẫn)."
    assert Council.objects.count() == 0
    assert stored_files() == before


def test_rules_of_a_record_are_told_beside_their_columns(loaded):
    write_folder(
        loaded,
        votes=[example("votes", in_favour="34", present="36", mode="bỏ phiếu kín")],
        commendations=[example("commendations", collectives="0", individuals="0")],
        council_sessions=[example("council_sessions"), example("council_sessions", number="0", opened_on="", closed_on="")],
    )

    assert set(errors(loaded)[0]) == {
        ("votes.csv", 2, "present", "36"),
        ("votes.csv", 2, "issued", ""),
        ("commendations.csv", 2, "collectives", "0"),
        ("council_sessions.csv", 3, "number", "0"),
        ("council_sessions.csv", 3, "opened_on", ""),
        ("council_sessions.csv", 3, "publish_at", ""),
    }


HOSTILE = (
    *("x" * 100_000, "31/02/2021", "1e999", "-1", "9" * 20, "nan", "|", ";", "a | b | c | d | e | f | g | h", "a" + " | " * 40),
    *("=1+1", "\u202eabc", "\u0007", "@../../etc/passwd", "💣", "<script>", "{resolutions.adopted}", "None"),
)


def test_hostile_cells_end_in_sentences(loaded):
    columns = TABLES["petitions"].columns
    rows = [example("petitions", **{column: value}) for column in columns for value in HOSTILE]
    write_folder(loaded, petitions=rows)

    places, messages = errors(loaded)

    first = 2 + len(HOSTILE) * list(columns).index("received_on")
    assert set(range(first, first + len(HOSTILE))) <= {row for _, row, _, _ in places}
    assert all(len(value) <= 201 for *_, value in places)
    assert all(message.endswith((".", ")")) and len(message) < 1000 for message in messages)


def test_two_rows_about_one_record_are_refused(loaded):
    write_folder(
        loaded,
        petitions=[example("petitions"), example("petitions", year="", public_summary="Khác")],
        bodies=[example("bodies", 0), example("bodies", 1), example("bodies", 1, slug="to-mot")],
    )

    places, messages = errors(loaded)

    assert places == [("bodies.csv", 4, "number", "1"), ("petitions.csv", 3, "number", "97")]
    assert "trùng khóa với dòng 3" in messages[0]
    assert "trùng khóa với dòng 2" in messages[1]


def test_rows_may_wait_for_later_rows_of_the_file(loaded):
    """The new head comes before the row that ends the old one, the merged petition before the one that stands."""
    new_head = example("memberships", start="01/12/2021")
    old_head = example("memberships", end="01/12/2021")
    merged = example("petitions", number="98", merged_into="cau-giay | 2021 | 99", status="draft")
    write_folder(
        loaded, memberships=[new_head, old_head], petitions=[merged, example("petitions", number="99"), example("petitions")]
    )

    assert load(loaded) == (3, 1, ROWS - 1)
    assert Membership.objects.get(end=None).start == date(2021, 12, 1)
    assert Petition.objects.get(number=98).merged_into.number == 99


def test_rows_that_wait_for_each_other_are_refused(loaded):
    write_folder(
        loaded,
        petitions=[
            example("petitions"),
            example("petitions", number="98", merged_into="cau-giay | 2021 | 99", status="draft"),
            example("petitions", number="99", merged_into="cau-giay | 2021 | 98", status="draft"),
        ],
    )

    assert errors(loaded)[0] == [
        ("petitions.csv", 3, "merged_into", "cau-giay | 2021 | 99"),
        ("petitions.csv", 4, "merged_into", "cau-giay | 2021 | 98"),
    ]


def test_rows_that_refer_to_a_refused_row_are_not_told_again(tmp_path):
    write_examples(tmp_path, terms=[example("terms", seats="ba mươi lăm")])

    assert errors(tmp_path)[0] == [("terms.csv", 2, "seats", "ba mươi lăm")]


def test_rows_that_refer_to_an_unreadable_file_are_not_told_again(tmp_path):
    write_examples(tmp_path)
    (tmp_path / "people.csv").write_text("slug,full_name\nnguyen-thi-minh,Nguyễn Thị Minh\n", encoding="utf-16")

    assert [place[0] for place in errors(tmp_path)[0]] == ["people.csv"]


def test_history_names_the_batch(loaded):
    write_folder(loaded, terms=[example("terms", seats="36")])
    load(loaded)

    reasons = Term.history.order_by("history_id").values_list("history_type", "history_change_reason")
    assert list(reasons) == [("+", f"nạp từ sổ {loaded.name}"), ("~", f"nạp từ sổ {loaded.name}")]


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
def test_published_row_without_a_moment_is_published_on_its_own_date(loaded, model, moment):
    record = model.objects.get()

    assert (record.publish_at, record.first_published_at) == (moment, moment)


def test_programme_that_was_never_signed_is_published_on_the_first_day_of_its_year(loaded):
    write_folder(loaded, programmes=[example("programmes", signed_on="", publish_at="")])
    load(loaded)

    assert Programme.objects.get().publish_at == datetime(2022, 1, 1, tzinfo=HANOI)


def test_published_article_without_a_moment_is_refused(loaded):
    write_folder(loaded, articles=[example("articles"), example("articles", slug="tin", publish_at="")])

    assert errors(loaded)[0] == [("articles.csv", 3, "publish_at", "")]


def test_blank_cell_keeps_what_the_model_fills_by_itself(loaded):
    Body.objects.filter(slug="to-1").update(slug="to-so-mot")
    write_folder(loaded, bodies=[example("bodies", 0), example("bodies", 1, slug="")], petitions=[example("petitions", year="")])

    assert load(loaded) == (0, 0, ROWS)
    assert Body.objects.get(number=1).slug == "to-so-mot"


def test_copied_column_may_agree_and_nothing_else(loaded):
    write_folder(loaded, resolutions=[example("resolutions", council="cau-giay")])
    assert load(loaded) == (0, 0, ROWS)

    write_folder(loaded, resolutions=[example("resolutions", council="phuong-dich-vong")])
    places, messages = errors(loaded)

    assert places == [("resolutions.csv", 2, "council", "phuong-dich-vong")]
    assert "HĐND quận Cầu Giấy" in messages[0]


def test_resolution_gets_its_number_later(tmp_path):
    unnumbered = {"register": "", "year": "", "number": "", "symbol": "", "issued_on": "", "status": "draft"}
    registers = example_csv_files()
    for name in ("resolution_files", "votes", "personnel_decisions", "support_results"):
        del registers[name]
    registers["resolutions"] = [example("resolutions", **unnumbered)]
    write_examples(tmp_path)
    for path in tmp_path.glob("*.csv"):
        path.unlink()
    write_folder(tmp_path, **registers)
    load(tmp_path)

    write_folder(tmp_path, resolutions=[example("resolutions")])

    assert load(tmp_path)[:2] == (0, 1)
    assert Resolution.objects.get().number == 12


@pytest.mark.parametrize("sign", ["|", ";"])
def test_sign_of_references_is_refused_in_a_key(loaded, sign):
    places, messages = errors(
        write_folder(
            loaded, voter_meetings=[example("voter_meetings"), example("voter_meetings", place=f"Hội trường {sign} sân")]
        )
    )

    assert places == [("voter_meetings.csv", 3, "place", f"Hội trường {sign} sân")]
    assert "không được có dấu" in messages[0]


def test_row_without_a_key_is_refused(loaded):
    write_folder(loaded, petitions=[example("petitions", number="")], areas=[example("areas", slug="", name="")])

    assert errors(loaded)[0] == [
        ("areas.csv", 2, "slug", ""),
        ("areas.csv", 2, "name", ""),
        ("petitions.csv", 2, "number", ""),
    ]


def test_person_without_a_slug_is_refused(loaded):
    write_folder(loaded, people=[example("people"), {"slug": "", "full_name": "Trần Văn Đức"}])

    assert errors(loaded)[0] == [("people.csv", 3, "slug", "")]
    assert Person.objects.count() == 1


def test_status_of_a_petition_moves_its_copies(loaded):
    statuses = [example("petition_statuses"), example("petition_statuses", on="15/11/2021", state="đã giải quyết xong")]
    write_folder(loaded, petition_statuses=statuses)
    load(loaded)

    petition = Petition.objects.get()
    assert (petition.state, petition.forwarded_on, petition.forwarded_symbol) == ("resolved", date(2021, 9, 20), "15/TB-HĐND")
    assert PetitionStatus.objects.count() == 2


def test_issued_report_stays_as_it_is(loaded, issued_report):
    assert load(loaded) == (0, 0, ROWS)

    write_folder(
        loaded,
        annual_reports=[example("annual_reports", title="Tên khác")],
        report_sections=[example("report_sections", text="Lời khác."), example("report_sections", key="voters")],
    )
    places, messages = errors(loaded)

    assert places == [("annual_reports.csv", 2, "", ""), ("report_sections.csv", 2, "", ""), ("report_sections.csv", 3, "", "")]
    assert {"Báo cáo đã ban hành, không sửa được; hãy lập bản đính chính."} == set(messages)


@pytest.fixture
def issued_report(loaded, django_user_model):
    """The example's report, issued past its action, which needs more than a report."""
    user = django_user_model.objects.create(username="nguoi-ban-hanh")
    AnnualReport.objects.update(
        status="issued",
        issued_at=datetime(2022, 1, 20, tzinfo=HANOI),
        issued_by=user,
        content={},
        issued_document=IssuedDocument.objects.get(),
    )
