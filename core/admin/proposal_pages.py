"""The pages of proposed changes: the list of those that wait, and each one with its old and new values for a reviewer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from core.admin.files import Uploads
from core.admin.form_errors import InlineFormSet
from core.admin.form_versions import VERSION_INPUT, FormVersion, digest_of, lock_rows, version_of
from core.admin.proposals import ProposingMixin, discard_files, newest_version
from core.admin.proposed_values import FormData, Payload, stored_strings, text_of
from core.admin.reopened_forms import reopenable
from core.models import ProposedChange
from core.models.querysets import records_of
from core.pages.page_forms import is_reopened
from core.records.rights import permission, permits, staff_user
from core.vietnamese.text import clean_text

MAX_LISTED, MAX_OWN = 200, 50
MAX_NOTE = ProposedChange._meta.get_field("note").max_length or 0
DELETED = "bản ghi đã xóa"
REMOVED = "(xóa)"
NOT_SETTABLE = "người đề nghị không đặt được mục này nữa"
NO_REASON = "Hãy ghi một câu cho biết vì sao trả lại."
NOTE_TOO_LONG = "Ý kiến dài quá {limit} ký tự (đang có {length}); hãy viết ngắn lại."
CHANGED_AGAIN = "Bản ghi vừa đổi thêm lần nữa; hãy xem lại rồi nhận."
NONE_CHOSEN = "Hãy đánh dấu ít nhất một mục muốn nhận, hoặc trả lại bản sửa."


@dataclass(frozen=True)
class ProposedValue:
    """One line of a proposed change: the values when it was proposed, now, and as proposed.

    `is_possible` is false if the proposed value can no longer be saved; `now` then says why.
    """

    key: str
    label: str
    old: str
    now: str
    new: str
    is_stale: bool
    is_possible: bool = True


def records_by_proposal(proposals: Iterable[ProposedChange]) -> dict[ProposedChange, Model]:
    """Return the record that each proposal is about, for a new one that of which it would be part; none that is deleted."""
    names = {proposal: proposal.record_name for proposal in proposals}
    records = records_of(names.values())
    return {proposal: records[name] for proposal, name in names.items() if name in records}


def may_decide(request: HttpRequest, proposal: ProposedChange, record: Model | None) -> bool:
    """Return whether the user may accept or return a proposal about `record`."""
    if record is None or not permits(staff_user(request), "change", record._meta, record):
        return False
    kind = apps.get_model(proposal.kind)
    return proposal.object_id is not None or staff_user(request).has_perm(permission("add", kind._meta), record)


def visible_proposals(request: HttpRequest) -> QuerySet[ProposedChange]:
    """Return the proposals of the user's councils."""
    rows: QuerySet[ProposedChange] = ProposedChange.objects.visible_to(staff_user(request))
    return rows


def proposal_list(request: HttpRequest) -> HttpResponse:
    """The proposals that the user may decide, and the user's own with their outcome."""
    rows = visible_proposals(request)
    waiting = rows.filter(state=ProposedChange.State.WAITING)[:MAX_LISTED]
    records = records_by_proposal(waiting)
    context = admin.site.each_context(request) | {
        "title": "Bản sửa chờ duyệt",
        "waiting": described([each for each in waiting if may_decide(request, each, records.get(each))]),
        "own": described(rows.filter(by_id=request.user.pk or 0)[:MAX_OWN]),
    }
    return TemplateResponse(request, "admin/proposals/list.html", context)


def described(proposals: Iterable[ProposedChange]) -> list[dict[str, Any]]:  # Any: the context of a template
    """Return proposals with what a list says about each."""
    proposals = list(proposals)
    authors = get_user_model()._default_manager.in_bulk({proposal.by_id for proposal in proposals}) if proposals else {}
    return [
        {
            "proposal": proposal,
            "author": authors.get(proposal.by_id),
            "task": f"{task_of(proposal)} {apps.get_model(proposal.kind)._meta.verbose_name}",
            "name": proposal.payload.get("name", ""),
        }
        for proposal in proposals
    ]


def task_of(proposal: ProposedChange) -> str:
    """Return what accepting the proposal does to its record, as a verb."""
    if proposal.payload.get("deletion"):
        return "xóa"
    return "thêm" if proposal.object_id is None else "sửa"


