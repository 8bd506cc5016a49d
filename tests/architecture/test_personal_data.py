"""What can be known about a human being at all: the columns are the limit, not the care of whoever types."""

import re

from django.apps import apps

from accounts.models import User
from councils.models import Mandate, Person
from resolutions.models import Vote
from tests.architecture.tree import APPS

TELLING = re.compile(r"address|birth|citizen|ethnic|gender|identity|mail|minority|party|petitioner|phone|portrait|relig|sender")
# Columns that say something about a human being, and why they may.
KEPT = {
    "councils.Council.contact_address": "of the office",
    "councils.Council.contact_email": "of the office",
    "councils.Council.contact_phone": "of the office",
    "councils.Person.birth_year": "the year alone, as lists of delegates print it",
    "councils.Person.gender": "for the aggregate structure",
    "councils.Person.office_email": "of the office",
    "councils.Person.office_phone": "of the office",
    "councils.Person.portrait": "of a delegate",
    "accounts.User.email": "of staff",
}
# Which records name a person, a delegate or a member of staff: office-holders all of them.
NAMED = {
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
    for app in APPS:
        if apps.is_installed(app):
            for model in apps.get_app_config(app).get_models():
                if not model.__name__.startswith("Historical"):
                    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
                        yield f"{model._meta.label}.{field.name}", field


def test_no_column_holds_a_citizen():
    assert {name for name, _ in columns() if TELLING.search(name.rpartition(".")[2])} == set(KEPT)


def test_records_name_nobody_but_office_holders():
    assert {name for name, field in columns() if field.related_model in (Person, Mandate, User)} == NAMED


def test_vote_is_kept_as_totals_and_names_nobody():
    assert {field.name for field in Vote._meta.get_fields() if field.is_relation and field.concrete} == {"session", "resolution"}
