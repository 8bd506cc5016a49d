"""The admin of the items of an agenda."""

from django.contrib import admin
from django.forms.widgets import Script

from core.admin import RecordAdmin, RecordInline
from sessions_app.admin.session_choices import OfSessionMixin
from sessions_app.models import AgendaItem


class AgendaItemInline(RecordInline):
    """The items of a session in their order; what became of an item is in its own form."""

    model = AgendaItem
    fields = ["order", "title", "kind", "sitting", "starts_at", "presenter_title"]
    help_texts = {"presenter_title": "", "title": ""}

    def get_formset(self, request, obj=None, **kwargs):
        """Offer the sittings of the session of the form; a new sitting is a row of its own inline."""
        formset = super().get_formset(request, obj, **kwargs)
        if field := formset.form.base_fields.get("sitting"):
            field.queryset = field.queryset.filter(session=obj)
            # Read once for all rows, and without the name of the session.
            field.choices = [("", field.empty_label), *((sitting.pk, str(sitting)) for sitting in field.queryset)]
            field.widget.can_add_related = False
        return formset


@admin.register(AgendaItem)
class AgendaItemAdmin(OfSessionMixin, RecordAdmin):
    list_display = ["order", "title", "session", "kind", "sitting", "state"]
    list_display_links = ["order", "title"]
    list_filter = ["state", "kind", "session", "session__term__council"]
    list_select_related = ["session__term__council", "sitting"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo nội dung, cơ quan trình bày; không cần gõ dấu."
    autocomplete_fields = ["session", "presenter", "sitting", "moved_to"]
    fieldsets = [
        ("Nội dung", {"fields": [("session", "order", "kind"), "title", ("presenter", "presenter_title")]}),
        ("Thời gian", {"fields": [("sitting", "starts_at")]}),
        (
            "Diễn biến",
            {
                "fields": [
                    ("state", "moved_to"),
                    "state_reason",
                    ("started_at", "ended_at", "recording_second"),
                ],
                "classes": ["collapse"],
            },
        ),
    ]
    columns = {
        "session": 6,
        "presenter": 4,
        "presenter_title": 8,
        "sitting": 6,
        "moved_to": 4,
        "state": 6,
        "starts_at": 3,
        "started_at": 3,
        "ended_at": 3,
    }
    units = {"recording_second": "giây"}
    retained_fields = ["session", "sitting"]

    class Media:
        js = [Script("js/of-session.js", defer=True)]

    def name_in_choices(self, item):
        return f"{item} ({item.session})"
