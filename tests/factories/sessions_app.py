"""The smallest valid sessions, with their parts, questions and meetings of the Thường trực."""

from datetime import UTC, date, datetime

import factory

from sessions_app.models import (
    AgendaItem,
    Attendance,
    CouncilSession,
    MeetingTask,
    Question,
    QuestionTopic,
    RequiredDocument,
    SessionDocument,
    Sitting,
    StandingMeeting,
)
from tests.factories.councils import CouncilFactory, MandateFactory, TermFactory
from tests.uploads import PDF


class CouncilSessionFactory(factory.django.DjangoModelFactory):
    """A regular session of one day, held on 28/9/2021 in a term that began on 28/6/2021."""

    class Meta:
        model = CouncilSession

    class Params:
        published = factory.Trait(status="published", publish_at=datetime(2021, 9, 30, tzinfo=UTC))
        planned = factory.Trait(life="planned", planned_on=date(2021, 12, 20), opened_on=None, closed_on=None)

    term = factory.SubFactory(TermFactory, start=date(2021, 6, 28), end=None)
    number = factory.Sequence(lambda n: n + 1)
    kind = "regular"
    is_regular = True
    life = "held"
    opened_on = date(2021, 9, 28)
    closed_on = factory.SelfAttribute("opened_on")


OF_THE_TERM = factory.SubFactory(MandateFactory, term=factory.SelfAttribute("..sitting.session.term"), start=date(2021, 6, 30))


class SittingFactory(factory.django.DjangoModelFactory):
    """A morning of the day on which the session opened."""

    class Meta:
        model = Sitting

    session = factory.SubFactory(CouncilSessionFactory)
    number = factory.Sequence(lambda n: n + 1)
    held_on = factory.LazyAttribute(lambda sitting: sitting.session.opened_on or sitting.session.planned_on)


class AttendanceFactory(factory.django.DjangoModelFactory):
    """A delegate who was present."""

    class Meta:
        model = Attendance

    sitting = factory.SubFactory(SittingFactory)
    mandate = OF_THE_TERM


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaItem

    session = factory.SubFactory(CouncilSessionFactory)
    order = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Báo cáo tình hình thực hiện nhiệm vụ {n + 1}")


class SessionDocumentFactory(factory.django.DjangoModelFactory):
    """A report of the UBND with its file."""

    class Meta:
        model = SessionDocument

    class Params:
        published = factory.Trait(status="published", publish_at=datetime(2021, 9, 20, tzinfo=UTC))

    session = factory.SubFactory(CouncilSessionFactory, published=True)
    kind = "report"
    title = factory.Sequence(lambda n: f"Báo cáo kinh tế - xã hội số {n}")
    author = "UBND quận"
    file = factory.django.FileField(filename="bao-cao.pdf", data=PDF)


class RequiredDocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RequiredDocument

    council = factory.SubFactory(CouncilFactory)
    kind = "submission"
    words = factory.Sequence(lambda n: f"dự toán ngân sách {n}")


class StandingMeetingFactory(factory.django.DjangoModelFactory):
    """A meeting of the Thường trực that was held on 15/10/2021."""

    class Meta:
        model = StandingMeeting

    class Params:
        published = factory.Trait(status="published", publish_at=datetime(2021, 10, 20, tzinfo=UTC))

    term = factory.SubFactory(TermFactory, start=date(2021, 6, 28), end=None)
    number = factory.Sequence(lambda n: n + 1)
    life = "held"
    held_on = date(2021, 10, 15)


class MeetingTaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeetingTask

    meeting = factory.SubFactory(StandingMeetingFactory)
    order = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Báo cáo kết quả giải quyết việc {n}")


class QuestionTopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QuestionTopic

    session = factory.SubFactory(CouncilSessionFactory)
    title = factory.Sequence(lambda n: f"Quản lý trật tự xây dựng {n}")


class QuestionFactory(factory.django.DjangoModelFactory):
    """An oral question at a session, on the day of its opening."""

    class Meta:
        model = Question

    class Params:
        published = factory.Trait(status="published", publish_at=datetime(2021, 9, 30, tzinfo=UTC))
        written = factory.Trait(mode="written", session=None, asked_on=date(2021, 9, 1))

    session = factory.SubFactory(CouncilSessionFactory)
    council = factory.Maybe(
        "session",
        yes_declaration=factory.SelfAttribute("session.term.council"),
        no_declaration=factory.SubFactory(CouncilFactory),
    )
    asked_on = factory.SelfAttribute("session.opened_on")
    text = factory.Sequence(lambda n: f"Bao giờ trường học thứ {n} được xây xong?")
