"""The smallest valid sessions."""

from datetime import UTC, date, datetime

import factory

from sessions_app.models import CouncilSession
from tests.factories.councils import TermFactory


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
