"""The smallest valid meetings with voters, petitions and reception sessions."""

from datetime import UTC, date, datetime

import factory

from citizens.models import Petition, PetitionStatus, ReceptionSession, VoterMeeting, VoterMeetingRound
from tests.factories.councils import CouncilFactory
from tests.factories.resolutions import PublishableFactory


class VoterMeetingRoundFactory(PublishableFactory):
    class Meta:
        model = VoterMeetingRound

    council = factory.SubFactory(CouncilFactory)
    timing = "before"
    name = factory.Sequence(lambda n: f"Tiếp xúc cử tri trước kỳ họp, đợt {n}")
    life = "held"
    opened_on = date(2021, 10, 4)


class VoterMeetingFactory(PublishableFactory):
    """A meeting held on 5/10/2021 with delegates of the district."""

    class Meta:
        model = VoterMeeting

    council = factory.SubFactory(CouncilFactory)
    life = "held"
    held_on = date(2021, 10, 5)
    place = factory.Sequence(lambda n: f"Nhà văn hóa Tổ dân phố {n}, phường Nghĩa Đô")
    kind = "periodic"
    with_district = True


class PetitionFactory(PublishableFactory):
    """A petition without meeting, received on 5/10/2021; `published` gives it a public summary."""

    class Meta:
        model = Petition
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            status="published",
            publish_at=datetime(2021, 12, 31, tzinfo=UTC),
            public_summary="Cải tạo hệ thống thoát nước đường Cầu Giấy.",
        )

    council = factory.SubFactory(CouncilFactory)
    received_on = date(2021, 10, 5)
    content = "Cử tri đề nghị cải tạo hệ thống thoát nước ngõ 68 đường Cầu Giấy."

    @factory.post_generation
    def meetings(self, create, extracted, **kwargs):
        """The meetings at which the petition was raised."""
        if create and extracted:
            self.meetings.add(*extracted)


class PetitionStatusFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PetitionStatus

    petition = factory.SubFactory(PetitionFactory)
    state = "forwarded"
    on = date(2021, 10, 12)


class ReceptionSessionFactory(factory.django.DjangoModelFactory):
    """A session of the Thường trực held on 5/1/2021, with an unknown number of visits."""

    class Meta:
        model = ReceptionSession

    council = factory.SubFactory(CouncilFactory)
    receiver = "standing"
    kind = "scheduled"
    life = "held"
    held_on = date(2021, 1, 5)
    place = factory.Sequence(lambda n: f"Phòng tiếp công dân số {n}, trụ sở HĐND")
