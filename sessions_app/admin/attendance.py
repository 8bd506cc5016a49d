"""The page on which the delegates of one sitting are marked as present, late, excused or absent."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from core.admin.conflicts import retry_on_conflict
from core.admin.grid_versions import grid_changes, grid_token, grid_versions
from core.admin.reopened_forms import reopenable
from core.admin.row_versions import digests_by_column, value_digest
from core.pages.page_forms import is_reopened
from core.records.querysets import in_force
from core.records.rights import staff_user
from core.records.settlement import write_refusal
from councils.models import Body, Mandate, Membership
from sessions_app.attendance_forms import PRESENT, STATES, AttendanceForm, values_of
from sessions_app.models import Attendance, Sitting

SAVED = "Đã lưu điểm danh {sitting}: {present}/{base} đại biểu có mặt."
UNCHANGED = "Điểm danh không có gì thay đổi."
COPY = "tu"  # in the address: the sitting whose attendance is proposed
SETTLED = (
    "Kỳ họp đã công khai và đã quá ngày sau phiên họp, nên điểm danh đã lưu chỉ sửa được bằng cách gửi chờ duyệt: "
    "bấm vào tên đại biểu."
)


def delegates_of(sitting, rows):
    """The mandates in the order of the office: those of the day of the sitting, and those that `rows` have."""
    on_day = Mandate.objects.in_force_on(sitting.held_on).filter(term=sitting.session.term_id)
    recorded = [row.mandate_id for row in rows]
    mandates = Mandate.objects.filter(Q(pk__in=on_day.order_by().values("pk")) | Q(pk__in=recorded)).select_related("person")
    return list(mandates), on_day.count()


def titles_on(day, mandates):
    """The number of the Tổ and the titles of the delegates on `day`, by mandate: "Tổ 2, Trưởng Ban Pháp chế"."""
    seats = Membership.objects.filter(in_force(day), mandate__in=[mandate.pk for mandate in mandates])
    titles = {}
    for seat in seats.select_related("body__council"):
        is_group = seat.body.kind == Body.Kind.GROUP
        if is_group or seat.role != Membership.Role.MEMBER:
            short = seat.role_label if seat.body.kind == Body.Kind.STANDING else seat.title
            titles.setdefault(seat.mandate_id, []).insert(0 if is_group else 99, f"Tổ {seat.body.number}" if is_group else short)
    return {pk: ", ".join(texts) for pk, texts in titles.items()}


class AttendancePageMixin(admin.ModelAdmin):
    """The page with the roll of a sitting."""

    def get_urls(self):
        name = "sessions_app_sitting_attendance"
        page = path("<path:object_id>/diem-danh/", self.admin_site.admin_view(self.attendance_view), name=name)
        return [page, *super().get_urls()]

    @reopenable
    def attendance_view(self, request, object_id):
        """The roll of one sitting, or a redirect after it is saved."""
        return retry_on_conflict(self.attendance_page, request, object_id)

    def attendance_page(self, request, object_id):
        sitting = self.get_object(request, object_id)
        if sitting is None:
            raise Http404
        if not self.has_view_permission(request, sitting):
            raise PermissionDenied
        stored = {row.mandate_id: row for row in sitting.attendances.select_related("mandate__person")}
        for row in stored.values():
            row.sitting = sitting
        mandates, base = delegates_of(sitting, stored.values())
        refusals = self.attendance_refusals(request, sitting, stored)
        data = request.POST if request.method == "POST" else None
        form = AttendanceForm(
            data,
            sitting=sitting,
            mandates=mandates,
            stored=stored,
            proposed={} if data else self.proposed_rows(request, sitting),
            locks_stored=bool(refusals["stored"]),
        )
        changed = []
        if data and not is_reopened(request) and form.is_valid():
            changed = self.save_attendance(request, sitting, form)
            if not changed:
                return self.response_after_attendance(request, sitting, form.roll(base))
        context = self.attendance_context(request, sitting, form, base, is_compared=bool(changed)) | {
            "refusal": refusals["added"] if refusals["added"] and (refusals["stored"] or not stored) else "",
            "settled": SETTLED if refusals["stored"] and not refusals["added"] else "",
            "changes_of_record": changed,
        }
        return TemplateResponse(request, "admin/sessions_app/attendance.html", context, status=409 if changed else 200)

    def attendance_refusals(self, request, sitting, stored):
        """Why the user may not add rows (`added`) and not change those that are stored (`stored`); "" if the user may."""
        user = staff_user(request)
        row = next(iter(stored.values()), None)
        return {
            "added": write_refusal(user, None, Attendance(sitting=sitting), []),
            "stored": write_refusal(user, row, row, ["state"]) if row else "",
        }

    def proposed_rows(self, request, sitting):
        """The rows of the sitting that the address names, by mandate: proposed and not stored. {} without one."""
        chosen = request.GET.get(COPY, "")
        if not chosen.isdecimal():
            return {}
        rows = Attendance.objects.filter(sitting=int(chosen[:9]), sitting__session=sitting.session_id)
        copies = {row.mandate_id: row for row in rows}
        for row in copies.values():
            row.came_at = row.left_at = None
        return copies

    def save_attendance(self, request, sitting, form):
        """Save what differs, all or nothing; the changes of others if there are any, and nothing is saved then."""
        user = staff_user(request)
        with transaction.atomic():
            changed = grid_changes(request, sitting, Attendance.objects.filter(sitting=sitting.pk))
            if changed:
                self.take_stored_values(request, sitting, form, changed)
                return changed
            rows = form.changed_rows()
            refusal = next(filter(None, (write_refusal(user, old, row, changed_names(old, row)) for old, row in rows)), "")
            if refusal:
                raise PermissionDenied(refusal)
            for _, row in rows:
                row.clean_fields(exclude=["sitting", "mandate"])
                row.save()
            if rows:
                self.log_change(request, sitting, f"Điểm danh: {len(rows)} đại biểu.")
            request.attendance_changes = len(rows)
        return []

    def take_stored_values(self, request, sitting, form, changed):
        """Display the values of others where the user has left those that the page displayed."""
        versions = grid_versions(request, sitting, Attendance)
        data = form.data.copy()
        for change in changed:
            row = change.row
            if isinstance(row, Attendance) and is_untouched(form, row, versions):
                data[f"state-{row.mandate_id}"] = "late" if row.is_late else row.state
                data[f"came-{row.mandate_id}"] = f"{row.came_at:%H:%M}" if row.came_at else ""
                data[f"reason-{row.mandate_id}"] = row.reason
        form.data = data

    def response_after_attendance(self, request, sitting, roll):
        """A redirect to the next sitting, or back to this page."""
        sentence = SAVED.format(sitting=sitting, present=roll.present, base=roll.base)
        has_changes = bool(request.attendance_changes)
        self.message_user(request, sentence if has_changes else UNCHANGED, messages.SUCCESS if has_changes else messages.INFO)
        following = None
        if "_next" in request.POST:
            following = Sitting.objects.filter(session=sitting.session_id, number__gt=sitting.number).first()
        return HttpResponseRedirect(attendance_url(following or sitting))

    def attendance_context(self, request, sitting, form, base, *, is_compared):
        sittings = list(Sitting.objects.filter(session=sitting.session_id))
        before = [other for other in sittings if other.number < sitting.number]
        rows = form.rows(titles_on(sitting.held_on, form.mandates))
        request.current_app = self.admin_site.name
        return {
            **self.admin_site.each_context(request),
            "title": f"Điểm danh {sitting}",
            "subtitle": sitting.session,
            "opts": self.opts,
            "sitting": sitting,
            "record": sitting,
            "sittings": [(other, attendance_url(other), other == sitting) for other in sittings],
            "previous_url": f"{attendance_url(sitting)}?{COPY}={before[-1].pk}" if before else "",
            "previous": before[-1] if before else None,
            "has_next": any(other.number > sitting.number for other in sittings),
            "form": form,
            "rows": rows,
            "states": STATES,
            "roll": form.roll(base),
            "is_new": not form.stored,
            "may_save": any(not row.state.field.disabled for row in rows),
            "versions": grid_token(request, sitting, Attendance.objects.filter(sitting=sitting.pk), is_compared=is_compared),
        }


def attendance_url(sitting):
    """The address of the roll of `sitting`."""
    return reverse("admin:sessions_app_sitting_attendance", args=[sitting.pk])


def changed_names(stored, row):
    """The columns in which `row` differs from `stored`; none for a new row."""
    names = ("state", "came_at", "left_at", "reason")
    return [name for name in names if getattr(stored, name) != getattr(row, name)] if stored else []


def is_untouched(form, row, versions):
    """Whether the user left a delegate as the page displayed it, while another person wrote `row`."""
    mandate = next((each for each in form.mandates if each.pk == row.mandate_id), None)
    if mandate is None or versions is None:
        return False
    typed = form.row_of(mandate, form.stored.get(mandate.pk))
    opened = digests_by_column(Attendance, versions.digests.get(row.pk, ""))
    if not opened:
        return values_of(typed) == (PRESENT, None, None, "")
    return all(opened[name] == value_digest(getattr(typed, name)) for name in ("state", "came_at", "reason"))
