"""The public pages of the meetings of the Thường trực."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.pages.publication import PublishedDetailView, SectionListView
from sessions_app.meeting_details import meeting_event, neighbours, overdue_note, task_rows, task_totals, topic_rows, topics_label
from sessions_app.meeting_sections import MeetingSection
from sessions_app.models import MeetingTask


class MeetingListView(SectionListView):
    """The list of published meetings by year, the newest first, narrowed by the query parameters."""

    section = MeetingSection()

    def get_context_data(self, **kwargs):
        tasks = MeetingTask.objects.filter(meeting__in=self.filter.qs.order_by().values("pk"))
        totals = task_totals(tasks.counts_on(timezone.localdate()))
        return super().get_context_data(is_by_year=not self.filter.query["q"], totals=totals, **kwargs)


class MeetingDetailView(PublishedDetailView):
    """The page of one meeting."""

    context_object_name = "meeting"
    section = MeetingSection()

    def get_object(self, queryset=None):
        return get_object_or_404(self.get_queryset(), term__council__slug=self.kwargs["council"], pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        meeting = self.object
        topics, tasks = topic_rows(meeting), task_rows(meeting, timezone.localdate())
        return super().get_context_data(
            linked_data=meeting_event(meeting),
            topics=topics,
            topics_label=topics_label(topics),
            tasks=tasks,
            overdue_note=overdue_note(tasks),
            questions=meeting.questions.published().for_rows().order_by("asked_on", "id"),
            **({} if self.is_preview else neighbours(meeting)),
            **kwargs,
        )
