"""The page with all questions of a session and what was promised in the answers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse

from core.admin.addresses import change_url
from core.admin.conflicts import retry_on_conflict
from core.admin.grid_versions import grid_changes, grid_token, grid_versions, is_untouched
from core.admin.reopened_forms import reopenable
from core.admin.verb_pages import VerbPage
from core.pages.page_forms import is_reopened
from core.records.rights import permits, staff_user
from sessions_app.models import Question
from sessions_app.question_grid import LABELS, SECOND_LINE, QuestionsGrid

SAVED = "Đã lưu {count} chất vấn của {session}."
UNCHANGED = "Chất vấn không có gì thay đổi."
NOTE = "Bảng chất vấn của kỳ họp."  # in the log


class QuestionsPage(VerbPage):
    """The page where the questions of a session are recorded, one in each row."""

    key = "chat-van"
    label = submit = "Chất vấn"
    permission = "sessions_app.view_question"

    def permits(self, request, record=None):
        """Whether the user may see the questions of the session `record`."""
        return permits(staff_user(request), "view", Question._meta, self.new_question(record))

    def new_question(self, session):
        """An unsaved question of `session`, None without one."""
        return Question(session=session, council=session.term.council) if session else None

    @reopenable
    def view(self, request, object_id):
        """The grid of the questions of one session, or a redirect after it is saved."""
        return retry_on_conflict(self.page, request, object_id)

    def page(self, request, object_id):
        session = self.model_admin.get_object(request, object_id)
        if session is None:
            raise Http404
        user, data = staff_user(request), request.POST if request.method == "POST" else None
        may_add = permits(user, "add", Question._meta, self.new_question(session))
        if not self.permits(request, session) or (data is not None and not may_add):
            raise PermissionDenied
        grid, changed = QuestionsGrid(session, user, data), []
        if data is not None and not is_reopened(request) and grid.is_valid():
            with transaction.atomic():
                changed = grid_changes(request, session, Question.objects.filter(session=session.pk))
                if not changed:
                    self.save(request, grid)
            if not changed:
                return HttpResponseRedirect(self.url(session))
            self.take_stored_rows(request, grid, changed)
        context = self.context(request, grid, is_compared=bool(changed))
        context |= {"changes_of_record": changed, "may_add": may_add}
        return TemplateResponse(request, "admin/sessions_app/questions_grid.html", context, status=409 if changed else 200)

    def save(self, request, grid):
        """Save what differs, and say how much that is."""
        rows, question_admin = grid.filled_rows, self.model_admin.admin_site.get_model_admin(Question)
        for row in rows:
            row.form.save()
            log = question_admin.log_change if row.question else question_admin.log_addition
            log(request, row.form.instance, NOTE)
        sentence = SAVED.format(count=len(rows), session=grid.session) if rows else UNCHANGED
        self.model_admin.message_user(request, sentence, messages.SUCCESS if rows else messages.INFO)

    def take_stored_rows(self, request, grid, changed):
        """Display the values of others in the rows that the user left as they were, and the questions that others added."""
        versions = grid_versions(request, grid.session, Question)
        stored = {question.pk: question for question in QuestionsGrid(grid.session, grid.user).contents.questions}
        by_pk = {change.pk for change in changed}
        for position, row in enumerate(grid.rows):
            pk = row.question.pk if row.question else row.deleted_pk
            question = stored.pop(pk, None)
            if pk in by_pk and versions and is_untouched(row.form, versions.digests.get(pk, "")):
                grid.rows[position] = grid.row(row.number, question)
        for question in stored.values():
            grid.rows.append(grid.row(len(grid.rows) + 1, question))

    def context(self, request, grid, *, is_compared):
        session = grid.session
        request.current_app = self.model_admin.admin_site.name
        questions = Question.objects.filter(session=session.pk)
        return {
            **self.model_admin.admin_site.each_context(request),
            "title": self.label,
            "subtitle": session,
            "opts": self.model_admin.opts,
            "session_url": change_url(session),
            "topics": grid.contents.topics,
            "grid": grid,
            "errors": grid.errors(),
            "damaged": next((row.form for row in grid.filled_rows if row.errors and row.form.damages), None),
            "has_locked_rows": any(row.is_locked for row in grid.rows),
            "columns": [(name, label) for name, label in LABELS.items() if name not in SECOND_LINE],
            "versions": grid_token(request, session, questions, is_compared=is_compared),
        }
