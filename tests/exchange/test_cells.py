from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from citizens.models import ReceptionSession
from councils.models import Council, Mandate
from exchange.cells import read_value, write_value
from exchange.record_table import CellKind
from exchange.tables import TABLES
from news.models import Article
from reports.models import ReportedTotal
from resolutions.models import SupportResult
from sessions_app.models import CouncilSession

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def field(model, name):
    return model._meta.get_field(name)


@pytest.mark.parametrize(
    ("model", "name", "text", "value"),
    [
        (Council, "start", "5/3/21", date(2021, 3, 5)),
        (Council, "start", "05/03/2021", date(2021, 3, 5)),
        (Council, "start", "2021-03-05", date(2021, 3, 5)),
        (Council, "start", "2021-03-05 00:00:00", date(2021, 3, 5)),
        (Council, "start", "2021-03-05T00:00", date(2021, 3, 5)),
        (Council, "start", "5/3/2021 0:00", date(2021, 3, 5)),
        (Council, "start", "", None),
        (Council, "end", "", None),
        (Council, "is_hosted", "có", True),
        (Council, "is_hosted", "CÓ", True),
        (Council, "is_hosted", "co", True),
        (Council, "is_hosted", "x", True),
        (Council, "is_hosted", "1", True),
        (Council, "is_hosted", "true", True),
        (Council, "is_hosted", "yes", True),
        (Council, "is_hosted", "✓", True),
        (Council, "is_hosted", "✔\ufe0f", True),
        (Council, "is_hosted", "☑", True),
        (Council, "is_hosted", "√", True),
        (Council, "is_hosted", "Y", True),
        (Council, "is_hosted", "TRUE", True),
        (Council, "is_hosted", "“Có”", True),
        (Council, "is_hosted", "1.0", True),
        (Council, "is_hosted", "1,00", True),
        (Council, "pads_counts", "N", False),
        (Council, "pads_counts", "✗", False),
        (Council, "pads_counts", "0.0", False),
        (Council, "pads_counts", "không", False),
        (Council, "pads_counts", "0", False),
        (Council, "pads_counts", "False", False),
        (Council, "pads_counts", "no", False),
        (Council, "pads_counts", "", True),
        (Mandate, "is_reelected", "", None),
        (Mandate, "is_reelected", "không", False),
        (Council, "level", "district", "district"),
        (Council, "level", "cấp huyện", "district"),
        (Council, "level", "Cap Huyen", "district"),
        (Council, "unit_kind", "quận", "urban_district"),
        (Council, "percent_rounding", "", "half_up"),
        (Mandate, "sector", "", ""),
        (Council, "percent_places", "2", 2),
        (Council, "percent_places", "2.0", 2),
        (Council, "percent_places", "'2", 2),
        (Council, "start", "“5/1/2021”", date(2021, 1, 5)),
        (Council, "start", "05-01-2021\u00a0", date(2021, 1, 5)),
        (Council, "start", "thứ Ba, 5/1/2021", date(2021, 1, 5)),
        (Council, "start", "ngày 5/1/2021", date(2021, 1, 5)),
        (Council, "start", "2021-01-05", date(2021, 1, 5)),
        (Council, "percent_places", "", 1),
        (Council, "name", "  HĐND  quận\u0000 Cầu Giấy ", "HĐND quận Cầu Giấy"),
        (Council, "contact_phone", "", ""),
        (SupportResult, "beneficiaries", "21.281", 21281),
        (SupportResult, "beneficiaries", "21 281", 21281),
        (SupportResult, "beneficiaries", "21\u00a0281", 21281),
        (SupportResult, "beneficiaries", "21\u202f281", 21281),
        (SupportResult, "beneficiaries", "21281.0", 21281),
        (SupportResult, "beneficiaries", "", None),
        (SupportResult, "amount", "50,583 tỷ", Decimal(50583000000)),
        (SupportResult, "amount", "50.583.000.000", Decimal(50583000000)),
        (ReportedTotal, "value", "20,68", Decimal("20.68")),
        (ReportedTotal, "qualifier", "hơn", "more_than"),
        (ReportedTotal, "code", "petitions.forwarded", "petitions.forwarded"),
        (ReceptionSession, "starts_at", "08:30", time(8, 30)),
        (ReceptionSession, "starts_at", "8 giờ 30", time(8, 30)),
        (ReceptionSession, "starts_at", "8g30", time(8, 30)),
        (ReceptionSession, "sequence", "", 1),
        (Article, "publish_at", "26/01/2022 16:58", datetime(2022, 1, 26, 16, 58, tzinfo=HANOI)),
        (Article, "publish_at", "2022-01-26T16:58", datetime(2022, 1, 26, 16, 58, tzinfo=HANOI)),
    ],
)
def test_read_value_reads_what_a_clerk_writes(model, name, text, value):
    assert read_value(field(model, name), text) == value


