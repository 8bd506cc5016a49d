"""The admin of personnel decisions, which begin and end mandates, memberships and offices."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from core.admin import RecordAdmin
from core.vietnamese.dates import short_date
from councils.admin import MandateAdmin, MembershipAdmin, OfficeAdmin
from resolutions.actions import delete_decision, save_decision
from resolutions.forms import PersonnelDecisionForm
from resolutions.models import PersonnelDecision
from resolutions.verbs import PersonnelDecisionPage

REOPENED = "Mở lại {target}: không còn thôi từ ngày {day}."
ENDS_OTHERWISE = "{target}: thôi từ ngày {end} thay cho ngày {day}."
DATES_STAY = "Ngày bắt đầu không đổi. {dates}; nếu sai, hãy sửa ở biểu mẫu của bản ghi ấy."


def sentences_of_deletion(decision):
    """Delete a fresh copy of the decision, and return what this changes of its target. Raises ValidationError."""
    copy = PersonnelDecision.objects.get(pk=decision.pk)
    target = copy.target
    delete_decision(decision=copy)
    if target is None:
        return []
    if decision.effect in PersonnelDecision.ENDINGS:
        day = short_date(decision.effective_on)
        if target.end is None:
            return [REOPENED.format(target=target, day=day)]
        return [ENDS_OTHERWISE.format(target=target, day=day, end=short_date(target.end))]
    return [DATES_STAY.format(dates=copy.dates_of_target)] if decision.effect in PersonnelDecision.BEGINNINGS else []


@admin.register(PersonnelDecision)
class PersonnelDecisionAdmin(RecordAdmin):
    form = PersonnelDecisionForm
    list_display = ["__str__", "effect", "effective_on", "basis"]
    list_filter = ["effect"]
    search_fields = ["mandate__person__search_key", "membership__mandate__person__search_key", "office__person__search_key"]
    search_help_text = "Tìm theo họ và tên; không cần gõ dấu."
    autocomplete_fields = ["resolution", "document", "mandate", "membership", "office", "vote"]
    date_hierarchy = "effective_on"
    fieldsets = [
        ("Căn cứ (ghi đúng một)", {"fields": ["resolution", "document", "authority"]}),
        ("Đối tượng (chọn đúng một)", {"fields": ["mandate", "membership", "office"]}),
        ("Quyết định", {"fields": ["effect", "effective_on", "reason", "vote"]}),
    ]
    retained_fields = ["resolution", "document", "effect", "effective_on"]

    def save_model(self, request, obj, form, change):
        if self.waits(request, obj, change):
            return  # it waits for a reviewer
        save_decision(decision=obj)
        self.message_user(request, f"{obj.dates_of_target}.", messages.INFO)

    def effects_of_deletion(self, records):
        """What is reopened, or why it cannot be: found by the deletion itself, which is rolled back."""
        notes, refusals = [], []
        with transaction.atomic():
            for decision in records:
                try:
                    notes += sentences_of_deletion(decision)
                except ValidationError as error:
                    refusals += error.messages
            transaction.set_rollback(True)
        return notes, refusals

    def delete_model(self, request, obj):
        self.delete_queryset(request, [obj])

    def delete_queryset(self, request, queryset):
        """Delete each decision and say what the dates are now; what has changed since the page was shown is shown again."""
        try:
            with transaction.atomic():
                decisions = [delete_decision(decision=decision) for decision in queryset]
        except ValidationError as error:
            raise ProtectedError(" ".join(error.messages), set()) from error
        for decision in decisions:
            if decision.dates_of_target:
                self.message_user(request, f"{decision.dates_of_target}.", messages.INFO)

    def with_related_names(self, queryset):
        return queryset.for_list()

    @admin.display(description="căn cứ")
    def basis(self, decision):
        return decision.basis


for target_admin in (MandateAdmin, MembershipAdmin, OfficeAdmin):
    target_admin.verb_pages = (*target_admin.verb_pages, PersonnelDecisionPage)
