"""The page that stores how each delegate voted, from a pasted table or a file of the voting system."""

import hashlib
from collections import defaultdict

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from core.admin.conflicts import retry_on_conflict
from core.admin.grid_versions import grid_changes, grid_token
from core.admin.related_fields import is_primary_key
from core.admin.reopened_forms import reopenable
from core.admin.row_versions import digest_of_rows
from core.admin.verb_pages import OUTDATED
from core.pages.page_forms import is_reopened
from core.records.rights import staff_user, visible_rows
from core.records.settlement import is_direct_removal, write_refusal
from core.vietnamese.unicode_forms import UnicodeForm
from councils.models import Mandate
from resolutions.actions import record_choices
from resolutions.admin.votes_grid import votes_url
from resolutions.models import ChoiceWord, DelegateVote, Vote
from resolutions.votes_by_name import STORED, VotesByName

MAX_TEXT = 200_000
NOT_UTF8 = "Tệp này không phải CSV mã UTF-8; hãy lưu lại trong Excel theo kiểu “CSV UTF-8”, hoặc chép các cột rồi dán."
SAVED = "Đã ghi theo tên {votes} biểu quyết, {rows} dòng thay đổi."
NO_REMOVAL = "Bảng thiếu đại biểu đã ghi của một kỳ họp đã công khai; chỉ người duyệt mới xóa được các dòng ấy."
ONLY_VOTE = "bq"  # in the address: the vote that the user comes from


def by_name_url(session, vote=None):
    """The address of the page of `session`; `vote` is the one that a table with a single column is about."""
    url = reverse("admin:resolutions_session_votes_by_name", args=[session.pk])
    return f"{url}?{ONLY_VOTE}={vote.pk}" if vote else url


