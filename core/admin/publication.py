"""The actions of lists that publish records and withdraw them from the site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.admin.checks import unblocked
from core.pages.page_forms import is_reopened
from core.pages.publication import public_path
from core.records.models import Publishable
from core.vietnamese.unicode_forms import UnicodeForm

if TYPE_CHECKING:
    from core.admin.records import RecordAdmin  # it has these actions

Fieldset: TypeAlias = tuple[str, Any]  # Any: the options, whose type is private in django-stubs

PUBLICATION: tuple[Fieldset, ...] = (
    ("Đăng trên cổng", {"fields": ["status", "publish_at", "withdrawn_reason"], "classes": ["collapse"]}),
)
MAX_REASON_LENGTH = Publishable._meta.get_field("withdrawn_reason").max_length or 0
TOO_LONG = "Lý do dài quá %(limit_value)d ký tự (đang có %(show_value)d)."


class WithdrawalForm(UnicodeForm):
    """The form that asks why records are withdrawn; a reason that is too long is refused and not cut off."""

    reason = forms.CharField(
        label="Lý do",
        help_text="Người đọc thấy lý do này ở địa chỉ của bản ghi.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Hãy ghi lý do."},
        validators=[MaxLengthValidator(MAX_REASON_LENGTH, TOO_LONG)],
    )


@admin.display(description="trạng thái đăng", ordering="status")
def publication_state(record: Publishable) -> SafeString:
    """Return the publication state as HTML, with a colour for each state."""
    return format_html('<span class="state state-{}">{}</span>', record.status, record.get_status_display())


@admin.display(description="trên cổng")
def public_page(record: Publishable) -> SafeString:
    """Return a link to the public page of the record, which its staff can open before it is public."""
    return format_html('<a href="{}" aria-label="Xem {}">Xem</a>', public_path(record), record)


def as_published(posted: QueryDict) -> QueryDict:
    """Return the `posted` form data with the state "published"; the form then publishes now if no moment is typed."""
    posted = posted.copy()
    posted["status"] = Publishable.Status.PUBLISHED
    return posted


@admin.action(description="Công khai các dòng đã chọn", permissions=["publish"])
def publish_selected(model_admin: RecordAdmin, request: HttpRequest, queryset: QuerySet[Publishable]) -> None:
    """Publish the selected records now, or at the moment that a record already has; list those that are invalid."""
    now = timezone.now()
    records = list(unblocked(model_admin, request, list(queryset.exclude(status=Publishable.Status.PUBLISHED))))
    for record in records:
        record.status = Publishable.Status.PUBLISHED
        record.publish_at = record.publish_at or now
        record.withdrawn_reason = ""
    save_each(model_admin, request, records, change_message="Đã công khai")


@admin.action(description="Gỡ khỏi cổng các dòng đã chọn…", permissions=["publish"])
def withdraw_selected(model_admin: RecordAdmin, request: HttpRequest, queryset: QuerySet[Publishable]) -> HttpResponse | None:
    """Ask for the reason, then withdraw those of the selected records that are published."""
    published = queryset.filter(status=Publishable.Status.PUBLISHED)
    if not published.exists():
        model_admin.message_user(request, "Trong các dòng đã chọn không có dòng nào đang công khai.", messages.WARNING)
        return None
    form = WithdrawalForm(request.POST if "reason" in request.POST else None)
    if is_reopened(request) or not form.is_valid():
        return render_withdrawal_form(model_admin, request, published, form)
    records = list(published)
    for record in records:
        record.status = Publishable.Status.WITHDRAWN
        record.withdrawn_reason = form.cleaned_data["reason"]
    save_each(model_admin, request, records, change_message="Đã gỡ khỏi cổng")
    return None


def render_withdrawal_form(
    model_admin: RecordAdmin, request: HttpRequest, records: QuerySet[Publishable], form: WithdrawalForm
) -> TemplateResponse:
    """Return the page that asks for the reason of the withdrawal."""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Gỡ khỏi cổng: {model_admin.opts.verbose_name}",
        "opts": model_admin.opts,
        "records": records,
        "parts": inline_counts(model_admin, records),
        "selected": [record.pk for record in records],  # also those of other pages of the list
        "form": form,
    }
    return TemplateResponse(request, "admin/withdraw_selected.html", context)


def inline_counts(model_admin: RecordAdmin, records: QuerySet[Publishable]) -> dict[str, int]:
    """Return how many inline rows belong to `records`, by the plural name of their model."""
    counts = {}
    for inline in model_admin.inlines:
        opts = inline.model._meta
        foreign_key = next(field for field in opts.fields if field.related_model is model_admin.model)
        if count := inline.model._default_manager.filter(**{f"{foreign_key.name}__in": records}).count():
            counts[str(opts.verbose_name_plural)] = count
    return counts


def save_each(model_admin: RecordAdmin, request: HttpRequest, records: Sequence[Publishable], *, change_message: str) -> None:
    """Save the changed `records` one by one, each with its history; show the errors of those that are invalid.

    Raises PermissionDenied, and saves none, if there is one that the user may not publish.
    """
    if not all(model_admin.permits(request, "publish", record) for record in records):
        raise PermissionDenied
    saved = 0
    for record in records:
        try:
            record.full_clean()
        except ValidationError as error:
            model_admin.message_user(request, f"{record}: {' '.join(error.messages)}", messages.ERROR)
            continue
        record.save()
        model_admin.log_change(request, record, f"{change_message}.")
        saved += 1
    if saved:
        model_admin.message_user(request, f"{change_message} {saved} {model_admin.opts.verbose_name}.", messages.SUCCESS)
