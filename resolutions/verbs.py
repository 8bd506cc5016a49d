"""The pages on which staff record decisions on people, and make resolutions from the drafts that a session has passed."""

from django.forms import ModelChoiceField

from core.admin.verb_pages import VerbPage
from core.records.rights import staff_user, visible_rows
from core.vietnamese.unicode_forms import UnicodeForm
from resolutions.actions import save_decision
from resolutions.drafts import make_resolutions, passed_drafts
from resolutions.models import PersonnelDecision, Register, Resolution

DECISION_FIELDS = ["effect", "effective_on", "resolution", "document", "authority", "reason", "vote"]


class PersonnelDecisionPage(VerbPage):
    """The page of `record_personnel_decision`; the admin of decisions adds it to the forms of their targets."""

    key = "quyet-dinh-nhan-su"
    label = "Ghi quyết định nhân sự…"
    submit = "Ghi quyết định nhân sự"
    explanation = (
        "Bầu, chỉ định: ghi ngày bắt đầu. Miễn nhiệm, cho thôi, bãi nhiệm: ghi ngày thôi. Các quyết định khác không đổi ngày. "
        "Ghi đúng một căn cứ: nghị quyết, văn bản khác, hoặc cơ quan quyết định."
    )
    permission = "resolutions.decide_personneldecision"
    uses_scripts = True

    def form(self, request, records, data):
        decision_admin = self.model_admin.admin_site.get_model_admin(PersonnelDecision)
        # A fresh row, because the form writes the day into it.
        target = type(records[0])._default_manager.get(pk=records[0].pk)
        decision = PersonnelDecision(**{target._meta.model_name: target})
        return decision_admin.get_form(request, fields=DECISION_FIELDS)(data, instance=decision)

    def run(self, records, form):
        decision = save_decision(decision=form.instance)
        return f"Đã ghi quyết định. {decision.dates_of_target}."


class RegisterChoiceForm(UnicodeForm):
    """Which register gives the numbers."""

    register = ModelChoiceField(
        Register.objects.none(),
        required=False,
        label="Lấy số tiếp theo trong sổ",
        empty_label="chưa lấy số",
        help_text="Số được cấp lần lượt theo thứ tự chương trình.",
    )


class ResolutionsFromDraftsPage(VerbPage):
    """The page of `make_resolutions`; the admin of resolutions adds it to the form of a session."""

    key = "lap-nghi-quyet"
    label = "Lập nghị quyết từ dự thảo…"
    submit = "Lập nghị quyết"
    explanation = "Mỗi dự thảo đã được thông qua thành một nghị quyết ở dạng bản nháp, nối với dự thảo và lần biểu quyết của nó."
    permission = "resolutions.add_resolution"

    def form(self, request, records, data):
        form = RegisterChoiceForm(data)
        registers = visible_rows(Register.objects.filter(council=records[0].council), staff_user(request))
        form.fields["register"].queryset = registers.for_kind(Resolution().kind, None)
        return form

    def run(self, records, form):
        resolutions = make_resolutions(session=records[0], register=form.cleaned_data["register"])
        return f"Đã lập {len(resolutions)} nghị quyết ở dạng bản nháp."

    def refusal(self, records):
        return "" if passed_drafts(records[0]) else "Không có dự thảo nào đã được thông qua mà chưa lập nghị quyết."