class TableForm(UnicodeForm):
    """A table as text or as a file; the text of the file takes the place of what was pasted."""

    text = forms.CharField(
        required=False,
        max_length=MAX_TEXT,
        strip=False,
        label="Các cột từ Excel",
        widget=forms.Textarea(attrs={"rows": 8, "wrap": "off"}),
    )
    file = forms.FileField(required=False, label="Hoặc tệp CSV", widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}))

    def clean_file(self):
        """The text of the file."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        content = file.read(4 * MAX_TEXT + 1)
        try:
            text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(NOT_UTF8) from error
        if len(text) > MAX_TEXT or "\0" in text:
            raise ValidationError(NOT_UTF8)
        return text

    @property
    def table(self):
        """The text of the table."""
        return self.cleaned_data.get("file") or self.cleaned_data.get("text", "")


class VotesByNamePageMixin(admin.ModelAdmin):
    """The page of the votes by name of a session; its address has the primary key of the session."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.by_name_view)
        return [path("ky-hop/<path:object_id>/theo-ten/", view, name="resolutions_session_votes_by_name"), *super().get_urls()]

    @reopenable
    def by_name_view(self, request, object_id):
        """The table with its questions and its preview, or a redirect after it is saved."""
        return retry_on_conflict(self.by_name_page, request, object_id)

    def by_name_page(self, request, object_id):
        session = self.visible_session(request, object_id)
        votes = list(visible_rows(Vote.objects.filter(session=session.pk), staff_user(request)).select_related("resolution"))
        may_add = staff_user(request).has_perm("resolutions.add_delegatevote", Vote(session=session))
        is_posted = request.method == "POST"
        if is_posted and not may_add:
            raise PermissionDenied
        form = TableForm(request.POST, request.FILES) if is_posted else TableForm()
        table, text = None, ""
        if is_posted and form.is_valid():
            text = form.table
            table = self.table_of(request, session, votes, text)
        preview = digest_of(request, text, votes) if table else ""
        changed = []
        if table and table.is_complete and "_confirm" in request.POST and not is_reopened(request):
            if request.POST.get("_preview_of") != preview:
                self.message_user(request, OUTDATED, messages.WARNING)
            else:
                changed, is_saved = self.confirm(request, session, table)
                if is_saved:
                    return HttpResponseRedirect(votes_url(session))
        context = self.by_name_context(request, session, votes, form, table)
        context |= {"changes_of_record": changed, "preview": preview, "text": text, "may_add": may_add}
        return TemplateResponse(request, "admin/resolutions/votes_by_name.html", context, status=409 if changed else 200)

    def table_of(self, request, session, votes, text):
        """What the posted table says about `votes`, with the questions about totals once all else is clear."""
        days = {vote.held_on for vote in votes}
        on_day = {
            day: list(Mandate.objects.in_force_on(day).filter(term=session.term_id).select_related("person")) for day in days
        }
        mandates = {mandate.pk: mandate for rows in on_day.values() for mandate in rows}
        delegates = defaultdict(set)
        for vote in votes:
            vote.session = session
            for mandate in on_day[vote.held_on]:
                delegates[mandate.pk].add(vote.pk)
        chosen = request.POST.get(ONLY_VOTE, "")
        table = VotesByName(
            text,
            votes=votes,
            mandates=sorted(mandates.values(), key=lambda mandate: (mandate.rank, mandate.person.sort_key, mandate.pk)),
            delegates=delegates,
            words=dict(ChoiceWord.objects.filter(council=session.council).values_list("word_key", "choice")),
            answers=request.POST,
            only_vote=next((vote for vote in votes if str(vote.pk) == chosen), None),
        )
        if table.is_complete:
            table.ask_totals()
        return table

    def confirm(self, request, session, table):
        """Save the table, all or nothing: what others have changed instead, and whether it is saved."""
        try:
            with transaction.atomic():
                changed = grid_changes(request, session, Vote.objects.filter(session=session.pk))
                if changed:
                    return changed, False
                chosen = [result for result in table.results if table.answer_of_totals(result) != STORED]
                rows = 0
                for result in chosen:
                    self.refuse_result(request, result)
                    totals = result.totals if result.differs else {}
                    rows += record_choices(vote=result.vote, choices=result.choices, totals=totals)
                    self.log_change(request, result.vote, "Ghi theo tên đại biểu.")
                self.store_words(session, table.new_words)
        except ValidationError as error:
            table.errors.extend(error.messages)
            return [], False
        self.message_user(request, SAVED.format(votes=len(chosen), rows=rows), messages.SUCCESS)
        self.warn_of_present(request, [result.vote for result in chosen])
        return [], True

    def refuse_result(self, request, result):
        """Raise ValidationError if the user may not store a result: rows by name, and the totals that follow from them."""
        user, vote = staff_user(request), result.vote
        refusals = []
        stored = {row.mandate_id: row for row in vote.delegate_votes.all()}
        for pk, choice in result.choices.items():
            old = stored.pop(pk, None)
            row = DelegateVote(vote=vote, mandate_id=pk, choice=choice)
            for each in filter(None, (old, row)):
                each.vote = vote
            if old is None or old.choice != choice:
                refusals.append(write_refusal(user, old, row, ["choice"]))
        for row in stored.values():
            row.vote = vote
            is_permitted = self.permits(request, "change", vote) or is_direct_removal(row)
            refusals.append("" if is_permitted else NO_REMOVAL)
        if result.differs:
            refusals.append(write_refusal(user, vote, vote, list(result.totals)))
        if refusal := next(filter(None, refusals), ""):
            raise ValidationError(f"{vote.subject}: {refusal}")

    def store_words(self, session, words):
        """Store the words whose meaning was chosen; one without letters or digits is asked for again next time."""
        for word, choice in words.items():
            row = ChoiceWord(council=session.council, word=word[:40], choice=choice)
            if len(word) <= 40 and any(map(str.isalnum, word)):
                row.full_clean()
                row.save()

    def by_name_context(self, request, session, votes, form, table):
        open_votes = [vote for vote in votes if vote.mode != Vote.Mode.SECRET_BALLOT]
        chosen = request.POST.get(ONLY_VOTE) or request.GET.get(ONLY_VOTE, "")
        request.current_app = self.admin_site.name
        return {
            **self.admin_site.each_context(request),
            "title": "Biểu quyết theo tên",
            "subtitle": session,
            "opts": self.opts,
            "grid_url": votes_url(session),
            "open_votes": open_votes,
            "only_vote": chosen if is_primary_key(chosen) else "",
            "form": form,
            "table": table,
            "is_ready": bool(table and table.is_complete and table.results),
            # The preview displays what is stored now, and its own digest says whether that has changed.
            "versions": grid_token(request, session, Vote.objects.filter(session=session.pk), is_compared=True),
        }


def digest_of(request, text, votes):
    """The hash of what a preview displays: the table, the answers, and what is stored now."""
    answers = sorted((name, value) for name, value in request.POST.items() if not name.startswith("_") and "-" in name)
    rows = digest_of_rows([*votes, *DelegateVote.objects.filter(vote__in=[vote.pk for vote in votes])])
    return hashlib.sha256(f"{text} {answers} {rows}".encode()).hexdigest()
