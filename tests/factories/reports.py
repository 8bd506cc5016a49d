"""The smallest valid reports."""

from datetime import UTC, date, datetime

import factory

from reports.models import AnnualReport, ReportChoice, ReportedTotal, ReportSection
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.resolutions import IssuedDocumentFactory


class AnnualReportFactory(factory.django.DjangoModelFactory):
    """A draft on the year 2021; `issued` one has its number and an empty frozen content, enough for lists."""

    class Meta:
        model = AnnualReport

    class Params:
        issued = factory.Trait(
            status="issued",
            issued_document=factory.SubFactory(IssuedDocumentFactory, signed=True, council=factory.SelfAttribute("..council")),
            issued_at=datetime(2022, 1, 5, 2, tzinfo=UTC),
            issued_by=factory.SubFactory(UserFactory),
            content={"document": {}, "figures": {}},
        )

    council = factory.SubFactory(CouncilFactory)
    title = factory.Sequence(lambda n: f"Tổng kết hoạt động năm 2021 của Hội đồng nhân dân, bản {n}")
    period_label = "năm 2021"
    period_from = date(2021, 1, 1)
    period_to = date(2021, 12, 31)
    cut_off = date(2021, 12, 31)
    scope = "own"


class ReportedTotalFactory(factory.django.DjangoModelFactory):
    """An approved total of the council itself for the year 2021; a `waiting` one is used by no figure."""

    class Meta:
        model = ReportedTotal

    class Params:
        waiting = factory.Trait(approved_on=None)

    council = factory.SubFactory(CouncilFactory)
    period_from = date(2021, 1, 1)
    period_to = date(2021, 12, 31)
    code = "sessions.held"
    value = 4
    source = factory.Sequence(lambda n: f"Báo cáo số {n + 1}/BC-HĐND")
    approved_on = date(2022, 1, 4)


class ReportChoiceFactory(factory.django.DjangoModelFactory):
    """The report of 2021 uses a total of its council."""

    class Meta:
        model = ReportChoice

    total = factory.SubFactory(ReportedTotalFactory)
    council = factory.SelfAttribute("total.council")
    report_slug = "2021"
    decision = "preferred"
    reason = "Đã đối chiếu với sổ."


class ReportSectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReportSection

    report = factory.SubFactory(AnnualReportFactory)
    key = "sessions"
    text = "Các kỳ họp được chuẩn bị theo hướng rõ việc, rõ thời hạn."
