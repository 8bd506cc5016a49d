"""The smallest valid supervisions."""

from datetime import date

import factory

from supervision.models import SupervisedUnit, Supervision
from tests.factories.councils import AgencyFactory, CouncilFactory
from tests.factories.resolutions import PublishableFactory


class SupervisionFactory(PublishableFactory):
    """A thematic supervision by the Council itself, planned for 2021; `done` ends it on 15/11/2021."""

    class Meta:
        model = Supervision

    class Params:
        done = factory.Trait(life="done", finished_on=date(2021, 11, 15))
        dropped = factory.Trait(life="dropped", life_reason="Do dịch bệnh diễn biến phức tạp.")

    council = factory.SubFactory(CouncilFactory)
    year = 2021
    title = factory.Sequence(lambda n: f"Giám sát việc quản lý đất đai, đợt {n}")
    form = "thematic"
    method = "direct"
    is_led_by_council = factory.LazyAttribute(lambda o: not (getattr(o, "lead_body", None) or getattr(o, "lead_mandate", None)))


class SupervisedUnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SupervisedUnit

    supervision = factory.SubFactory(SupervisionFactory)
    agency = factory.SubFactory(AgencyFactory, council=factory.SelfAttribute("..supervision.council"))
