"""The page with all votes of a session."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from core.admin.addresses import change_url
from core.admin.conflicts import retry_on_conflict
from core.admin.grid_versions import grid_changes, grid_token, grid_versions, is_untouched
from core.admin.reopened_forms import reopenable
from core.pages.page_forms import is_reopened
from core.records.rights import staff_user
from resolutions.checks.votes import more_present_than_attended
from resolutions.models import Vote
from resolutions.vote_rows import LABELS, VoteRowForm, name_with_year
from resolutions.votes_grid import VotesGrid
from sessions_app.models import CouncilSession, Sitting

SAVED = "Đã lưu {count} biểu quyết của {session}."
SHORT = {"requires_two_thirds": "Hai phần ba", "against": "Không tán thành", "abstained": "Không biểu quyết"}
UNCHANGED = "Biểu quyết không có gì thay đổi."


def votes_url(session):
    """The address of the votes of `session`."""
    return reverse("admin:resolutions_session_votes", args=[session.pk])


class VotesPageMixin(admin.ModelAdmin):
    """The page with all votes of a session; its address has the primary key of the session."""

    def get_urls(self):
        page = path("ky-hop/<path:object_id>/", self.admin_site.admin_view(self.votes_view), name="resolutions_session_votes")
        return [page, *super().get_urls()]

    def visible_session(self, request, object_id):
        """The session with the primary key `object_id`. Raises Http404 if the user does not see it."""
        session = self.admin_site.get_model_admin(CouncilSession).get_object(request, object_id)
        if session is None:
            raise Http404
        if not self.has_view_permission(request, Vote(session=session)):
            raise PermissionDenied
        return session

    @reopenable
    def votes_view(self, request, object_id):
        """The grid of the votes of one session, or a redirect after it is saved."""
        return retry_on_conflict(self.votes_page, request, object_id)

    def votes_page(self, request, object_id):
        session = self.visible_session(request, object_id)
        may_add = self.permits(request, "add", Vote(session=session))
        data = request.POST if request.method == "POST" else None
        if data is not None and not may_add:
            raise PermissionDenied
        grid, changed = VotesGrid(session, staff_user(request), data), []
        if data is not None and not is_reopened(request) and grid.is_valid():
            with transaction.atomic():
                changed = grid_changes(request, session, Vote.objects.filter(session=session.pk))
                votes = [] if changed else self.save_votes(request, grid)
            if not changed:
                self.message_votes(request, session, votes)
                return HttpResponseRedirect(votes_url(session))
            self.take_stored_rows(request, grid, changed)
        context = self.votes_context(request, session, grid, is_compared=bool(changed)) | {
            "changes_of_record": changed,
            "may_add": may_add,
        }
        return TemplateResponse(request, "admin/resolutions/votes_grid.html", context, status=409 if changed else 200)

    def save_votes(self, request, grid):
        """Save what differs and return it."""
        votes = grid.changed_votes()
        for vote in votes:
            is_new = vote.pk is None
            vote.save()
            log = self.log_addition if is_new else self.log_change
            log(request, vote, "Bảng biểu quyết của kỳ họp.")
        return votes

    def message_votes(self, request, session, votes):
        """Say what was saved, and what is improbable in it."""
        if not votes:
            self.message_user(request, UNCHANGED, messages.INFO)
            return
        self.message_user(request, SAVED.format(count=len(votes), session=session), messages.SUCCESS)
        self.warn_of_present(request, votes)

    def warn_of_present(self, request, votes):
        """Say of which of the saved `votes` more delegates are present than the roll has."""
        saved = Vote.objects.filter(pk__in=[vote.pk for vote in votes])
        for problem in more_present_than_attended(saved, timezone.localdate()):
            self.message_user(request, f"{problem.record}: {problem.sentence}", messages.WARNING)

    def take_stored_rows(self, request, grid, changed):
        """Display what others have stored in the rows that the user left as they were, and the votes that others have added."""
        versions = grid_versions(request, grid.session, Vote)
        by_pk = {change.pk for change in changed}
        for position, row in enumerate(grid.rows):
            pk = row.vote.pk if row.vote else row.deleted_pk
            if pk in by_pk and versions and is_untouched(row.form, versions.digests.get(pk, ""), "candidate_id"):
                stored = Vote.objects.filter(pk=pk, session=grid.session.pk).first()
                blank = grid.blank_values()
                grid.rows[position] = grid.stored_row(stored, row.number) if stored else grid.new_row(row.number, blank)
        present = {row.vote.pk for row in grid.rows if row.vote}
        for vote in grid.contents.votes:
            if vote.pk not in present:
                grid.rows.append(grid.stored_row(vote, len(grid.rows) + 1))

    def votes_context(self, request, session, grid, *, is_compared):
        sittings = Sitting.objects.filter(session=session.pk).with_attendance()
        request.current_app = self.admin_site.name
        return {
            **self.admin_site.each_context(request),
            "title": "Biểu quyết",
            "subtitle": session,
            "opts": self.opts,
            "session": session,
            "session_url": change_url(session),
            "by_name_url": reverse("admin:resolutions_session_votes_by_name", args=[session.pk]),
            "attended": [row for row in sittings if row.present + row.excused + row.absent],
            "grid": grid,
            "errors": grid.errors(),
            "columns": [(name, SHORT.get(name, label)) for name, label in LABELS.items() if name not in VoteRowForm.SECOND_LINE],
            "people": [name_with_year(person) for person in grid.people],
            "versions": grid_token(request, session, Vote.objects.filter(session=session.pk), is_compared=is_compared),
        }
