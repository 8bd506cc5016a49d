"""The public pages of questions."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.pages.publication import PublishedDetailView, SectionListView
from sessions_app.models import Question
from sessions_app.question_details import agency_url, field_url, promise_totals, question_data, question_steps, topic_url
from sessions_app.question_filters import PROMISE
from sessions_app.question_sections import QuestionSection

MAX_RELATED = 10


class QuestionListView(SectionListView):
    """The list of published questions, those with an overdue promise first, narrowed by the query parameters."""

    section = QuestionSection()

    def get_queryset(self):
        rows = super().get_queryset()
        return rows if self.filter.query["q"] else rows.overdue_first(timezone.localdate())

    def get_context_data(self, **kwargs):
        query = self.request.GET.copy()
        query.pop(PROMISE, None)  # the totals have the promises of all states
        counts = self.section.filtered(query).qs.promise_counts_on(timezone.localdate())
        return super().get_context_data(totals=promise_totals(counts), **kwargs)


class QuestionDetailView(PublishedDetailView):
    """The page of one question."""

    section = QuestionSection()

    def get_object(self, queryset=None):
        return get_object_or_404(self.get_queryset(), council__slug=self.kwargs["council"], pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        question = self.object
        related = Question.objects.published().for_rows().exclude(pk=question.pk).filter(topic=question.topic_id)
        return super().get_context_data(
            linked_data=question_data(question),
            steps=question_steps(question, timezone.localdate()),
            event=question.public_host,
            event_label="Kỳ họp" if question.session else "Phiên họp Thường trực",
            agency_url=agency_url(question),
            field_url=field_url(question),
            topic_url=topic_url(question),
            topic=question.public_topic,
            topic_heading=f"Nhóm vấn đề: {question.topic}",
            related=related.order_by("asked_on", "id")[:MAX_RELATED] if question.public_topic else [],
            **kwargs,
        )
