"""What the checks find, where staff work: on the form, in the list, and before records become public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ListFilter, SimpleListFilter
from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.admin.addresses import change_url
from core.admin.changelist import FilteredChangeList
from core.models.findings import Finding, findings_in, findings_of
from core.records.checks import checks_of
from core.records.models import Publishable
from core.records.rights import is_visible, staff_user, visible_records
from core.vietnamese.dates import short_moment

ERROR, ADVICE, WAIVED, NOTHING = "co-loi", "co-luu-y", "da-chap-nhan", "khong"
ATTENTION = {ERROR: "có lỗi", ADVICE: "có lưu ý", WAIVED: "đã chấp nhận", NOTHING: "không"}
PUBLISHING_BUTTONS = ("_publish", "_save", "_addanother", "_page")
STAYS_UNPUBLISHED = "Đã lưu nhưng chưa công khai: hãy sửa các lỗi dưới đây, hoặc nhờ người duyệt chấp nhận kèm lý do."


class PublicationBlocked(Exception):
    """A saved record is to become public although a check finds errors in it; the saving is rolled back."""

    def __init__(self, stored_values: dict[str, Any]) -> None:  # Any: values of the fields of publication
        super().__init__()
        self.stored_values = stored_values


def attention_of(findings: Iterable[Finding]) -> str:
    """Return the key of ATTENTION for what the checks find in one record."""
    findings = list(findings)
    if any(finding.blocks for finding in findings):
        return ERROR
    if any(finding.waiver is None for finding in findings):
        return ADVICE
    return WAIVED if findings else NOTHING


def attention_by_id(rows: QuerySet[Any]) -> dict[int, str]:  # Any: rows of all models
    """Return the key of ATTENTION of each of `rows` in which a check finds something."""
    findings_by_id: dict[int, list[Finding]] = {}
    for finding in findings_in(rows):
        findings_by_id.setdefault(finding.record.pk, []).append(finding)
    return {pk: attention_of(findings) for pk, findings in findings_by_id.items()}


@admin.display(description="cần xem")
def attention(record: Any) -> SafeString:  # Any: a row of a CheckedChangeList
    """Return whether a check finds something in the row, as HTML."""
    key = record.attention
    return format_html('<span class="attention attention-{}">{}</span>', key, "–" if key == NOTHING else ATTENTION[key])


class CheckedChangeList(FilteredChangeList):
    """A list of records that checks look at: the rows of the page know what is found in them."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows = self.result_list  # it stays a QuerySet, which a list that is edited in place needs
        keys = attention_by_id(self.model._default_manager.filter(pk__in=[row.pk for row in rows])) if rows else {}
        for row in rows:
            row.attention = keys.get(row.pk, NOTHING)


