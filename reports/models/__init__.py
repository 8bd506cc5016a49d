from reports.models.report import AnnualReport, ReportFigure, ReportFile, ReportSection
from reports.models.total import ReportedTotal

__all__ = ["AnnualReport", "ReportFigure", "ReportFile", "ReportSection", "ReportedTotal"]
