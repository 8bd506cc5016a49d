"""Pages on which staff call a verb: a form, then what will change by count and name, then the confirmation.

The preview is made by the action itself, inside a transaction that is rolled back; it cannot differ from the action.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst

from core.admin.addresses import change_url
from core.admin.form_texts import text_of_strings
from core.admin.reopened_forms import reopenable
from core.admin.row_versions import ROW_VERSION, locked_rows, record_changes, record_token
from core.records.changes import Changes, noted_changes
from core.records.rights import staff_user

if TYPE_CHECKING:
    from core.admin.records import RecordAdmin  # it offers these pages

OUTDATED = "Dữ liệu hoặc nội dung nhập đã thay đổi từ lần xem trước; hãy xem lại những gì sẽ thay đổi rồi xác nhận."
CONFLICT = "Một người khác vừa thay đổi cùng bản ghi; hãy bấm Xem trước lần nữa."


class VerbPage:
    """A page that calls one verb on one record of a model, or on several that are selected in its list.

    `key` is the last part of the page's URL, `label` the text of the link to it, `explanation` what it does.
    `permission` is the full name of the permission that the user needs for each record.
    """

    key: ClassVar[str]
    label: ClassVar[str]
    submit: ClassVar[str]
    explanation: ClassVar[str] = ""
    permission: ClassVar[str]
    is_for_record: ClassVar[bool] = True
    is_for_list: ClassVar[bool] = False
    uses_scripts: ClassVar[bool] = False  # of autocomplete fields

    def __init__(self, model_admin: RecordAdmin) -> None:
        self.model_admin = model_admin

    def form(self, request: HttpRequest, records: Sequence[Any], data: QueryDict | None) -> BaseForm:  # Any: see `run`
        """Return the form of the page, bound to `data` if it is given."""
        raise NotImplementedError("each page has its own form")

    def run(self, records: Sequence[Any], form: Any) -> str:  # Any: records of the page's model, its own form
        """Call the action on freshly loaded `records` and return the sentence that says what was done."""
        raise NotImplementedError("each page calls its own action")

    def refusal(self, records: Sequence[Any]) -> str:  # Any: as above
        """Return why the verb makes no sense for `records`, or ""."""
        return ""

    def permits(self, request: HttpRequest, record: Model | None = None) -> bool:
        """Return whether the user may call the verb on `record`, or on some record."""
        return staff_user(request).has_perm(self.permission, record)

    def is_offered(self, request: HttpRequest, record: Model) -> bool:
        """Return whether the form of `record` leads to this page."""
        return self.is_for_record and self.permits(request, record) and not self.refusal([record])

    @property
    def url_name(self) -> str:
        opts = self.model_admin.opts
        return f"{opts.app_label}_{opts.model_name}_{self.action_name}"

    @property
    def action_name(self) -> str:
        return self.key.replace("-", "_")

    def url(self, record: Model) -> str:
        """Return the URL of the page for one record."""
        return reverse(f"admin:{self.url_name}", args=[record.pk])

    @reopenable
    def view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Return the page for one record, or a redirect to its form after the action."""
        record = self.model_admin.get_object(request, object_id)
        if record is None:
            raise Http404
        return self.respond(request, [record], back=change_url(record))

    def list_action(self, model_admin: RecordAdmin, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        """The action of the list; Any: records of the model of the page."""
        opts = self.model_admin.opts
        back = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        return self.respond(request, list(queryset), back=back, is_list=True)

    def respond(self, request: HttpRequest, records: list[Any], *, back: str, is_list: bool = False) -> HttpResponse:
        """Return the form, the form with the preview, or a redirect to `back` after the action. Any: see `run`.

        Raises PermissionDenied if the user may not call the verb on each of `records`.
        """
        if not all(self.permits(request, record) for record in records):
            raise PermissionDenied
        posted = request.POST if "_verb" in request.POST else None
        refusal = self.refusal(records)
        if refusal and is_list:
            self.model_admin.message_user(request, refusal, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        form = self.form(request, records, posted)
        changes = None
        request.changes_of_record = []  # type: ignore[attr-defined]  # stored here
        if posted is not None and not refusal and form.is_valid():
            confirmed = posted.get("_fingerprint", "") if "_confirm" in posted else None
            changes, message = self.attempt(request, records, form, confirmed, is_list=is_list)
            if message:
                self.model_admin.message_user(request, message, messages.SUCCESS)
                for record in records:
                    self.model_admin.log_change(request, record, self.submit)
                return HttpResponseRedirect(back)
            if changes and confirmed is not None:
                self.model_admin.message_user(request, OUTDATED, messages.WARNING)
        return self.render(request, records, form, changes, back=back, is_list=is_list, refusal=refusal)

    def attempt(
        self, request: HttpRequest, records: list[Any], form: BaseForm, confirmed: str | None, *, is_list: bool
    ) -> tuple[Changes | None, str]:
        """Run the action; return what it changes, and its message if it is stored. Any: see `run`.

        It is stored if `confirmed` is the fingerprint of the same changes and nobody has changed the record since its page
        was opened. None if the action refuses; the form then has its sentences.
        """
        message = ""
        try:
            with transaction.atomic(), noted_changes() as changes:
                pks = [record.pk for record in records]
                fresh = locked_rows(self.model_admin.model._default_manager.filter(pk__in=pks))
                changed = [] if is_list else record_changes(request, records[0])
                request.changes_of_record = changed  # type: ignore[attr-defined]  # stored here
                if missing := len(pks) - len(fresh):
                    raise ValidationError(f"{missing} bản ghi đã bị xóa trong lúc này; hãy quay lại danh sách.")
                sentence = self.run([fresh[pk] for pk in pks], form)
                fingerprint = self.fingerprint(changes, form)
                if confirmed == fingerprint and not changed:
                    message = sentence
                else:
                    transaction.set_rollback(True)
        except ValidationError as error:
            add_errors(form, error)
            return None, ""
        except IntegrityError:
            form.add_error(None, CONFLICT)
            return None, ""
        return changes, message

    def fingerprint(self, changes: Changes, form: BaseForm) -> str:
        """Return a hash of what was typed and of what it changes."""
        typed = sorted((name, form.data.getlist(name)) for name in form.fields if hasattr(form.data, "getlist"))
        return hashlib.sha256(f"{typed} {changes.fingerprint()}".encode()).hexdigest()

    def render(
        self,
        request: HttpRequest,
        records: list[Any],  # Any: see `run`
        form: BaseForm,
        changes: Changes | None,
        *,
        back: str,
        is_list: bool,
        refusal: str,
    ) -> HttpResponse:
        """Return the page."""
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": self.submit if is_list else f"{self.submit}: {records[0]}",
            "opts": self.model_admin.opts,
            "verb": self,
            "records": records,
            "record": None if is_list else records[0],
            "selected": [record.pk for record in records] if is_list else [],
            "form": form,
            "refusal": refusal,
            "typed": typed_texts(form) if refusal else [],
            "changes": changes.by_model() if changes else [],
            "changes_of_record": getattr(request, "changes_of_record", []),
            "version": self.version(request, records[0], is_compared=changes is not None),
            "fingerprint": self.fingerprint(changes, form) if changes else "",
            "back": back,
            "media": self.model_admin.media + form.media,
        }
        request.current_app = self.model_admin.admin_site.name
        return TemplateResponse(request, "admin/verb.html", context)

    def version(self, request: HttpRequest, record: Model, *, is_compared: bool) -> str:
        """Return the version for the page of `record`: that of the page before if it has not been compared yet."""
        posted = request.POST.get(ROW_VERSION)
        return posted if posted is not None and not is_compared else record_token(request, record)


def typed_texts(form: BaseForm) -> list[tuple[str, str]]:
    """Return what was typed into a posted form, with the labels of its fields."""
    texts = [(bound, form.data.getlist(bound.html_name)) for bound in form if hasattr(form.data, "getlist")]
    return [(capfirst(str(bound.label)), text_of_strings(bound.field, strings)) for bound, strings in texts if any(strings)]


def add_errors(form: BaseForm, error: ValidationError) -> None:
    """Add the messages of an action to `form`: beside the field that they name, above the form for other columns."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error.messages)
        return
    for name, field_messages in error.message_dict.items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, field_messages)


class VerbPagesMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """The pages of a ModelAdmin on which its verbs are called."""

    verb_pages: ClassVar[tuple[type[VerbPage], ...]] = ()

    @property
    def verbs(self) -> list[VerbPage]:
        """The pages, for this ModelAdmin."""
        return [page(cast("RecordAdmin", self)) for page in self.verb_pages]

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path(f"<path:object_id>/{verb.key}/", self.admin_site.admin_view(verb.view), name=verb.url_name)
            for verb in self.verbs
            if verb.is_for_record
        ]
        return [*pages, *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, tuple[Callable[..., Any], str, str] | None]:
        """Return the actions of the list, with the verbs that the user may call on several records. Any: as in Django."""
        actions: dict[str, tuple[Callable[..., Any], str, str] | None] = dict(super().get_actions(request))
        if IS_POPUP_VAR not in request.GET:
            for verb in self.verbs:
                if verb.is_for_list and verb.permits(request):
                    actions[verb.action_name] = (verb.list_action, verb.action_name, verb.label)
        return actions

    def verb_links(self, request: HttpRequest, record: Model | None) -> list[dict[str, str]]:
        """Return the label and URL of each verb page that the form of `record` leads to."""
        if record is None or record.pk is None:
            return []
        return [{"label": verb.label, "url": verb.url(record)} for verb in self.verbs if verb.is_offered(request, record)]
