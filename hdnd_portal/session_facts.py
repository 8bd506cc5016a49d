"""What the head of the page of a session states: its steps, and its numbers, planned and real ones side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst

from core.pages.timeline import ProcessStep
from core.vietnamese.dates import hour_in_words, short_date
from core.vietnamese.numbers import format_count
from sessions_app.models import CouncilSession, SessionDocument
from sessions_app.programme import Programme
from sessions_app.rolls import Roll
from sessions_app.session_documents import REPORTS, SessionDocuments

Kind = SessionDocument.Kind


@dataclass(frozen=True)
class Fact:
    """One fact of the strip: a number, and what it is compared with or computed on."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Adopted:
    """The resolutions of a session: how many it has adopted, how many of these are signed and public, and the last signature."""

    adopted: int
    signed: int
    last_signed_on: date | None


def when_and_where(session: CouncilSession, on: date, programme: Programme) -> str:
    """When, how and where it meets or met: "Họp ngày 20/12/2021, từ 8 giờ, trực tuyến qua Zoom, Hội trường UBND quận."."""
    first = programme.parts[0].sitting if programme.parts else None
    start = f"từ {hour_in_words(first.starts_at)}" if first and first.starts_at else ""
    manner = session.get_format_display() + (f" qua {session.platform}" if session.platform else "")
    return capfirst(", ".join(filter(None, (session.phase_on(on).days, start, manner, session.venue)))) + "."


def session_steps(
    session: CouncilSession, on: date, items: int, documents: SessionDocuments, adopted: Adopted
) -> list[ProcessStep]:
    """The steps of `session` as they are on `on`; none if it does not take place."""
    if session.is_off:
        return []
    has_opened = session.opened_on is not None and session.opened_on <= on
    has_closed = session.closed_on is not None and session.closed_on <= on
    contents = [f"{items} nội dung" if items else "", f"{len(documents.rows)} tài liệu" if documents.rows else ""]
    programme = ", ".join(filter(None, contents))
    to_come = f"dự kiến {short_date(session.meets_on)}" if session.meets_on and not has_opened else ""
    signed = f" {adopted.signed}/{adopted.adopted}" if adopted.adopted else ""
    is_signed = has_opened and adopted.signed > 0
    last = f"ký cuối {short_date(adopted.last_signed_on)}" if is_signed and adopted.last_signed_on else ""
    return [
        ProcessStep("Triệu tập"),
        ProcessStep("Chương trình", note=programme, has_begun=bool(programme) or has_opened),
        ProcessStep("Họp", session.opened_on if has_opened else None, to_come, has_begun=has_opened),
        ProcessStep("Bế mạc", session.closed_on if has_closed else None, has_begun=has_closed),
        ProcessStep(f"Nghị quyết đã ký{signed}", note=last, has_begun=is_signed),
    ]


def facts_before(session: CouncilSession, documents: SessionDocuments, petitions: int) -> list[Fact]:
    """The planned numbers, beside each how many are there, and the petitions that were gathered."""
    facts = [
        planned_fact("Báo cáo", session.planned_reports, documents.number_of(*REPORTS, with_file=True)),
        planned_fact("Tờ trình", session.planned_submissions, documents.number_of(Kind.SUBMISSION, with_file=True)),
        planned_fact("Dự thảo nghị quyết", session.planned_drafts, documents.number_of(Kind.DRAFT_RESOLUTION, with_file=True)),
    ]
    gathered = [Fact("Kiến nghị cử tri", format_count(petitions), "gửi tới kỳ họp")] if petitions else []
    return [fact for fact in facts if fact is not None] + gathered


def planned_fact(label: str, planned: int | None, posted: int) -> Fact | None:
    """A planned number with how many documents are posted; only the latter if none was planned."""
    if planned is None:
        return Fact(label, format_count(posted), "đã đăng") if posted else None
    return Fact(label, format_count(planned), f"dự kiến; {format_count(posted)} đã đăng")


def facts_after(
    session: CouncilSession, documents: SessionDocuments, roll: Roll | None, adopted: Adopted, questions: dict[str, int]
) -> list[Fact]:
    """What the session did, each number beside the planned one. They are never added or merged."""
    facts: list[Fact | None] = []
    if roll is not None:
        facts.append(Fact("Có mặt", roll.fraction, f"đại biểu, ngày {short_date(roll.sitting.held_on)}"))
    if adopted.adopted or session.planned_drafts:
        plan = f"thông qua; {format_count(session.planned_drafts)} dự thảo dự kiến" if session.planned_drafts else "thông qua"
        facts.append(Fact("Nghị quyết", format_count(adopted.adopted), plan))
    facts.append(done_fact("Báo cáo", documents.number_of(*REPORTS), session.planned_reports))
    facts.append(done_fact("Tờ trình", documents.number_of(Kind.SUBMISSION), session.planned_submissions))
    if total := sum(questions.values()):
        promises = total - questions.get("", 0)
        facts.append(Fact("Chất vấn", format_count(total), f"{format_count(promises)} lời hứa" if promises else ""))
    return [fact for fact in facts if fact is not None]


def done_fact(label: str, posted: int, planned: int | None) -> Fact | None:
    """How many documents there are beside how many were planned; the plan alone if none is recorded."""
    plan = "" if planned is None else f"{format_count(planned)} dự kiến"
    if posted:
        return Fact(label, format_count(posted), plan)
    return Fact(label, format_count(planned), "dự kiến") if planned is not None else None


def adopted_by(votes: Sequence[Any], resolutions: Sequence[Any]) -> Adopted:  # Any: rows of votes; public resolutions
    """The resolutions that passed, or that the public sees, each once."""
    passed = {row.vote.resolution_id for row in votes if row.vote.is_final and row.vote.has_passed and row.vote.resolution_id}
    public = {resolution.pk for resolution in resolutions}
    signed = [resolution.issued_on for resolution in resolutions if resolution.issued_on]
    return Adopted(len(passed | public), len(signed), max(signed, default=None))