class Review:
    """One proposal beside the present record, with the forms of the user who looks at it."""

    def __init__(self, request: HttpRequest, proposal: ProposedChange, record: Model) -> None:
        self.request, self.proposal, self.record = request, proposal, record
        self.author = get_user_model()._default_manager.filter(pk=proposal.by_id).first()
        self.record_version = newest_version(record)
        self.formsets: list[InlineFormSet] = []
        self.model_admin = cast(ProposingMixin, admin.site.get_model_admin(apps.get_model(proposal.kind)))
        if self.is_addition:
            self.form: ModelForm[Any] = self.model_admin.get_form(request)()
            return
        self.form = self.model_admin.get_form(request, record, change=True)(instance=record)
        for formset_class, inline in self.model_admin.get_formsets_with_inlines(request, record):
            prefix = formset_class.get_default_prefix()
            self.formsets.append(formset_class(instance=record, prefix=prefix, queryset=inline.get_queryset(request)))

    @cached_property
    def version(self) -> str:
        """What the page posts: a digest of the values of the record and its parts, and of what is proposed."""
        return digest_of([self.record_version, self.form_version.digest, self.proposal.payload])

    @property
    def form_version(self) -> FormVersion:
        """The values of the record and its parts as the forms were opened now."""
        return version_of(self.form, self.formsets)

    @property
    def is_addition(self) -> bool:
        """Whether the proposal is to add a record; `record` is then the one that the new one would be part of."""
        return self.proposal.object_id is None

    @property
    def is_deletion(self) -> bool:
        """Whether the proposal is to delete the record."""
        return bool(self.proposal.payload.get("deletion"))

    @cached_property
    def is_stale(self) -> bool:
        """Whether the record has changed since the proposal, or a value cannot be saved; what is new overwrites nothing."""
        has_changed = not self.is_addition and self.record_version != self.proposal.version
        return has_changed or any(line.is_stale for line in self.lines)

    @cached_property
    def lines(self) -> list[ProposedValue]:
        """Each proposed value, the fields of the record before those of its parts."""
        payload = self.proposal.payload
        lines = [self.line(name, name, entry, self.form, "") for name, entry in payload["fields"].items()]
        for number, part in enumerate(payload["parts"]):
            lines += self.part_lines(number, part)
        return lines

    def part_lines(self, number: int, part: Payload) -> list[ProposedValue]:
        """Return the lines of one row of an inline."""
        key, form = f"part-{number}", self.row_form(part)
        title = f"{part['kind']}{': ' + part['name'] if part['name'] else ''}"
        if form is None:
            values = "; ".join(f"{entry['label']}: {entry['new']}" for entry in part["fields"].values())
            return [ProposedValue(key, title, part["name"], DELETED, values or REMOVED, is_stale=True, is_possible=False)]
        if part["action"] == "delete":
            return [ProposedValue(key, title, part["name"], part["name"], REMOVED, is_stale=False)]
        prefix = f"{title} (thêm) – " if part["action"] == "add" else f"{title} – "
        return [self.line(key, name, entry, form, prefix) for name, entry in part["fields"].items()]

    def row_form(self, part: Payload) -> ModelForm[Any] | None:  # Any: of all models
        """Return the form of the row of a part: the stored row or a new one; None if the row or the inline is gone."""
        formset = next((formset for formset in self.formsets if formset.prefix == part["prefix"]), None)
        if formset is None or part["action"] == "add":
            return formset.empty_form if formset else None
        return next((form for form in formset.initial_forms if form.instance.pk == part["id"]), None)

    def line(self, key: str, name: str, entry: Payload, form: ModelForm[Any], prefix: str) -> ProposedValue:
        """Return the line of one field; it is impossible if the author, or the form, may not set the column now."""
        label, old, new, is_new = prefix + entry["label"], entry["old"], entry["new"], form.instance.pk is None
        author = self.author or staff_user(self.request)
        if name not in form.fields or name in author.locked_columns(form.instance._meta, is_new=is_new):
            return ProposedValue(key, label, old, NOT_SETTABLE, new, is_stale=True, is_possible=False)
        now = old if is_new else text_of(form.instance, name)
        has_changed = now != old if "file" in entry else stored_strings(form[name]) != entry["before"]
        return ProposedValue(key, label, old, now, new, is_stale=not is_new and has_changed)

    def possible(self, keys: list[str]) -> list[str]:
        """Return those of `keys` whose values can all be saved."""
        impossible = {line.key for line in self.lines if not line.is_possible}
        return [key for key in keys if key not in impossible]

    def chosen(self, keys: list[str]) -> Payload:
        """Return the payload with the values of `keys` only."""
        payload = self.proposal.payload
        fields = {name: entry for name, entry in payload["fields"].items() if name in keys}
        return {"fields": fields, "parts": [part for number, part in enumerate(payload["parts"]) if f"part-{number}" in keys]}


