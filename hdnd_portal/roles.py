"""The permissions of each role, and the columns that a role may set; accounts use these tables only.

A model is written as its label in lower case. An action is one of Django's (view, add, change, delete) or of ours:
`publish` (publish, withdraw or change a public record), `issue` (freeze and publish a report), `settle` (choose between
reported totals), `decide` (record a personnel decision) and `restructure` (open and close terms, end councils), which no
role has: it is the technical administrator's.
"""

from accounts.models import Service
from core.records.rights import editable_columns

READ = ("view",)
CHANGE = ("view", "change")
WRITE = ("view", "add", "change", "delete")
PUBLISH = (*WRITE, "publish")
ISSUE = (*WRITE, "issue")
SETTLE = (*PUBLISH, "settle")
DECIDE = (*WRITE, "decide")
WAIVE = ("add", "delete")

COUNCILS = ("councils.council",)
STRUCTURE = ("councils.councilname", "councils.subordination", "councils.term")
RECORDS = (
    "councils.area",
    "councils.electoralunit",
    "councils.person",
    "councils.agency",
    "councils.mandate",
    "councils.office",
    "councils.body",
    "councils.membership",
    "councils.field",
    "sessions_app.sitting",
    "sessions_app.agendaitem",
    "sessions_app.attendance",
    "sessions_app.requireddocument",
    "sessions_app.questiontopic",
    "sessions_app.meetingtask",
    "resolutions.register",
    "resolutions.resolutionclass",
    "resolutions.resolutionfile",
    "resolutions.documentfile",
    "resolutions.vote",
    "resolutions.delegatevote",
    "resolutions.choiceword",
    "resolutions.confidenceresult",
    "resolutions.personneldecision",
    "citizens.petitionstatus",
    "supervision.supervisedunit",
    "reports.reportedtotal",
    "reports.reportsection",
)
RECEPTIONS = ("citizens.receptionsession",)
PUBLISHABLE = (
    "councils.commendation",
    "sessions_app.councilsession",
    "sessions_app.sessiondocument",
    "sessions_app.question",
    "sessions_app.standingmeeting",
    "resolutions.confidenceballot",
    "resolutions.resolution",
    "resolutions.issueddocument",
    "resolutions.supportresult",
    "resolutions.programme",
    "citizens.votermeetinground",
    "citizens.votermeeting",
    "citizens.petition",
    "supervision.supervision",
)
NEWS = ("news.article",)
NEWS_PARTS = ("news.category", "news.photo", "news.articlefile")
REPORTS = ("reports.annualreport",)
TOTALS = ("reports.reportedtotal",)
CHOICES = ("reports.reportchoice",)
PERSONNEL = ("resolutions.personneldecision",)
WAIVERS = ("core.waiver",)
WRITTEN_BY_THE_PORTAL = ("news.articleviews", "reports.reportfigure", "reports.reportfile")

ALL_MODELS = (
    *COUNCILS,
    *STRUCTURE,
    *RECORDS,
    *RECEPTIONS,
    *PUBLISHABLE,
    *NEWS,
    *NEWS_PARTS,
    *REPORTS,
    *CHOICES,
    *WRITTEN_BY_THE_PORTAL,
)


def allow(models, actions):
    """The same `actions` for each of the `models`."""
    return dict.fromkeys(models, actions)


read_all = allow(ALL_MODELS, READ)
edit_records = read_all | allow(COUNCILS, CHANGE) | allow((*RECORDS, *RECEPTIONS, *PUBLISHABLE, *REPORTS), WRITE)
edit_news = allow(NEWS, PUBLISH) | allow(NEWS_PARTS, WRITE)

ROLES = {
    Service.Role.DELEGATE: allow(ALL_MODELS, ()),  # not staff: delegates have a page of their own
    Service.Role.STANDING: read_all,
    Service.Role.WARD_CLERK: edit_records,
    Service.Role.RECORDS_OFFICER: edit_records,
    Service.Role.RECEPTION_OFFICER: read_all | allow(RECEPTIONS, WRITE),
    Service.Role.NEWS_EDITOR: read_all | edit_news,
    Service.Role.REVIEWER: edit_records
    | edit_news
    | allow((*PUBLISHABLE, *RECEPTIONS), PUBLISH)
    | allow(REPORTS, ISSUE)
    | allow(TOTALS, SETTLE)
    | allow(CHOICES, WRITE)
    | allow(PERSONNEL, DECIDE)
    | allow(WAIVERS, WAIVE),
}

# Identity and structure are the technical administrator's, contact and wording the office's. A role that may change a kind
# may set its columns, with these exceptions:

# kinds of which the roles set these columns only, and the administrator all others
OFFICE_COLUMNS = {
    "councils.council": (
        "place_name",
        "regular_label",
        "irregular_label",
        "round_word",
        "meeting_word",
        "pads_counts",
        "contact_address",
        "contact_phone",
        "contact_email",
        "emblem",
    ),
    "councils.councilname": (),
    "councils.subordination": (),
    "councils.term": (),
}
# columns that only the administrator sets
ADMINISTRATOR_COLUMNS = {"councils.area": ("own_council",)}
# columns that a role sets in a new record, and only the administrator in a stored one
COLUMNS_OF_NEW_RECORDS = {
    "councils.area": ("council",),
    "councils.electoralunit": ("term", "number"),
    "councils.field": ("council", "key"),
    "news.category": ("council", "key"),
    "resolutions.register": ("council", "key", "pattern"),
    "resolutions.resolutionclass": ("council", "key", "is_personnel"),
}


def locked_columns(opts, *, is_new):
    """The columns of a model that only the administrator sets, in a new or in a stored record."""
    label = opts.label_lower
    locked = set(ADMINISTRATOR_COLUMNS.get(label, ()))
    if label in OFFICE_COLUMNS:
        locked |= editable_columns(opts) - set(OFFICE_COLUMNS[label])
    return frozenset(locked if is_new else locked | set(COLUMNS_OF_NEW_RECORDS.get(label, ())))
