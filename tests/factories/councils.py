"""The smallest valid councils, terms, people, bodies and awards of the year 2021."""

from datetime import UTC, date, datetime, timedelta

import factory

from councils.models import (
    Agency,
    Area,
    Body,
    Commendation,
    Council,
    CouncilName,
    ElectoralUnit,
    Field,
    LegalConstant,
    Mandate,
    Membership,
    Office,
    Person,
    Subordination,
    Term,
)

FOUNDED = date(1997, 9, 1)
FIRST_SESSION = date(2021, 6, 28)


class CouncilFactory(factory.django.DjangoModelFactory):
    """The Council of a district; `ward` makes it one of a ward."""

    class Meta:
        model = Council

    class Params:
        ward = factory.Trait(name=factory.Sequence(lambda n: f"HĐND phường Nghĩa Đô {n}"), unit_kind="ward", level="commune")

    name = factory.Sequence(lambda n: f"HĐND quận Đống Đa {n}")
    slug = factory.Sequence(lambda n: f"hdnd-{n}")
    abbreviation = factory.Sequence(lambda n: f"HĐ{n}")
    unit_kind = "urban_district"
    level = "district"
    place_name = "Đống Đa"
    start = FOUNDED
    is_hosted = True


class CouncilNameFactory(factory.django.DjangoModelFactory):
    """The present name of a Council; with `end` an earlier one."""

    class Meta:
        model = CouncilName

    council = factory.SubFactory(CouncilFactory)
    name = factory.SelfAttribute("council.name")
    unit_kind = factory.SelfAttribute("council.unit_kind")
    place_name = factory.SelfAttribute("council.place_name")
    start = FOUNDED


class SubordinationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subordination

    council = factory.SubFactory(CouncilFactory, ward=True)
    parent = factory.SubFactory(CouncilFactory)
    start = FOUNDED


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    council = factory.SubFactory(CouncilFactory)
    ordinal = 6
    label = "2021-2026"
    elected_on = date(2021, 5, 23)
    seats = 35
    start = FIRST_SESSION


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area

    council = factory.SubFactory(CouncilFactory)
    name = factory.Sequence(lambda n: f"phường Nghĩa Đô {n}")


class ElectoralUnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ElectoralUnit

    term = factory.SubFactory(TermFactory)
    number = factory.Sequence(lambda n: n + 1)
    seats = 4


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    full_name = "Nguyễn Thị Đào"


class MandateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mandate

    class Params:
        relieved = factory.Trait(end=date(2021, 12, 20), end_reason="relieved")

    person = factory.SubFactory(PersonFactory)
    term = factory.SubFactory(TermFactory)
    start = factory.SelfAttribute("term.start")


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agency

    council = factory.SubFactory(CouncilFactory)
    name = factory.Sequence(lambda n: f"Phòng Quản lý đô thị {n}")
    kind = "state"
    level = "district"


class OfficeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Office

    council = factory.SubFactory(CouncilFactory)
    person = factory.SubFactory(PersonFactory)
    agency = factory.SubFactory(AgencyFactory, council=factory.SelfAttribute("..council"))
    kind = "state"
    title = "Chủ tịch UBND quận"
    start = FIRST_SESSION


class BodyFactory(factory.django.DjangoModelFactory):
    """A Ban; `standing` makes it the Thường trực, `group` a Tổ đại biểu of a term of the same council."""

    class Meta:
        model = Body

    class Params:
        standing = factory.Trait(kind="standing", name="Thường trực HĐND quận Đống Đa")
        group = factory.Trait(
            kind="group",
            name=factory.Sequence(lambda n: f"Tổ đại biểu số {n + 1}"),
            term=factory.SubFactory(TermFactory, council=factory.SelfAttribute("..council")),
            number=factory.Sequence(lambda n: n + 1),
        )

    council = factory.SubFactory(CouncilFactory)
    kind = "committee"
    name = factory.Sequence(lambda n: f"Ban Đô thị {n}")
    start = FIRST_SESSION


class MembershipFactory(factory.django.DjangoModelFactory):
    """A seat in a Ban of the delegate's own council."""

    class Meta:
        model = Membership

    mandate = factory.SubFactory(MandateFactory)
    body = factory.SubFactory(BodyFactory, council=factory.SelfAttribute("..mandate.term.council"))
    start = factory.SelfAttribute("mandate.start")


class FieldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Field

    council = factory.SubFactory(CouncilFactory)
    key = factory.Sequence(lambda n: f"do-thi-{n}")
    label = factory.Sequence(lambda n: f"Đô thị {n}")


class LegalConstantFactory(factory.django.DjangoModelFactory):
    """At most 35 delegates in a quận."""

    class Meta:
        model = LegalConstant

    key = "delegates.max"
    unit_kind = "urban_district"
    value = 35
    basis = factory.Sequence(lambda n: f"Luật số {n}")
    start = factory.Sequence(lambda n: date(2000, 1, 1) + timedelta(days=n))


class CommendationFactory(factory.django.DjangoModelFactory):
    """The Giấy khen of the year 2021, not yet approved."""

    class Meta:
        model = Commendation

    class Params:
        published = factory.Trait(status="published", publish_at=datetime(2022, 1, 26, tzinfo=UTC))
        withdrawn = factory.Trait(status="withdrawn", withdrawn_reason="Có dữ liệu cá nhân.")

    council = factory.SubFactory(CouncilFactory)
    kind = "certificate"
    title = "Giấy khen của Chủ tịch UBND quận"
    span = "year"
    authority = "Chủ tịch UBND quận Đống Đa"
    authority_level = "district"
    collectives = 9
    individuals = 15
    period_from = date(2021, 1, 1)
    period_to = date(2021, 12, 31)
