"""Many public records with long titles, for the size budgets of the pages."""

from tests.factories.news import PhotoFactory
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import DocumentFileFactory, ResolutionFactory, ResolutionFileFactory, VoteFactory
from tests.factories.sessions_app import CouncilSessionFactory, QuestionFactory, QuestionTopicFactory, StandingMeetingFactory

LONG_TITLE = (
    "Về việc điều chỉnh, bổ sung dự toán chi ngân sách quận năm {0} và phương án phân bổ ngân sách cấp quận cho các nhiệm vụ "
    "phát sinh, đợt {0}, giai đoạn {0}-{1}"
)


def fill_lists():
    """Store more rows for each list than fit on one page, with long titles."""
    AnnualReportFactory.create_batch(25, issued=True)
    session = CouncilSessionFactory()
    for number in range(30):
        title = LONG_TITLE.format(1000 + number * 37, 2000 + number * 91)
        resolution = ResolutionFactory(
            numbered=True, published=True, session=session, title=title, effective_from=session.opened_on
        )
        VoteFactory(session=session, resolution=resolution, is_final=True, in_favour=number)
        ResolutionFileFactory.create_batch(2, resolution=resolution)
        PhotoFactory(article__published=True, article__title=title, article__lead=title[::-1])
        topic = QuestionTopicFactory(session=session, title=title)
        promise = {"promise": title[::-1], "promise_due_on": session.opened_on}
        QuestionFactory(session=session, topic=topic, text=f"{title}?", published=True, **promise)
        StandingMeetingFactory(term=session.term, subject=title, published=True)
        DocumentFileFactory(document__numbered=True, document__published=True, document__title=title)