class AttentionFilter(SimpleListFilter):
    """The filter of a list by what the checks find in its rows."""

    title = "cần xem"
    parameter_name = "can-xem"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # Any: as in Django's method
        return list(ATTENTION.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # Any: rows of all models
        if self.value() is None:
            return queryset
        keys = attention_by_id(queryset.model._default_manager.filter(pk__in=queryset.order_by().values("pk")))
        if self.value() == NOTHING:
            return queryset.exclude(pk__in=list(keys))
        return queryset.filter(pk__in=[pk for pk, key in keys.items() if key == self.value()])


@dataclass(frozen=True)
class FindingRow:
    """A finding as a form displays it: its links, and the address where it is accepted or where that is withdrawn."""

    finding: Finding
    links: tuple[tuple[str, str], ...]  # (name, URL) of the other records
    waived_by: str
    waiver_url: str
    entry: tuple[str, str] = ("", "")  # the name and the URL of the place where one enters what is missing

    @property
    def label(self) -> str:
        """The severity in words."""
        return "Lỗi" if self.finding.check.is_error else "Lưu ý"


def may_waive(request: HttpRequest, record: Model) -> bool:
    """Return whether the user may accept an error of `record`: a reviewer of its council, or the administrator."""
    user = staff_user(request)
    return is_visible(record, user) and user.has_perm("core.add_waiver", record)


def finding_rows(request: HttpRequest, record: Model) -> list[FindingRow]:
    """Return what the checks find in `record`, for the user of the request."""
    findings = findings_of(record)
    visible = visible_records([other for finding in findings for other in finding.problem.others], staff_user(request))
    ids = {finding.waiver.by_id for finding in findings if finding.waiver}
    users = get_user_model()._default_manager.in_bulk(ids) if ids else {}
    may = bool(findings) and may_waive(request, record)
    rows = []
    for finding in findings:
        others = [other for other in finding.problem.others if other in visible]
        links = tuple((f"{other._meta.verbose_name}: {other}", change_url(other)) for other in others)
        waived_by = str(users.get(finding.waiver.by_id, "")) if finding.waiver else ""
        may_here = may and finding.check.is_error
        rows.append(FindingRow(finding, links, waived_by, waiver_url(finding) if may_here else ""))
    return rows


def waiver_url(finding: Finding) -> str:
    """Return the URL of the page where a finding is accepted, or where that is withdrawn."""
    record = finding.record
    address = reverse("admin:record_waiver", args=[record._meta.label_lower, record.pk, finding.check.code])
    return f"{address}?cau={finding.problem.sentence_hash}"


def unblocked(model_admin: Any, request: HttpRequest, records: list[Publishable]) -> Iterator[Publishable]:  # Any: as in actions
    """Yield those of the stored `records` that may become public; name the errors of the others in messages."""
    model = model_admin.model
    rows = model._default_manager.filter(pk__in=[record.pk for record in records])
    sentences: dict[int, list[str]] = {}
    for finding in findings_in(rows, [each_check for each_check in checks_of(model) if each_check.is_error]):
        if finding.blocks:
            sentences.setdefault(finding.record.pk, []).append(finding.sentence)
    for record in records:
        if record.pk not in sentences:
            yield record
            continue
        link = format_html('<a href="{}">{}</a>', change_url(record), record)
        text = " ".join(sentences[record.pk])
        model_admin.message_user(request, format_html("{}: chưa công khai. {}", link, text), messages.ERROR)


def without_publication(posted: QueryDict, stored_values: dict[str, Any]) -> QueryDict:  # Any: values of fields
    """Return the posted form with the state of publication that is stored, so that all else can be saved."""
    posted = posted.copy()
    for name in PUBLISHING_BUTTONS:
        posted.pop(name, None)
    posted["_continue"] = "1"
    posted["status"] = stored_values.get("status") or Publishable.Status.DRAFT
    publish_at = stored_values.get("publish_at")
    posted["publish_at"] = short_moment(publish_at) if publish_at else ""
    posted["withdrawn_reason"] = stored_values.get("withdrawn_reason") or ""
    return posted


class ChecksMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A ModelAdmin that displays what the checks find, and publishes no record with an error that nobody has waived."""

    @property
    def is_checked(self) -> bool:
        """Whether a check looks at the records of the model."""
        return bool(checks_of(self.model))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[FilteredChangeList]:  # Any: as in Django's method
        return CheckedChangeList if self.is_checked else FilteredChangeList

    def get_list_filter(self, request: HttpRequest) -> list[Any]:  # Any: as in Django's method
        filters: list[str | type[ListFilter]] = list(super().get_list_filter(request))  # type: ignore[arg-type]  # ours are these
        return [*filters, AttentionFilter] if self.is_checked else filters

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:  # Any: the context of a template
        """Save all but the publication if an error blocks it, and open the form again."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PublicationBlocked as blocked:
            request.POST = without_publication(request.POST, blocked.stored_values)  # type: ignore[assignment]  # may be mutable
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if isinstance(response, HttpResponseRedirect):
            self.message_user(request, STAYS_UNPUBLISHED, messages.ERROR)
        return response

    def save_related(self, request: HttpRequest, form: ModelForm[Any], formsets: Any, change: bool) -> None:  # Any: Django's
        super().save_related(request, form, formsets, change)
        record = form.instance
        becomes_public = "status" in form.changed_data and record.status == Publishable.Status.PUBLISHED
        if becomes_public and self.is_checked and any(finding.blocks for finding in findings_of(record)):
            raise PublicationBlocked(dict(form.initial) if change else {})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:  # Any: the context of a template and the other arguments of Django's method
        """Add what the checks find in the stored record."""
        record = context.get("original")
        if record is not None and self.is_checked:
            rows = finding_rows(request, record)
            entries = self.entry_links(request, record) if rows else {}
            context["findings"] = [replace(row, entry=entries.get(row.finding.check.code, ("", ""))) for row in rows]
        return super().render_change_form(request, context, *args, **kwargs)

    def entry_links(self, request: HttpRequest, record: Any) -> dict[str, tuple[str, str]]:  # Any: as above
        """Return where one enters what the checks miss in `record`: the name and the URL of the place, by code of the check."""
        return {}

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:  # Any: a record
        self.warn_of_findings(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:  # Any: a record
        self.warn_of_findings(request, obj)
        return super().response_change(request, obj)

    def warn_of_findings(self, request: HttpRequest, record: Model) -> None:
        """Name in a message what the checks find in a saved record, unless its form opens again and displays it."""
        if not self.is_checked or "_continue" in request.POST or "_popup" in request.POST:
            return
        sentences = [finding.sentence for finding in findings_of(record) if finding.waiver is None]
        if sentences:
            link = format_html('<a href="{}">{}</a>', change_url(record), record)
            self.message_user(request, format_html("{}: cần xem. {}", link, " ".join(sentences)), messages.WARNING)
