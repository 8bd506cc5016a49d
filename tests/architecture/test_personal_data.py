"""The columns that contain data about persons. A column that is not listed needs a decision before it is added."""

import re

from django.apps import apps
from django.db import models

from accounts.models import User
from councils.models import Mandate, Membership, Office, Person
from resolutions.models import Vote
from tests.architecture.tree import APPS

PERSONAL_DATA = re.compile(
    r"address|birth|citizen|ethnic|gender|identity|mail|minority|party|petitioner|phone|portrait|relig|sender"
    r"|người gửi|họ và tên|địa chỉ|điện thoại|năm sinh|ngày sinh|dân tộc|tôn giáo|giới tính|căn cước|cccd|quê quán|nghề nghiệp"
)
# Columns with data about a person, and why they are allowed.
ALLOWED = {
    "councils.Council.contact_address": "of the office",
    "councils.Council.contact_email": "of the office",
    "councils.Council.contact_phone": "of the office",
    "councils.Person.full_name": "of a delegate or a member of staff",
    "councils.Person.birth_year": "only the year, as in printed lists of delegates",
    "councils.Person.gender": "for the totals of the structure of delegates",
    "councils.Person.office_email": "of the office",
    "councils.Person.office_phone": "of the office",
    "councils.Person.portrait": "of a delegate",
    "councils.Person.portrait_sha256": "of the stored file",
    "councils.Person.portrait_source_sha256": "of the uploaded file",
    "sessions_app.CouncilSession.recording_url": "of the recording of a public session",
    "accounts.User.email": "of staff",
    "accounts.User.last_name": "of staff",
}
# A person has no other column, whatever its name.
PERSON_COLUMNS = {
    *("id", "full_name", "other_name", "slug", "sort_key", "search_key"),
    *("birth_year", "gender", "portrait", "portrait_sha256", "portrait_source_sha256", "office_email", "office_phone"),
}
# Columns of the app about citizens that take any text. None is for a name; the forms say so where a clerk might write one.
CITIZENS_TEXTS = {
    "citizens.Petition.code",
    "citizens.Petition.content",
    "citizens.Petition.forwarded_symbol",
    "citizens.Petition.public_summary",
    "citizens.Petition.search_key",
    "citizens.Petition.withdrawn_reason",
    "citizens.PetitionStatus.reason",
    "citizens.PetitionStatus.reply_kept_properties",
    "citizens.PetitionStatus.reply_sha256",
    "citizens.PetitionStatus.reply_source_sha256",
    "citizens.PetitionStatus.reply_symbol",
    "citizens.PetitionStatus.text",
    "citizens.ReceptionSession.place",
    "citizens.ReceptionSession.place_key",
    "citizens.VoterMeeting.place",
    "citizens.VoterMeeting.place_key",
    "citizens.VoterMeeting.search_key",
    "citizens.VoterMeeting.withdrawn_reason",
    "citizens.VoterMeetingRound.name",
    "citizens.VoterMeetingRound.name_key",
    "citizens.VoterMeetingRound.search_key",
    "citizens.VoterMeetingRound.slug",
    "citizens.VoterMeetingRound.withdrawn_reason",
}
TEXTS = (models.CharField, models.TextField, models.JSONField)
PERSONS = (Person, Mandate, Membership, Office, User)
# Relations to a person, to what a person holds, or to a member of staff. All of them are office-holders.
PERSON_RELATIONS = {
    "accounts.Service.user",
    "accounts.User.person",
    "citizens.ReceptionSession.receivers",
    "citizens.VoterMeeting.delegates",
    "councils.Mandate.person",
    "councils.Membership.mandate",
    "councils.Office.person",
    "news.Article.people",
    "reports.AnnualReport.issued_by",
    "reports.AnnualReport.signer",
    "resolutions.ConfidenceResult.person",
    "resolutions.DelegateVote.mandate",
    "resolutions.IssuedDocument.signer",
    "resolutions.PersonnelDecision.mandate",
    "resolutions.PersonnelDecision.membership",
    "resolutions.PersonnelDecision.office",
    "resolutions.Resolution.signer",
    "resolutions.Vote.candidate",
    "sessions_app.AgendaItem.presenter",
    "sessions_app.Attendance.mandate",
    "sessions_app.Question.asked_by",
    "supervision.Supervision.lead_mandate",
}


def columns():
    """("app.Model.field", field) for every column and many-to-many relation of our models."""
    for app in APPS:
        if apps.is_installed(app):
            for model in apps.get_app_config(app).get_models():
                if not model.__name__.startswith("Historical"):
                    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
                        yield f"{model._meta.label}.{field.name}", field


def test_columns_hold_no_data_of_citizens():
    about_persons = {
        name for name, field in columns() if PERSONAL_DATA.search(f"{name.rpartition('.')[2]} {str(field.verbose_name).lower()}")
    }

    assert about_persons == set(ALLOWED)


def test_columns_of_a_person_are_those_listed():
    assert {field.name for field in Person._meta.concrete_fields} == PERSON_COLUMNS


def test_text_columns_about_citizens_are_those_listed():
    texts = {name for name, field in columns() if isinstance(field, TEXTS) and not field.choices}

    assert {name for name in texts if name.startswith("citizens.")} == CITIZENS_TEXTS


def test_columns_refer_to_office_holders_only():
    assert {name for name, field in columns() if field.related_model in PERSONS} == PERSON_RELATIONS


def test_vote_has_no_relation_to_a_delegate_who_votes():
    relations = {field.name for field in Vote._meta.get_fields() if field.is_relation and field.concrete}

    assert relations == {"session", "resolution", "agenda_item", "candidate"}


def test_kinds_with_data_of_private_persons_are_those_listed():
    marked = {model._meta.label for model in apps.get_models() if getattr(model, "is_personal", False)}

    assert marked == {"accounts.User", "citizens.Petition", "citizens.PetitionStatus", "citizens.ReceptionSession"}
