"""What each role may do: the one table, from which `accounts.backends.ServiceBackend` answers.

A kind is a model's label; an action is Django's (view, add, change, delete) or one of our own: `publish` (make
public, take off, change what is public) and `issue` (freeze a report and give it to the public).
"""

from accounts.models import Service

READ = ("view",)
SET = ("view", "change")
WRITE = ("view", "add", "change", "delete")
PUBLISH = (*WRITE, "publish")
ISSUE = (*WRITE, "issue")

COUNCILS = ("councils.council",)
RECORDS = (
    "councils.subordination",
    "councils.term",
    "councils.area",
    "councils.electoralunit",
    "councils.person",
    "councils.agency",
    "councils.mandate",
    "councils.office",
    "councils.body",
    "councils.membership",
    "councils.field",
    "resolutions.register",
    "resolutions.resolutionclass",
    "resolutions.resolutionfile",
    "resolutions.documentfile",
    "resolutions.vote",
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
KEPT_BY_THE_PORTAL = ("news.articleviews", "reports.reportfigure", "reports.reportfile")

EVERYTHING = (
    *COUNCILS,
    *RECORDS,
    *RECEPTIONS,
    *PUBLISHABLE,
    *NEWS,
    *NEWS_PARTS,
    *REPORTS,
    *KEPT_BY_THE_PORTAL,
)


def each(kinds, actions):
    return dict.fromkeys(kinds, actions)


reads = each(EVERYTHING, READ)
keeps_records = reads | each(COUNCILS, SET) | each((*RECORDS, *RECEPTIONS, *PUBLISHABLE, *REPORTS), WRITE)
writes_news = each(NEWS, PUBLISH) | each(NEWS_PARTS, WRITE)

ROLES = {
    Service.Role.DELEGATE: reads,
    Service.Role.STANDING: reads,
    Service.Role.WARD_CLERK: keeps_records,
    Service.Role.RECORDS_OFFICER: keeps_records,
    Service.Role.RECEPTION_OFFICER: reads | each(RECEPTIONS, WRITE),
    Service.Role.NEWS_EDITOR: reads | writes_news,
    Service.Role.REVIEWER: keeps_records | writes_news | each(PUBLISHABLE, PUBLISH) | each(REPORTS, ISSUE),
}
