"""The smallest valid registers, documents, votes, decisions, results and programmes."""

from datetime import UTC, date, datetime

import factory

from resolutions.models import (
    ChoiceWord,
    ConfidenceBallot,
    ConfidenceResult,
    DelegateVote,
    DocumentFile,
    IssuedDocument,
    PersonnelDecision,
    Programme,
    Register,
    Resolution,
    ResolutionClass,
    ResolutionFile,
    SupportResult,
    Vote,
)
from tests.factories.councils import CouncilFactory, MandateFactory, MembershipFactory, PersonFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.uploads import PDF

OF_THE_SESSION = factory.SelfAttribute("..session.term.council")


def number_below_years(n):
    """The number of the document `n`; a higher one could be meant as a year where a text is searched for."""
    return n % 1900 + 1


class RegisterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Register

    council = factory.SubFactory(CouncilFactory)
    key = factory.Sequence(lambda n: f"nq-{n}")
    name = factory.Sequence(lambda n: f"Sổ nghị quyết {n}")
    pattern = "{number}/NQ-HĐND"


class ResolutionClassFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ResolutionClass
        django_get_or_create = ["council", "key"]

    council = factory.SubFactory(CouncilFactory)
    key = "thematic"
    label = factory.LazyAttribute(lambda row: {"thematic": "chuyên đề"}.get(row.key, f"loại {row.key}"))


class PublishableFactory(factory.django.DjangoModelFactory):
    """The base of factories of publishable records, with their states as traits."""

    class Meta:
        abstract = True

    class Params:
        published = factory.Trait(status="published", publish_at=datetime(2021, 12, 31, tzinfo=UTC))
        withdrawn = factory.Trait(status="withdrawn", withdrawn_reason="Có dữ liệu cá nhân.")


class ResolutionFactory(PublishableFactory):
    """A draft without number, adopted on the day of its session; `numbered` gives it the symbol of its number."""

    class Meta:
        model = Resolution

    class Params:
        signed = factory.Trait(
            symbol=factory.Sequence(lambda n: f"{n + 1:02d}/NQ-HĐND"),
            issued_on=factory.SelfAttribute("adopted_on"),
        )
        numbered = factory.Trait(
            register=factory.SubFactory(RegisterFactory, council=OF_THE_SESSION),
            year=2021,
            number=factory.Sequence(number_below_years),
            symbol=factory.LazyAttribute(lambda document: document.register.symbol_of(document.number, document.year)),
            issued_on=factory.SelfAttribute("adopted_on"),
        )

    session = factory.SubFactory(CouncilSessionFactory)
    adopted_on = factory.SelfAttribute("session.opened_on")
    resolution_class = factory.SubFactory(ResolutionClassFactory, council=OF_THE_SESSION)
    legal_kind = "individual"
    title = factory.Sequence(lambda n: f"Về giải pháp thứ {n} phát triển đô thị quận Đống Đa")


class IssuedDocumentFactory(PublishableFactory):
    """A report of the Council without number."""

    class Meta:
        model = IssuedDocument

    class Params:
        signed = factory.Trait(symbol=factory.Sequence(lambda n: f"{n + 1:02d}/BC-HĐND"), issued_on=date(2021, 12, 31))
        numbered = factory.Trait(
            register=factory.SubFactory(RegisterFactory, council=factory.SelfAttribute("..council"), pattern="{number}/BC-HĐND"),
            year=2021,
            number=factory.Sequence(number_below_years),
            symbol=factory.LazyAttribute(lambda document: document.register.symbol_of(document.number, document.year)),
            issued_on=date(2021, 12, 31),
        )

    council = factory.SubFactory(CouncilFactory)
    doc_type = "report"
    title = factory.Sequence(lambda n: f"Báo cáo thứ {n} về đời sống cử tri")


class ResolutionFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ResolutionFile

    resolution = factory.SubFactory(ResolutionFactory)
    title = "Bản ký"
    file = factory.django.FileField(filename="nghi-quyet.pdf", data=PDF)


class DocumentFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DocumentFile

    document = factory.SubFactory(IssuedDocumentFactory)
    title = "Bản ký"
    file = factory.django.FileField(filename="bao-cao.pdf", data=PDF)


class VoteFactory(factory.django.DjangoModelFactory):
    """A show of hands with 34 of 35 delegates in favour."""

    class Meta:
        model = Vote

    session = factory.SubFactory(CouncilSessionFactory)
    subject = factory.Sequence(lambda n: f"Biểu quyết nội dung {n}")
    held_on = factory.SelfAttribute("session.opened_on")
    total_delegates = 35
    present = 34
    in_favour = 34


class DelegateVoteFactory(factory.django.DjangoModelFactory):
    """A delegate in favour, in an electronic vote."""

    class Meta:
        model = DelegateVote

    vote = factory.SubFactory(VoteFactory, mode="electronic")
    mandate = factory.SubFactory(MandateFactory, term=factory.SelfAttribute("..vote.session.term"), start=date(2021, 6, 30))
    choice = "for"


class ChoiceWordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChoiceWord

    council = factory.SubFactory(CouncilFactory)
    word = factory.Sequence(lambda n: f"TT{n}")
    choice = "for"


class ConfidenceBallotFactory(PublishableFactory):
    class Meta:
        model = ConfidenceBallot

    session = factory.SubFactory(CouncilSessionFactory)
    held_on = factory.SelfAttribute("session.opened_on")
    total_delegates = 35


class ConfidenceResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConfidenceResult

    ballot = factory.SubFactory(ConfidenceBallotFactory)
    person = factory.SubFactory(PersonFactory)
    office_title = "Chủ tịch UBND quận"
    issued = 33
    returned = 33
    valid = 32
    high = 25
    middle = 5
    low = 2


class PersonnelDecisionFactory(factory.django.DjangoModelFactory):
    """A decision by a resolution that elects a member of a body."""

    class Meta:
        model = PersonnelDecision

    resolution = factory.SubFactory(ResolutionFactory)
    membership = factory.SubFactory(MembershipFactory)
    effect = "elects"
    effective_on = date(2021, 9, 28)


class SupportResultFactory(PublishableFactory):
    class Meta:
        model = SupportResult

    council = factory.SubFactory(CouncilFactory)
    title = factory.Sequence(lambda n: f"Hỗ trợ đợt {n} người gặp khó khăn")
    period_from = date(2021, 1, 1)
    period_to = date(2021, 12, 31)


class ProgrammeFactory(PublishableFactory):
    class Meta:
        model = Programme

    council = factory.SubFactory(CouncilFactory)
    kind = "cooperation"
    year = 2022
    title = factory.Sequence(lambda n: f"Chương trình phối hợp số {n}")