@reopenable
def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: its author sees the outcome, whoever may publish the record accepts or returns it."""
    with transaction.atomic():
        rows = visible_proposals(request).select_for_update() if request.method == "POST" else visible_proposals(request)
        proposal = get_object_or_404(rows, pk=pk)
        record = records_by_proposal([proposal]).get(proposal)
        is_own = proposal.by_id == request.user.pk
        if not (is_own or may_decide(request, proposal, record) or (record is None and staff_user(request).is_superuser)):
            raise PermissionDenied
        if is_own and "withdraw" in request.POST and proposal.state == ProposedChange.State.WAITING:
            return withdraw_proposal(request, proposal)
        if record is None:
            return render_review_without_record(request, proposal)
        if request.method == "POST" and proposal.object_id is not None:
            model_admin = admin.site.get_model_admin(type(record))
            lock_rows(model_admin, request, record)
            record.refresh_from_db()
        review = Review(request, proposal, record)
        if not admin.site.get_model_admin(type(record)).has_view_permission(request, record):
            raise PermissionDenied
        if request.method != "POST" or is_reopened(request) or proposal.state != ProposedChange.State.WAITING:
            return render_review(request, review)
        if not may_decide(request, proposal, record):
            raise PermissionDenied
        return return_proposal(request, review) if "return" in request.POST else accept_proposal(request, review)


def withdraw_proposal(request: HttpRequest, proposal: ProposedChange) -> HttpResponse:
    """Delete the proposal and its files: its author takes it back, also when its record is gone."""
    proposal.delete()
    discard_files(proposal)
    messages.success(request, "Đã rút bản sửa.")
    return HttpResponseRedirect(reverse("admin:proposed_changes"))


def posted_note(request: HttpRequest) -> tuple[str, str]:
    """Return the sentence for the author as it is stored, and the error if it is too long: it is never cut off."""
    note = clean_text(request.POST.get("note", ""))
    length = len(note)
    return note, NOTE_TOO_LONG.format(limit=MAX_NOTE, length=length) if length > MAX_NOTE else ""


def return_proposal(request: HttpRequest, review: Review) -> HttpResponse:
    """Return the proposal to its author with a sentence."""
    note, error = posted_note(request)
    if error or not note:
        return render_review(request, review, error=error or NO_REASON)
    decide(request, review, ProposedChange.State.RETURNED, note)
    messages.success(request, "Đã trả lại bản sửa cho người đề nghị.")
    return HttpResponseRedirect(reverse("admin:proposed_changes"))


def accept_proposal(request: HttpRequest, review: Review) -> HttpResponse:
    """Save the proposed values as the user's own form would; a stale proposal is accepted value by value."""
    if request.POST.get("version") != review.version:
        return render_review(request, review, error=CHANGED_AGAIN)
    note, error = posted_note(request)  # before the proposed values take the place of what was posted
    if error:
        return render_review(request, review, error=error)
    keys = review.possible(request.POST.getlist("accept") if review.is_stale else [line.key for line in review.lines])
    if review.is_deletion:
        if review.is_stale and not keys:
            return render_review(request, review, error=NONE_CHOSEN)
        response = delete_record(request, review)
    elif not keys:
        return render_review(request, review, error=NONE_CHOSEN)
    else:
        response = save_record(request, review, keys)
    if response.status_code != 302:
        return response  # the ordinary page with its errors, and with the proposed values in the form
    decide(request, review, ProposedChange.State.ACCEPTED, note)
    return HttpResponseRedirect(reverse("admin:proposed_changes"))


def save_record(request: HttpRequest, review: Review, keys: list[str]) -> HttpResponse:
    """Post the ordinary form of the record with the proposed values and return its response."""
    form_data = FormData(review.chosen(keys), review.form, review.formsets)
    data = QueryDict(mutable=True)
    token = review.form_version.token(request, review.model_admin.opts.label_lower, review.record.pk)
    for name, values in (form_data.data | {"_save": ["1"], VERSION_INPUT: [token]}).items():
        data.setlist(name, values)
    return post_to(request, review, data, form_data.files)


