"""Making records public and taking them off the site, from their lists."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxLengthValidator
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html

from core.records.models import Publishable
from core.vietnamese.dates import short_moment

PUBLICATION = (
    ("Đăng trên cổng", {"fields": ["status"]}),
    ("Hẹn giờ đăng, lý do không công khai", {"fields": ["publish_at", "withdrawn_reason"], "classes": ["collapse"]}),
)
REASON_LENGTH = Publishable._meta.get_field("withdrawn_reason").max_length
TOO_LONG = "Lý do dài quá %(limit_value)d ký tự (đang có %(show_value)d)."


class WithdrawalForm(forms.Form):
    """Why records leave the site; a reason that is too long is shown whole, not cut."""

    reason = forms.CharField(
        label="Lý do",
        help_text="Người đọc thấy lý do này ở địa chỉ của bản ghi.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Hãy ghi lý do."},
        validators=[MaxLengthValidator(REASON_LENGTH, TOO_LONG)],
    )


@admin.display(description="trạng thái đăng", ordering="status")
def publication_state(record):
    """The state of publication in words, with the tint that the house gives to states."""
    return format_html('<span class="state state-{}">{}</span>', record.status, record.get_status_display())


@admin.display(description="trên cổng")
def public_page(record):
    """The way to the record's page, which its staff see before the public does."""
    return format_html('<a href="{}" aria-label="Xem {}">Xem</a>', record.get_absolute_url(), record)


def as_published(posted):
    """What a form has `posted`, to be public from its own moment, or from now."""
    posted = posted.copy()
    posted["status"] = Publishable.Status.PUBLISHED
    posted["publish_at"] = posted.get("publish_at", "").strip() or short_moment(timezone.now())
    return posted


@admin.action(description="Công khai các dòng đã chọn", permissions=["publish"])
def publish_selected(model_admin, request, queryset):
    """Publish what has been waiting, from now on unless it names its own moment; what breaks a rule is told and stays."""
    now = timezone.now()
    records = list(queryset.exclude(status=Publishable.Status.PUBLISHED))
    for record in records:
        record.status = Publishable.Status.PUBLISHED
        record.publish_at = record.publish_at or now
        record.withdrawn_reason = ""
    store_each(model_admin, request, records, done="Đã công khai")


@admin.action(description="Gỡ khỏi cổng các dòng đã chọn…", permissions=["publish"])
def withdraw_selected(model_admin, request, queryset):
    """Ask for the reason, then take off the site whatever is public."""
    shown = queryset.filter(status=Publishable.Status.PUBLISHED)
    if not shown.exists():
        model_admin.message_user(request, "Trong các dòng đã chọn không có dòng nào đang công khai.", messages.WARNING)
        return None
    form = WithdrawalForm(request.POST if "reason" in request.POST else None)
    if not form.is_valid():
        return ask_reason(model_admin, request, shown, form)
    records = list(shown)
    for record in records:
        record.status = Publishable.Status.WITHDRAWN
        record.withdrawn_reason = form.cleaned_data["reason"]
    store_each(model_admin, request, records, done="Đã gỡ khỏi cổng")
    return None


def ask_reason(model_admin, request, records, form):
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Gỡ khỏi cổng: {model_admin.opts.verbose_name}",
        "opts": model_admin.opts,
        "records": records,
        "parts": parts_of(model_admin, records),
        "selected": request.POST.getlist("_selected_action"),
        "form": form,
    }
    return TemplateResponse(request, "admin/withdraw_selected.html", context)


def parts_of(model_admin, records):
    """How many parts of each kind go with the `records`, by the name of the kind."""
    counts = {}
    for inline in model_admin.inlines:
        key = next(field for field in inline.model._meta.fields if field.related_model is model_admin.model)
        if count := inline.model._default_manager.filter(**{f"{key.name}__in": records}).count():
            counts[inline.model._meta.verbose_name_plural] = count
    return counts


def store_each(model_admin, request, records, *, done):
    """Store the changed `records` one by one, each with its history, and say which were refused and why."""
    stored = 0
    for record in records:
        if not model_admin.permits(request, "publish", record):
            raise PermissionDenied
        try:
            record.full_clean()
        except ValidationError as error:
            model_admin.message_user(request, f"{record}: {' '.join(error.messages)}", messages.ERROR)
            continue
        record.save()
        model_admin.log_change(request, record, f"{done}.")
        stored += 1
    if stored:
        model_admin.message_user(request, f"{done} {stored} {model_admin.opts.verbose_name}.", messages.SUCCESS)
