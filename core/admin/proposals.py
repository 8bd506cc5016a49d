"""Changes of public records by staff who may not publish them: happenings are saved, other changes wait for a reviewer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import partial
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from core.admin.addresses import change_url
from core.admin.deletion_versions import DELETED_ROWS, deletion_context, deletion_digest, is_same_deletion
from core.admin.form_errors import InlineFormSet
from core.admin.proposed_values import Payload, files_in, payload_of
from core.admin.rights import CouncilRightsMixin
from core.models import ProposedChange
from core.records.models import Publishable, Record, private_storage
from core.records.rights import permission, permits, public_owner, staff_user
from core.records.settlement import happenings_of, is_direct_addition, is_direct_change, is_direct_removal, may_only_propose

PUBLICATION_FIELDS = ("status", "publish_at", "withdrawn_reason")
SENT = "Đã gửi bản sửa; người duyệt xem và nhận hoặc trả lại. Trang công khai chưa thay đổi."
DELETION: Payload = {"fields": {}, "parts": [], "deletion": True}
OTHER_ROWS = "Chưa xóa: những bản ghi bị xóa theo đã đổi từ lúc trang này hiện ra. Hãy xem lại rồi xác nhận."
NOT_SENT = "Không có gì thay đổi nên không gửi bản sửa nào."


def newest_version(record: Model) -> str:
    """Return the newest history id of `record`, or a hash of its columns if it has no history."""
    if hasattr(record, "history"):
        return str(record.history.order_by("-history_id").values_list("history_id", flat=True).first() or "")
    columns = [str(getattr(record, field.attname)) for field in record._meta.concrete_fields]
    return hashlib.sha256("\n".join(columns).encode()).hexdigest()


def waiting_of(user: Any, record: Model) -> ProposedChange | None:  # Any: the user model is in an app above core
    """Return the waiting change of `record` that `user` has proposed, if any."""
    proposals = ProposedChange.objects.about(record).filter(by_id=user.pk, state=ProposedChange.State.WAITING)
    return proposals.first()


def propose(user: Any, record: Model, payload: Payload) -> ProposedChange:  # Any: as above
    """Store what `user` proposes for `record`, in place of what the same user proposed before and still waits."""
    council = record.get_council() if isinstance(record, Record) else None
    earlier = waiting_of(user, record)
    proposal, _ = ProposedChange.objects.update_or_create(
        kind=record._meta.label_lower,
        object_id=record.pk,
        by_id=user.pk,
        state=ProposedChange.State.WAITING,
        defaults={
            "council_id": council.pk if council else None,
            "version": newest_version(record),
            "payload": payload | {"name": str(record)},
            "at": timezone.now(),
        },
    )
    if earlier:
        discard_files(earlier)
    return proposal


def discard_files(proposal: ProposedChange) -> None:
    """Delete the files of an ended `proposal` when the transaction is stored, except those that still wait in others."""
    waiting = ProposedChange.objects.filter(state=ProposedChange.State.WAITING)
    for path in files_in(proposal.payload) - {path for each in waiting for path in files_in(each.payload)}:
        transaction.on_commit(partial(private_storage().delete, path))


def propose_addition(user: Any, record: Model, payload: Payload) -> ProposedChange:  # Any: as above
    """Store that `user` proposes to add `record`, which has no id yet, to the public record that it would be part of."""
    owner = cast(Model, public_owner(record))
    council = record.get_council() if isinstance(record, Record) else None
    return ProposedChange.objects.create(
        kind=record._meta.label_lower,
        by_id=user.pk,
        council_id=council.pk if council else None,
        payload=payload | {"name": str(record), "owner": [owner._meta.label_lower, owner.pk]},
    )


def is_direct(form: ModelForm[Any], formsets: Iterable[InlineFormSet]) -> bool:  # Any: of all models
    """Return whether all that a valid form and its inlines change are happenings that are not settled."""
    return is_direct_change(form.instance.as_stored(), form.changed_data) and all(map(is_direct_formset, formsets))


def is_direct_formset(formset: InlineFormSet) -> bool:
    """Return whether all rows that an inline adds, changes or deletes are happenings that are not settled."""
    for form in formset.forms:
        row = form.instance.as_stored()
        if form in formset.deleted_forms:
            if row and not is_direct_removal(row):
                return False
        elif form.has_changed() and not (
            is_direct_change(row, form.changed_data) if row else is_direct_addition(type(form.instance))
        ):
            return False
    return True


def delete_or_propose_selected(model_admin: ProposingMixin, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
    """Django's action that deletes the selected records; of public ones the deletion is proposed, after the same question.

    Any: records of all models.
    """
    proposed = [record for record in queryset if model_admin.proposes_deletion(request, record)]
    others = queryset.exclude(pk__in=[record.pk for record in proposed])
    is_confirmed = "post" in request.POST
    if is_confirmed:
        model_admin.get_deleted_objects(others, request)
        if not is_same_deletion(request):
            request.POST = without_confirmation(request.POST)  # type: ignore[assignment]  # a QueryDict may be mutable
            model_admin.message_user(request, OTHER_ROWS, messages.WARNING)
            is_confirmed = False
    for record in proposed if is_confirmed else ():
        propose(request.user, record, DELETION)
        model_admin.message_user(request, f"Đã gửi đề nghị xóa: {record}.", messages.SUCCESS)
    if is_confirmed and not others:
        return None
    response = delete_selected(model_admin, request, others)
    if isinstance(response, TemplateResponse):
        versions = {"deletion_digest": deletion_digest(request), "deletion_input": DELETED_ROWS}
        response.context_data = {**(response.context_data or {}), "proposed": proposed, **versions}
    return response


def without_confirmation(posted: QueryDict) -> QueryDict:
    """Return the `posted` question about a deletion as it was before the user confirmed it."""
    posted = posted.copy()
    del posted["post"]
    return posted


class ProposingMixin(CouncilRightsMixin, admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A ModelAdmin whose form stays open to staff who keep the kind of a public record but may not publish it.

    A save of unsettled happenings is stored; any other save becomes a ProposedChange as a whole, because a form is
    valid or not as a whole. `accepts_proposals` is false where an approved record is locked for everybody.
    """

    accepts_proposals = True

    def proposes(self, request: HttpRequest, record: Model | None) -> bool:
        """Return whether the user may change `record` only as a proposal, apart from happenings."""
        return self.accepts_proposals and may_only_propose(staff_user(request), record)

    def proposes_addition(self, request: HttpRequest, record: Model) -> bool:
        """Return whether the user may add `record` to the public record that it is part of only as a proposal."""
        user = staff_user(request)
        if not self.accepts_proposals or public_owner(record) in (None, record) or is_direct_addition(type(record)):
            return False
        return user.has_perm(permission("add", self.opts), record) and not permits(user, "add", self.opts, record)

    def waits(self, request: HttpRequest, record: Record, change: bool) -> bool:
        """Return whether a form of the user may store `record` only after a reviewer, apart from happenings.

        It may be public as it is stored, or become part of what is public by the change.
        """
        if not change:
            return self.proposes_addition(request, record)
        return self.proposes(request, record.as_stored()) or self.proposes(request, record)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) or self.proposes(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # Any: as in Django's method
        """Return the read-only fields; the state of publication is one for a user who may only propose."""
        fields = super().get_readonly_fields(request, obj)
        is_locked = isinstance(obj, Publishable) and self.proposes(request, obj)
        return [*fields, *PUBLICATION_FIELDS] if is_locked else fields

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:  # Any: the context of a template
        request.waits_for_reviewer = None  # type: ignore[attr-defined]  # stored here; the view may run twice
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # Any: as in Django's method
        """Save the record, unless `save_related` has to decide first whether the change waits."""
        if not self.waits(request, obj, change):
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # Any: as in Django's
        stored = form.instance.as_stored() if change else None
        if not self.waits(request, form.instance, change):
            super().save_related(request, form, formsets, change)
        elif stored is None:
            propose_addition(request.user, form.instance, payload_of(form, formsets, None))
            request.waits_for_reviewer = SENT  # type: ignore[attr-defined]  # stored here
        elif self.has_changes(form, formsets) and is_direct(form, formsets):
            super().save_model(request, form.instance, form, change)
            super().save_related(request, form, formsets, change)
        else:
            self.store_proposal(request, stored, payload_of(form, formsets, stored))

    def has_changes(self, form: Any, formsets: Any) -> bool:  # Any: as in Django's methods
        """Return whether a form or one of its inlines changes anything."""
        return form.has_changed() or any(formset.has_changed() for formset in formsets)

    def store_proposal(self, request: HttpRequest, stored: Model, payload: Payload) -> None:
        """Store what the user proposes; a form without changes proposes nothing."""
        is_empty = not (payload["fields"] or payload["parts"])
        request.waits_for_reviewer = NOT_SENT if is_empty else SENT  # type: ignore[attr-defined]  # stored here
        if not is_empty:
            propose(request.user, stored, payload)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:  # Any: Django's
        is_waiting = getattr(request, "waits_for_reviewer", None)
        return [] if is_waiting else super().construct_change_message(request, form, formsets, add)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:  # Any: as in Django's method
        return None if getattr(request, "waits_for_reviewer", None) else super().log_change(request, obj, message)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:  # Any: as in Django's method
        return None if getattr(request, "waits_for_reviewer", None) else super().log_addition(request, obj, message)

    def response_add(self, request: HttpRequest, obj: Model, post_url_continue: str | None = None) -> HttpResponse:
        if not getattr(request, "waits_for_reviewer", None):
            return super().response_add(request, obj, post_url_continue)
        self.message_user(request, SENT, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:proposed_changes"))

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        sentence = getattr(request, "waits_for_reviewer", None)
        if not sentence:
            return super().response_change(request, obj)
        self.message_user(request, sentence, messages.SUCCESS if sentence == SENT else messages.WARNING)
        return HttpResponseRedirect(request.path)

    def proposes_deletion(self, request: HttpRequest, record: Model) -> bool:
        """Return whether the user may delete `record` only as a proposal."""
        may_delete = staff_user(request).has_perm(permission("delete", self.opts), record)
        return may_delete and self.proposes(request, record) and not is_direct_removal(record)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:  # Any: as in Django's method
        """Return the actions of the list; the one that deletes proposes the deletion of public records."""
        actions: dict[str, Any] = dict(super().get_actions(request))
        if name_and_label := actions.get("delete_selected", ())[1:]:
            actions["delete_selected"] = (delete_or_propose_selected, *name_and_label)
        return actions

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:  # Any: as above
        """Ask whether to propose the deletion of a public record, for a user who may not publish it."""
        record = self.get_object(request, object_id)
        if record is None or not self.proposes_deletion(request, record):
            return super().delete_view(request, object_id, extra_context)
        if request.method == "POST" and request.POST:
            propose(request.user, record, DELETION)
            self.message_user(request, SENT, messages.SUCCESS)
            return HttpResponseRedirect(change_url(record))
        counts = self.get_deleted_objects([record], request)[1]
        context = {
            **self.admin_site.each_context(request),
            "title": "Đề nghị xóa",
            "opts": self.opts,
            "record": record,
            "model_count": dict(counts).items(),
            **deletion_context(request, record),
        }
        return TemplateResponse(request, "admin/proposals/deletion.html", context)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if super().has_delete_permission(request, obj):
            return True
        may_delete = staff_user(request).has_perm(permission("delete", self.opts), obj)
        return may_delete and self.proposes(request, obj) and is_direct_removal(cast(Model, obj))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:  # Any: Django's
        record = context.get("original")
        if record is not None:
            context["proposes"] = self.proposes(request, record)
            models = (self.model, *(inline.model for inline in self.inlines))
            context["records_happenings"] = any(happenings_of(model) for model in models)
            context["public_view_only"] = not self.has_change_permission(request, record) and self.reason_of_view(request, record)
            context["own_proposal"] = waiting_of(request.user, record) if context["proposes"] else None
            if permits(staff_user(request), "publish", self.opts, record) or staff_user(request).is_superuser:
                context["waiting_proposals"] = ProposedChange.objects.about(record).filter(state=ProposedChange.State.WAITING)
        return super().render_change_form(request, context, *args, **kwargs)

    def reason_of_view(self, request: HttpRequest, record: Model) -> str:
        """Return why the form of `record` is read-only for the user, and who may change the record."""
        if not staff_user(request).has_perm(permission("change", self.opts), record):
            return "Vai trò của bạn chỉ được xem bản ghi này; chuyên viên HĐND hoặc người duyệt của HĐND này mới sửa được."
        return "Bản ghi đã công khai và không nhận bản sửa ở đây; quản trị kỹ thuật mới sửa được."
