"""Making records public and taking them off the site, from their lists."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html

from core.dates import short_moment
from core.models import Publishable

PUBLICATION = ("Đăng trên cổng", {"fields": ["status", "publish_at", "withdrawn_reason"]})
REASON_LENGTH = Publishable._meta.get_field("withdrawn_reason").max_length


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
def publish_selected(lists, request, queryset):
    """Publish what has been waiting, from now on unless it names its own moment; what breaks a rule is told and stays."""
    now = timezone.now()
    records = list(queryset.exclude(status=Publishable.Status.PUBLISHED))
    for record in records:
        record.status = Publishable.Status.PUBLISHED
        record.publish_at = record.publish_at or now
        record.withdrawn_reason = ""
    store_each(lists, request, records, done="Đã công khai")


@admin.action(description="Gỡ khỏi cổng các dòng đã chọn…", permissions=["publish"])
def withdraw_selected(lists, request, queryset):
    """Ask for the reason, then take off the site whatever is public."""
    shown = queryset.filter(status=Publishable.Status.PUBLISHED)
    if not shown.exists():
        lists.message_user(request, "Trong các dòng đã chọn không có dòng nào đang công khai.", messages.WARNING)
        return None
    if "reason" not in request.POST:
        return ask_reason(lists, request, shown)
    reason = request.POST["reason"].strip()
    if fault := fault_of_reason(reason):
        return ask_reason(lists, request, shown, fault)
    records = list(shown)
    for record in records:
        record.status = Publishable.Status.WITHDRAWN
        record.withdrawn_reason = reason
    store_each(lists, request, records, done="Đã gỡ khỏi cổng")
    return None


def fault_of_reason(reason):
    """What is wrong with a typed reason, blank where nothing is."""
    if not reason:
        return "Hãy ghi lý do."
    return f"Lý do dài quá {REASON_LENGTH} ký tự (đang có {len(reason)})." if len(reason) > REASON_LENGTH else ""


def ask_reason(lists, request, records, fault=""):
    context = {
        **lists.admin_site.each_context(request),
        "title": f"Gỡ khỏi cổng: {lists.opts.verbose_name}",
        "opts": lists.opts,
        "records": records,
        "selected": request.POST.getlist("_selected_action"),
        "reason": request.POST.get("reason", ""),
        "fault": fault,
    }
    return TemplateResponse(request, "admin/withdraw_selected.html", context)


def store_each(lists, request, records, *, done):
    """Store the changed `records` one by one, each with its history, and say which were refused and why."""
    stored = 0
    for record in records:
        if not lists.permits(request, "publish", record):
            raise PermissionDenied
        try:
            record.full_clean()
        except ValidationError as error:
            lists.message_user(request, f"{record}: {' '.join(error.messages)}", messages.ERROR)
            continue
        record.save()
        lists.log_change(request, record, f"{done}.")
        stored += 1
    if stored:
        lists.message_user(request, f"{done} {stored} {lists.opts.verbose_name}.", messages.SUCCESS)
