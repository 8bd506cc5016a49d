"""The pages on which staff merge petitions and record the state of several at once."""

from django import forms
from django.core.exceptions import ValidationError

from citizens.actions import merge_petitions, record_state
from citizens.models import Petition, PetitionStatus
from core.admin.forms import date_field
from core.admin.verb_pages import VerbPage
from core.records.rights import permission, staff_user
from core.records.settlement import may_only_propose
from core.vietnamese.unicode_forms import UnicodeForm
from councils.models import Agency

OTHER_COUNCILS = "Các kiến nghị đã chọn thuộc nhiều HĐND; hãy chọn kiến nghị của một HĐND."


def refuse_several_councils(petitions):
    """The sentence for petitions of several councils, or ""."""
    return OTHER_COUNCILS if len({petition.council_id for petition in petitions}) > 1 else ""


class MergeForm(UnicodeForm):
    """Which of the selected petitions stays."""

    target = forms.ModelChoiceField(
        Petition.objects.none(),
        label="Kiến nghị giữ lại",
        empty_label=None,
        widget=forms.RadioSelect,
        help_text="Các kiến nghị còn lại được gộp vào kiến nghị này: cộng số ý kiến, thêm các cuộc tiếp xúc.",
    )

    def __init__(self, data, *, petitions):
        super().__init__(data)
        self.fields["target"].queryset = Petition.objects.filter(pk__in=[petition.pk for petition in petitions])
        self.fields["target"].label_from_instance = lambda petition: f"{petition.code}: {petition.public_summary}"


class MergePetitionsPage(VerbPage):
    key = "gop"
    label = "Gộp các kiến nghị đã chọn…"
    submit = "Gộp kiến nghị"
    explanation = "Kiến nghị bị gộp mà đang công khai thì được gỡ khỏi cổng."
    permission = "citizens.publish_petition"
    is_for_record = False
    is_for_list = True

    def form(self, request, records, data):
        return MergeForm(data, petitions=records)

    def run(self, records, form):
        target = form.cleaned_data["target"]
        merged = [petition for petition in records if petition.pk != target.pk]
        target = merge_petitions(target=target, merged=merged)
        return f"Đã gộp {len(merged)} kiến nghị vào {target.code}; nay có {target.opinions} ý kiến."

    def refusal(self, records):
        if len(records) < 2:
            return "Hãy chọn ít nhất hai kiến nghị: một kiến nghị giữ lại và những kiến nghị gộp vào."
        return refuse_several_councils(records)


class RecordStateForm(UnicodeForm):
    """A state that petitions have from one day on."""

    state = forms.ChoiceField(label="Tình trạng giải quyết", choices=Petition.State)
    on = date_field("Ngày", PetitionStatus._meta.get_field("on"))
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Cơ quan", required=False, empty_label="không ghi")
    reply_symbol = forms.CharField(label="Số văn bản", max_length=60, required=False)
    reason = forms.CharField(
        label="Nguyên nhân chưa giải quyết", max_length=300, required=False, help_text="Bắt buộc khi chưa giải quyết."
    )
    text = forms.CharField(label="Nội dung trả lời", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data, *, petitions):
        super().__init__(data)
        agencies = Agency.objects.filter(is_active=True, council__in={petition.council_id for petition in petitions})
        self.fields["agency"].queryset = agencies


def of_petition(petition, error):
    """Return `error` with the code of the petition before each message."""
    if hasattr(error, "error_dict"):
        return ValidationError(
            {name: [f"{petition.code}: {text}" for text in texts] for name, texts in error.message_dict.items()}
        )
    return ValidationError([f"{petition.code}: {text}" for text in error.messages])


class RecordStatePage(VerbPage):
    key = "ghi-dien-bien"
    label = "Ghi diễn biến…"
    submit = "Ghi diễn biến"
    explanation = (
        "Nếu đã ghi diễn biến này cùng ngày thì ô để trống giữ nguyên điều đã ghi. "
        "Tệp trả lời thì đính ở biểu mẫu của từng kiến nghị."
    )
    permission = permission("add", PetitionStatus._meta)
    is_for_list = True

    def form(self, request, records, data):
        form = RecordStateForm(data, petitions=records)
        form.keepers_only = {petition.pk for petition in records if may_only_propose(staff_user(request), petition)}
        return form

    def run(self, records, form):
        for petition in records:
            try:
                record_state(petition=petition, by_keeper=petition.pk in form.keepers_only, **form.cleaned_data)
            except ValidationError as error:
                raise (of_petition(petition, error) if len(records) > 1 else error) from None
        state = Petition.State(form.cleaned_data["state"]).label
        return f"Đã ghi “{state}” cho {len(records)} kiến nghị."

    def refusal(self, records):
        return refuse_several_councils(records)
