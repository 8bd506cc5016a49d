"""A page of a session with a table of new parts: they are proposed from what staff pasted or chose, corrected, and saved."""

from typing import ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse

from core.admin.addresses import change_url
from core.admin.conflicts import retry_on_conflict
from core.admin.reopened_forms import reopenable
from core.admin.row_versions import ROW_VERSION, digest_of_rows, record_changes, record_token
from core.admin.verb_pages import VerbPage, add_errors
from core.pages.page_forms import is_reopened
from core.records.rights import permits, staff_user
from core.vietnamese.unicode_forms import AS_TYPED
from sessions_app.actions import InvalidRows

ROWS = "rows"  # the input with the number of rows of the table
CONFIRM, PREVIEW = "_confirm", "_preview"
NOTHING_TAKEN = "Chưa chọn dòng nào; hãy đánh dấu ở cột Lấy."


class SessionPartsPage(VerbPage):
    """A page that adds parts of `part_model` to a session, one for each row of its table."""

    part_model: ClassVar[type[Model]]
    template: ClassVar[str]
    max_rows: ClassVar[int] = 150

    def permits(self, request, record=None):
        """Whether the user may add parts to the session `record`, at once."""
        part = self.part_model(session=record) if record else None
        return permits(staff_user(request), "add", self.part_model._meta, part)

    @reopenable
    def view(self, request, object_id):
        """The page of one session, or a redirect to its form after the parts are saved."""
        return retry_on_conflict(self.page, request, object_id)

    def page(self, request, object_id):
        session = self.model_admin.get_object(request, object_id)
        if session is None:
            raise Http404
        if not self.permits(request, session):
            raise PermissionDenied
        posted = request.POST if "_verb" in request.POST else None
        context = self.table(request, session, posted)
        changed, refusal = [], ""
        if self.number_of_rows(posted) and CONFIRM in posted and not is_reopened(request):
            taken = [row for row in context["rows"] if row.is_checked]
            refusal = "" if taken else NOTHING_TAKEN
            invalid = [row for row in taken if not row.is_valid()]
            if taken and not invalid and self.is_complete(context):
                if self.proposes(request, session):
                    return self.propose(request, session, taken)
                changed, message = self.save(request, session, taken, context["form"])
                if message:
                    self.model_admin.message_user(request, message, messages.SUCCESS)
                    self.model_admin.log_change(request, session, self.submit)
                    return HttpResponseRedirect(change_url(session))
                if changed:
                    context = self.table(request, session, self.without_stored(session, posted))
        return self.render_table(request, session, context, changed, refusal)

    def proposes(self, request, session):
        """Whether what the user records waits for a reviewer, because the session is public."""
        return False

    def propose(self, request, session, rows):
        """Send what the valid `rows` describe to a reviewer, and return the response."""
        raise NotImplementedError("only pages whose parts wait for a reviewer propose them")

    def table(self, request, session, posted):
        """The context of the page: its `form`, the `rows` of the table, and what else the template displays."""
        raise NotImplementedError("each page has its own table")

    def is_complete(self, context):
        """Whether what all rows share is valid."""
        return True

    def add_parts(self, session, rows, form):
        """Save the parts that the valid `rows` and `form` describe; return the sentence about them. Raises InvalidRows."""
        raise NotImplementedError("each page adds its own parts")

    def parts(self, session):
        """The stored rows that decide what the page proposes; when they have changed, the page is displayed again."""
        raise NotImplementedError("each page has its own parts")

    def without_stored(self, session, posted):
        """The posted table, with the rows that are stored by now marked and not taken."""
        return posted

    def save(self, request, session, rows, form):
        """Save the parts; return what others have changed, if so nothing is saved, and the sentence about what was saved."""
        changed, message = [], ""
        try:
            with transaction.atomic():
                changed = record_changes(request, session, extra=lambda: digest_of_rows(self.parts(session)))
                if not changed:
                    message = self.add_parts(session, rows, form)
        except InvalidRows as invalid:
            for number, error in invalid.errors.items():
                add_errors(rows[number], error)
        return changed, message

    def number_of_rows(self, posted):
        """How many rows the posted table has."""
        text = posted.get(ROWS, "") if posted is not None else ""
        return min(int(text), self.max_rows) if text.isdecimal() and len(text) < 5 else 0

    def render_table(self, request, session, context, changed, refusal):
        posted_version = request.POST.get(ROW_VERSION)
        is_compared = bool(changed) or posted_version is None
        version = record_token(request, session, extra=digest_of_rows(self.parts(session))) if is_compared else posted_version
        rows = context["rows"]
        invalid = [row for row in rows if row.errors]
        request.current_app = self.model_admin.admin_site.name
        return TemplateResponse(
            request,
            self.template,
            {
                **self.model_admin.admin_site.each_context(request),
                **context,
                "title": f"{self.submit}: {session}",
                "opts": self.model_admin.opts,
                "verb": self,
                "record": session,
                "invalid": invalid,
                "damaged": next((row for row in rows if row.errors and row.damages), None),
                "refusal": refusal,
                "is_as_typed": AS_TYPED in request.POST,
                "changes_of_record": changed,
                "version": version,
                "back": change_url(session),
            },
            status=409 if changed else 200,
        )
