"""The columns that contain data about persons. The list is complete, so nothing else can be stored about a person."""

import re

from django.apps import apps

from accounts.models import User
from councils.models import Mandate, Person
from resolutions.models import Vote
from tests.architecture.tree import APPS

PERSONAL_DATA = re.compile(
    r"address|birth|citizen|ethnic|gender|identity|mail|minority|party|petitioner|phone|portrait|relig|sender"
)
# Columns with data about a person, and why they are allowed.
ALLOWED = {
    "councils.Council.contact_address": "of the office",
    "councils.Council.contact_email": "of the office",
    "councils.Council.contact_phone": "of the office",
    "councils.Person.birth_year": "only the year, as in printed lists of delegates",
    "councils.Person.gender": "for the totals of the structure of delegates",
    "councils.Person.office_email": "of the office",
    "councils.Person.office_phone": "of the office",
    "councils.Person.portrait": "of a delegate",
    "accounts.User.email": "of staff",
}
# Relations to a person, a delegate or a member of staff. All of them are office-holders.
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
    "resolutions.IssuedDocument.signer",
    "resolutions.PersonnelDecision.mandate",
    "resolutions.Resolution.signer",
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
    assert {name for name, _ in columns() if PERSONAL_DATA.search(name.rpartition(".")[2])} == set(ALLOWED)


def test_columns_refer_to_office_holders_only():
    assert {name for name, field in columns() if field.related_model in (Person, Mandate, User)} == PERSON_RELATIONS


def test_vote_has_no_relation_to_a_person():
    assert {field.name for field in Vote._meta.get_fields() if field.is_relation and field.concrete} == {"session", "resolution"}