@pytest.mark.parametrize(
    ("model", "name", "text", "excerpt"),
    [
        (Council, "start", "31/02/2021", "Không có ngày 31/02/2021"),
        (Council, "start", "hôm qua", "không đọc được là ngày"),
        (Council, "start", "44201", "44201 là số mà bảng tính lưu cho ngày 05/01/2021; hãy định dạng cột là ngày"),
        (Council, "start", "tháng 9/2021", "mới có tháng và năm; hãy ghi cả ngày"),
        (Council, "is_hosted", "?", "hãy ghi “có” hoặc “không”"),
        (Council, "is_hosted", "2.0", "hãy ghi “có” hoặc “không”"),
        (SupportResult, "beneficiaries", "50 buổi", "ô này chỉ ghi số, không ghi đơn vị: hãy ghi 50, bỏ “buổi”"),
        (SupportResult, "beneficiaries", "21,281", "có thể hiểu hai cách"),
        (SupportResult, "amount", "50 buổi", "không có đơn vị “buổi”; hãy dùng đồng"),
        (ReportedTotal, "value", "50 buổi", "ô này chỉ ghi số, không ghi đơn vị: hãy ghi 50, bỏ “buổi”"),
        (Council, "is_hosted", "có lẽ", "hãy ghi “có” hoặc “không”"),
        (Council, "level", "cấp quận", "province (cấp tỉnh), district (cấp huyện), commune (cấp xã)"),
        (Council, "percent_places", "1e999", "không đọc được là số"),
        (Council, "percent_places", "abc", "không đọc được là số"),
        (SupportResult, "beneficiaries", "50.58", "dấu chấm chỉ ngăn từng nhóm ba chữ số"),
        (SupportResult, "amount", "50,583", "có thể hiểu hai cách"),
        (ReportedTotal, "value", "20,689", "quá nhiều chữ số sau dấu phẩy"),
        (ReportedTotal, "code", "petitions.forwarder", "không có trong danh sách. Gần nhất: petitions.forwarded ("),
        (Article, "publish_at", "26/01/2022 25:00", "Không có giờ 25:00"),
        (ReceptionSession, "starts_at", "25 giờ", "giờ"),
        (Council, "slug", "cầu giấy", "Chỉ dùng chữ không dấu"),
        (CouncilSession, "recording_url", "bản ghi hình", "Hãy ghi đủ địa chỉ trang"),
        (Council, "level", "x" * 100_000, "x" * 100 + "…”"),
    ],
)
def test_read_value_refuses_other_text_with_a_message(model, name, text, excerpt):
    with pytest.raises(ValidationError) as caught:
        read_value(field(model, name), text)

    assert excerpt in " ".join(caught.value.messages)


TWO_WAYS = {
    models.BooleanField: (True, False),
    models.DateTimeField: (datetime(2022, 1, 26, 16, 58, 7, 123456, HANOI), datetime(2022, 1, 26, tzinfo=HANOI)),
    models.DateField: (date(2021, 9, 5), date(1945, 9, 2)),
    models.TimeField: (time(8, 30), time(17, 5, 59)),
    models.DecimalField: (Decimal(0), Decimal(50_583_000_000), Decimal("1234567")),
    models.IntegerField: (0, 7, 2021, 32_767),
    models.EmailField: ("hdnd@caugiay.vn",),
    models.SlugField: ("12", "ban-phap-che"),
    models.URLField: ("https://www.hdnd.vn/ky-hop?so=3",),
    models.TextField: ("@a", "- Một;\n\n=2"),
    models.CharField: ("007", "=1", "20,68%"),
}


def values_of(field):
    """Values that a column may have."""
    if field.choices:
        return [value for value, _ in field.flatchoices if value not in (None, "")]
    values = next(TWO_WAYS[cls] for cls in type(field).mro() if cls in TWO_WAYS)
    return [value[: field.max_length] for value in values] if isinstance(field, models.CharField) else values


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_read_value_reads_what_write_value_writes_in_every_column(table):
    for name, model_field in table.columns.items():
        if table.kind_of(name) in (CellKind.VALUE, CellKind.TEXT_OR_FILE):
            for value in values_of(model_field):
                assert read_value(model_field, write_value(model_field, value)) == value, name
            unknown = None if model_field.null else "" if model_field.empty_strings_allowed and model_field.blank else value
            assert read_value(model_field, write_value(model_field, unknown)) == unknown, name


def test_read_value_names_only_the_nearest_of_many_choices():
    with pytest.raises(ValidationError) as caught:
        read_value(field(ReportedTotal, "code"), "receptions.hold")

    assert caught.value.messages[0].count("(") == 3
