"""The pages on which a reviewer records a decision on a mandate, a membership or an office."""

from core.admin.verb_pages import VerbPage
from resolutions.actions import save_decision
from resolutions.models import PersonnelDecision

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
