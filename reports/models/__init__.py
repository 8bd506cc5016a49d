from reports.models.choice import ReportChoice
from reports.models.issued import ReportFigure, ReportFile
from reports.models.report import AnnualReport
from reports.models.sections import ReportSection
from reports.models.total import ReportedTotal

__all__ = ["AnnualReport", "ReportChoice", "ReportFigure", "ReportFile", "ReportSection", "ReportedTotal"]