def post_to(request: HttpRequest, review: Review, data: QueryDict, files: Any) -> HttpResponse:
    """Call the change view of the record with `data` and `files` and return its response."""
    opts = review.model_admin.opts
    object_id = None if review.is_addition else str(review.record.pk)
    name = f"admin:{opts.app_label}_{opts.model_name}"
    form_url = reverse(f"{name}_change", args=[object_id]) if object_id else reverse(f"{name}_add")
    request.POST = data  # type: ignore[assignment]  # a QueryDict may be mutable
    for name, file in files.items():
        request.FILES.setlist(name, [file])
    request.uploads = Uploads()  # type: ignore[attr-defined]  # stored here: these files need not wait
    return review.model_admin.changeform_view(request, object_id, form_url, {"form_url": form_url})


def delete_record(request: HttpRequest, review: Review) -> HttpResponse:
    """Delete the record as its page of deletion does; return that page if other records protect it."""
    request.is_reviewed = True  # type: ignore[attr-defined]  # the page of the proposal has its own version
    return review.model_admin.delete_view(request, str(review.record.pk))


def decide(request: HttpRequest, review: Review, state: str, note: str) -> None:
    """Store the outcome, without the values of fields that the history leaves out.

    The files of the proposal are deleted: an accepted one has been stored with its record.
    """
    proposal = review.proposal
    proposal.state, proposal.note = state, note
    proposal.decided_by_id, proposal.decided_at = request.user.pk, timezone.now()
    hide_untracked(review.model_admin.model, proposal.payload["fields"])
    models = {formset.prefix: formset.model for formset in review.formsets}
    for part in proposal.payload["parts"]:
        hide_untracked(cast(type[Model], models[part["prefix"]]), part["fields"])
    proposal.save()
    discard_files(proposal)


def hide_untracked(model: type[Model], fields: Payload) -> None:
    """Remove the values of columns that the history of `model` leaves out."""
    history = getattr(model, "history", None)
    if history is None:
        return
    untracked = {field.name for field in model._meta.concrete_fields} - {field.name for field in history.model.tracked_fields}
    for name in untracked & fields.keys():
        fields[name] |= {"old": "(không lưu)", "new": "(không lưu)", "before": [], "posted": []}


def render_review(request: HttpRequest, review: Review, error: str = "") -> HttpResponse:
    """Return the page of one proposal."""
    is_waiting = review.proposal.state == ProposedChange.State.WAITING
    counts = review.model_admin.get_deleted_objects([review.record], request)[1] if review.is_deletion and is_waiting else {}
    context = {
        **admin.site.each_context(request),
        "title": f"Đề nghị {task_of(review.proposal)}: {review.record}",
        "opts": review.record._meta,
        "record": review.record,
        "review": review,
        "details": described([review.proposal])[0],
        "is_waiting": is_waiting,
        "model_count": dict(counts).items(),
        "may_decide": may_decide(request, review.proposal, review.record),
        "is_own": review.proposal.by_id == request.user.pk,
        "error": error,
        "note": request.POST.get("note", ""),
    }
    return TemplateResponse(request, "admin/proposals/review.html", context)


def render_review_without_record(request: HttpRequest, proposal: ProposedChange) -> HttpResponse:
    """Return the page of a proposal whose record has been deleted: what was proposed and its outcome; nothing to decide."""
    model_admin = admin.site.get_model_admin(apps.get_model(proposal.kind))
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    context = {
        **admin.site.each_context(request),
        "title": f"Đề nghị {task_of(proposal)}: {proposal.payload.get('name') or DELETED}",
        "opts": model_admin.opts,
        "proposal": proposal,
        "details": described([proposal])[0],
        "lines": stored_lines(proposal.payload),
        "may_withdraw": proposal.state == ProposedChange.State.WAITING and proposal.by_id == request.user.pk,
    }
    return TemplateResponse(request, "admin/proposals/without_record.html", context)


def stored_lines(payload: Payload) -> list[ProposedValue]:
    """Return the proposed values as they were stored, the fields of the record before those of its parts."""
    entries = [("", entry) for entry in payload["fields"].values()]
    for part in payload["parts"]:
        prefix = f"{part['kind']}{': ' + part['name'] if part['name'] else ''}"
        removed = {"label": "", "old": part["name"], "new": REMOVED}
        rows = [removed] if part["action"] == "delete" else part["fields"].values()
        entries += [(prefix, entry) for entry in rows]
    return [
        ProposedValue("", " – ".join(filter(None, [prefix, entry["label"]])), entry["old"], DELETED, entry["new"], is_stale=True)
        for prefix, entry in entries
    ]
