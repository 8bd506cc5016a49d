"""Parts of public records, added, changed and deleted by staff who may not publish."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from core.admin.proposed_values import form_strings
from core.models import ProposedChange
from core.records.models import Publishable
from core.records.settlement import is_direct_addition
from resolutions.models import PersonnelDecision, Vote
from sessions_app.models import CouncilSession
from tests.admin_forms import post_add_form
from tests.core.admin.test_proposals import officer_of, review, save
from tests.factories.councils import AgencyFactory, MembershipFactory, PersonFactory
from tests.factories.resolutions import PDF, PersonnelDecisionFactory, ResolutionFactory, VoteFactory
from tests.hdnd_portal.admin_models import FACTORIES, create_published, visible_text
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
PARTS = [
    pytest.param(model, inline.model, id=f"{model._meta.label}-{inline.model._meta.model_name}")
    for model, model_admin in admin.site._registry.items()
    if issubclass(model, Publishable)
    for inline in model_admin.inlines
]
CHANGED_VALUES = {
    "citizens.PetitionStatus": {"text": "Đang xử lý."},
    "councils.ElectoralUnit": {"seats": "2"},
    "news.ArticleFile": {"title": "Tệp khác"},
    "news.Photo": {"caption": "Ảnh khác"},
    "reports.ReportSection": {"text": "Đoạn khác."},
    "resolutions.ConfidenceResult": {"office_title": "Ủy viên"},
    "resolutions.DocumentFile": {"title": "Tệp khác"},
    "resolutions.ResolutionFile": {"title": "Tệp khác"},
    "resolutions.Vote": {"in_favour": "1"},
    "sessions_app.AgendaItem": {"title": "Nội dung khác"},
    "sessions_app.MeetingTask": {"text": "Việc khác"},
    "sessions_app.QuestionTopic": {"title": "Nhóm khác"},
    "sessions_app.Sitting": {"part_of_day": "evening"},
    "supervision.SupervisedUnit": {"place": "Phòng họp 2"},
}
STORED_VALUES = {
    "citizens.PetitionStatus": lambda petition: {"text": "Đã chuyển."},
    "resolutions.Vote": lambda resolution: {"session": resolution.session},
    "sessions_app.QuestionTopic": lambda event: {"session": event if isinstance(event, CouncilSession) else None},
    "supervision.SupervisedUnit": lambda supervision: {"place": "Phòng họp 1"},
}
ADDED_VALUES = {
    "citizens.PetitionStatus": {"state": "in_progress"},
    "councils.ElectoralUnit": {"number": "9"},
    "resolutions.ConfidenceResult": {"person": lambda council: PersonFactory()},
    "resolutions.Vote": {"is_final": [], "title": "Biểu quyết từng phần"},
    "sessions_app.AgendaItem": {"order": "9000"},
    "sessions_app.MeetingTask": {"order": "9000"},
    "sessions_app.QuestionTopic": {"title": "Nhóm khác"},
    "sessions_app.Sitting": {"number": "9000"},
    "supervision.SupervisedUnit": {"agency": AgencyFactory},
}


@pytest.fixture(autouse=True)
def noon(time_machine):
    """Every test begins at noon."""
    time_machine.move_to(datetime(2026, 11, 30, 12, tzinfo=VIETNAM), tick=False)


def formset_of(user, record, part):
    """The prefix and the empty form of the inline of `part` in the form of `record`; None if the user lacks it."""
    request = RequestFactory().get("/")
    request.user = user
    for formset_class, inline in admin.site.get_model_admin(type(record)).get_formsets_with_inlines(request, record):
        if inline.model is part:
            prefix = formset_class.get_default_prefix()
            return formset_class(instance=record, prefix=prefix, queryset=inline.get_queryset(request))
    return None


def added_row(user, record, part):
    """What a browser posts if the user adds one more row like the first."""
    formset = formset_of(user, record, part)
    values = form_strings(formset.initial_forms[0])
    prefix = formset.prefix
    row = {name.replace(f"{prefix}-0-", f"{prefix}-1-"): value for name, value in values.items() if not name.endswith("-0-id")}
    for name, value in ADDED_VALUES.get(part._meta.label, {}).items():
        row[f"{prefix}-1-{name}"] = value if isinstance(value, str | list) else str(value(council=record.get_council()).pk)
    if "file" in formset.empty_form.fields:
        row[f"{prefix}-1-file"] = SimpleUploadedFile("khac.pdf", PDF, "application/pdf")
    return row | {f"{prefix}-TOTAL_FORMS": "2"}


def changes_of(action, user, record, part):
    formset = formset_of(user, record, part)
    if action == "add":
        return added_row(user, record, part)
    if action == "delete":
        return {f"{formset.prefix}-0-DELETE": "on"}
    return {f"{formset.prefix}-0-{name}": value for name, value in CHANGED_VALUES[part._meta.label].items()}


@pytest.mark.parametrize("role", ["records_officer", "ward_clerk"])
@pytest.mark.parametrize("action", ["add", "change", "delete"])
@pytest.mark.parametrize(("model", "part"), PARTS)
def test_settled_part_of_a_public_record_waits(client, time_machine, model, part, action, role):
    record = create_published(model)
    owner = next(field.name for field in part._meta.fields if field.related_model is model)
    FACTORIES[part](**{owner: record} | STORED_VALUES.get(part._meta.label, lambda record: {})(record))
    user = officer_of(record, role)
    stored = list(part.objects.values())
    time_machine.move_to(datetime(2026, 12, 3, 12, tzinfo=VIETNAM), tick=False)
    changes = changes_of(action, user, record, part)

    page = save(client, user, record, **changes)

    is_stored = action == "add" and is_direct_addition(part)
    assert [row for row in part.objects.values() if row in stored] == stored
    assert part.objects.count() == len(stored) + is_stored, visible_text(page)
    may_change = user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}", record)
    assert ProposedChange.objects.count() == (may_change and not is_stored), visible_text(page)


def test_personnel_decision_of_a_public_resolution_waits_and_is_accepted(client):
    resolution = ResolutionFactory(signed=True, published=True)
    membership = MembershipFactory(mandate__term=resolution.session.term, start=date(2021, 9, 28))
    decision = unsaved(PersonnelDecisionFactory, resolution=resolution, membership=membership)
    client.force_login(officer_of(resolution))

    response = post_add_form(client, decision)

    assert response.status_code == 302, visible_text(response)
    assert not PersonnelDecision.objects.exists()
    proposal = ProposedChange.objects.get()
    assert (proposal.kind, proposal.object_id) == ("resolutions.personneldecision", None)

    page = review(client, officer_of(resolution, "reviewer"), proposal)

    assert PersonnelDecision.objects.get().resolution == resolution, visible_text(page)
    proposal.refresh_from_db()
    assert proposal.state == "accepted"


def test_votes_added_to_a_public_resolution_wait_side_by_side(client):
    resolution = ResolutionFactory(signed=True, published=True)
    client.force_login(officer_of(resolution))
    vote = unsaved(VoteFactory, resolution=resolution, session=resolution.session, is_final=False)

    for title in ("Điều 1", "Điều 2"):
        post_add_form(client, vote, title=title)

    assert not Vote.objects.exists()
    assert ProposedChange.objects.filter(kind="resolutions.vote", object_id=None).count() == 2


def test_addition_that_is_invalid_now_is_shown_in_the_add_form(client):
    resolution = ResolutionFactory(signed=True, published=True)
    client.force_login(officer_of(resolution))
    vote = unsaved(VoteFactory, resolution=resolution, session=resolution.session, is_final=True)
    post_add_form(client, vote)
    VoteFactory(resolution=resolution, session=resolution.session, is_final=True)

    page = review(client, officer_of(resolution, "reviewer"), ProposedChange.objects.get())

    assert page.status_code == 200
    assert "Nghị quyết đã có biểu quyết toàn văn được thông qua." in visible_text(page)
    assert ProposedChange.objects.get().state == "waiting"


def test_officer_sees_no_addition_of_another_council(client):
    resolution = ResolutionFactory(signed=True, published=True)
    client.force_login(officer_of(resolution))
    post_add_form(client, unsaved(VoteFactory, resolution=resolution, session=resolution.session, is_final=False))

    client.force_login(officer_of(ResolutionFactory(), "reviewer"))

    assert client.get(reverse("admin:proposed_change", args=[ProposedChange.objects.get().pk])).status_code == 404
