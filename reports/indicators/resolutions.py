"""Indicators of resolutions, other documents, support results and programmes."""

from collections.abc import Callable

from django.db.models import Q, Sum
from django.utils.text import capfirst

from councils.models import Field
from reports.indicators.base import FigureQuery, Indicator, Part, PartRelation, PublicationFilter
from reports.indicators.grouping import Records
from reports.indicators.rows import (
    document_row,
    programme_row,
    resolution_row,
    support_row,
)
from resolutions.models import (
    IssuedDocument,
    Programme,
    Resolution,
    ResolutionClass,
    SupportResult,
)


def _adopted(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return publication_filter(Resolution.objects.of(query.councils).adopted_in(query.period)).select_related(
        "council", "session__term__council", "resolution_class"
    )


def _issued_documents(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    """All but the report on this very period: it does not count itself, neither when it is issued nor in a correction."""
    own_reports = Q(
        annualreport__council=query.council,
        annualreport__period_from=query.period.first,
        annualreport__period_to=query.period.last,
    )
    rows = IssuedDocument.objects.of(query.councils).issued_in(query.period).exclude(own_reports)
    return publication_filter(rows).select_related("council", "issuer")


def _support(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return publication_filter(SupportResult.objects.of(query.councils).for_period(query.period))


def _programmes(kind: str) -> Callable[[FigureQuery, PublicationFilter], Records]:
    def rows(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
        programmes = Programme.objects.of(query.councils).of_year(query.period.last.year)
        return publication_filter(programmes.filter(kind=kind))

    return rows


RESOLUTIONS = (
    Indicator(
        code="resolutions.adopted",
        label="Nghị quyết của HĐND",
        unit="nghị quyết",
        definition="Nghị quyết do HĐND thông qua trong kỳ (theo ngày thông qua); không kể nghị quyết của Thường trực.",
        vocabulary=ResolutionClass,
        vocabulary_noun="nghị quyết",
        rows=_adopted,
        part="resolution_class__key",
        row=resolution_row,
    ),
    Indicator(
        code="resolutions.by_legal_kind",
        label="Nghị quyết theo tính chất pháp lý",
        unit="nghị quyết",
        definition="Các nghị quyết nói trên, chia theo quy phạm pháp luật và cá biệt.",
        parts=tuple(Part(kind.value, f"Nghị quyết {kind.label}") for kind in Resolution.LegalKind),
        rows=_adopted,
        part="legal_kind",
        row=resolution_row,
    ),
    Indicator(
        code="documents.issued",
        label="Văn bản khác của HĐND, Thường trực và các Ban",
        unit="văn bản",
        definition="Văn bản ký trong kỳ, ngoài nghị quyết của HĐND.",
        parts=tuple(Part(kind.value, capfirst(kind.label)) for kind in IssuedDocument.Type),
        rows=_issued_documents,
        part="doc_type",
        row=document_row,
    ),
)

SUPPORT = (
    Indicator(
        code="support.beneficiaries",
        label="Đối tượng được hỗ trợ",
        unit="đối tượng",
        definition="Số đối tượng được hỗ trợ theo các kết quả hỗ trợ có kỳ kết thúc trong kỳ báo cáo.",
        part_pattern=r"[\w-]+(?: [\w-]+)*",
        rows=lambda query, publication_filter: _support(query, publication_filter).filter(beneficiaries__isnull=False),
        part="beneficiaries_unit",
        measure=Sum("beneficiaries"),
        qualifier="beneficiaries_qualifier",
        unit_is_part=True,
        relation=PartRelation.OUTSIDE,
        row=support_row,
    ),
    Indicator(
        code="support.amount",
        label="Số tiền hỗ trợ",
        unit="đồng",
        definition="Số tiền của các kết quả hỗ trợ có kỳ kết thúc trong kỳ báo cáo.",
        rows=lambda query, publication_filter: _support(query, publication_filter).filter(amount__isnull=False),
        measure=Sum("amount"),
        qualifier="amount_qualifier",
        row=support_row,
        is_money=True,
    ),
)

PROGRAMMES = (
    Indicator(
        code="cooperation.programmes",
        label="Chương trình phối hợp",
        unit="chương trình",
        definition="Chương trình phối hợp công tác của năm.",
        rows=_programmes("cooperation"),
        row=programme_row,
    ),
    Indicator(
        code="work_programme.tasks",
        label="Nhiệm vụ của chương trình công tác",
        unit="nhiệm vụ",
        definition="Nhiệm vụ của chương trình công tác năm.",
        parts=(Part("done", "Nhiệm vụ đã hoàn thành"), Part("planned", "Nhiệm vụ theo kế hoạch")),
        may_be_percent=True,
        additive=False,
        relation=PartRelation.OUTSIDE,
    ),
    Indicator(
        code="targets.met",
        label="Chỉ tiêu hoàn thành",
        unit="chỉ tiêu",
        definition="Số chỉ tiêu hoàn thành trên tổng số chỉ tiêu của năm, theo báo cáo.",
        vocabulary=Field,
        may_be_percent=True,
        additive=False,
        relation=PartRelation.WITHIN,
        pads=False,
    ),
)
