"""What staff should know of the documents of a record: remarks, scans without text, and properties of signed files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from core.records.checks import Problem
from core.uploads.fields import DocumentField

TITLE = "Tệp còn chỗ sửa hoặc ghi chú, là bản quét không có lớp chữ, hoặc đã ký số mà còn thuộc tính"
SCAN = (
    "Tệp “{}” chỉ có ảnh chụp, không có lớp chữ: phần mềm đọc màn hình và tìm kiếm không đọc được; nên thêm bản chữ (tệp Word "
    "hoặc PDF xuất từ Word)."
)
KEPT = "Tệp “{}” đã ký số nên được giữ nguyên; người tải về xem được: {}."


def document_problems(rows: QuerySet[Any], parts: type[Model], owner: str, name: str = "file") -> Iterator[Problem]:
    """Yield what the documents of `rows` should make staff think about.

    The documents are in the field `name` of the model `parts`, whose foreign key `owner` leads to the rows. Any: records.
    A scan is mentioned only where no other document of the record has text.
    """
    field = parts._meta.get_field(name)
    if not isinstance(field, DocumentField):
        raise TypeError(f"{field} is no DocumentField.")
    prefix = field.prefix
    has_remarks = Q(**{f"{prefix}tracked_changes__gt": 0}) | Q(**{f"{prefix}comments__gt": 0})
    condition = has_remarks | Q(**{f"{prefix}is_scan": True}) | ~Q(**{f"{prefix}kept_properties": ""})
    others = parts._default_manager.filter(**{owner: OuterRef(owner)}).exclude(pk=OuterRef("pk"))
    documents = parts._default_manager.filter(condition, **{f"{owner}__in": rows}).select_related(owner)
    for part in documents.annotate(has_text_beside=Exists(others.filter(readable(parts, prefix)))).order_by("pk"):
        record, title = getattr(part, owner), str(part)
        if sentence := field.remarks(part):
            yield Problem(record, f"{title}: {sentence}")
        is_scan = field.measure_of(part, "is_scan") and not getattr(part, "has_text", None)
        if is_scan and not part.has_text_beside:
            yield Problem(record, SCAN.format(title))
        if properties := field.measure_of(part, "kept_properties"):
            yield Problem(record, KEPT.format(title, properties))


def readable(parts: type[Model], prefix: str) -> Q:
    """Return the condition for documents with text: other PDFs, those that staff say have text, and files of Word."""
    names = {field.name for field in parts._meta.get_fields()}
    condition = Q(**{f"{prefix}is_scan": False})
    if "has_text" in names:
        condition |= Q(has_text=True)
    if "content_type" in names:
        condition |= Q(content_type__contains="word") | Q(content_type__contains="opendocument.text")
    return condition
