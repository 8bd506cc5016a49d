"""The red area at the top of the home page: the session of the day, or the Council itself if no session is published.

What lies ahead is that of all councils with pages on the portal; without anything ahead it is the last session of the Council
of the portal.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from core.vietnamese.dates import hour_in_words, short_date
from core.vietnamese.numbers import format_count
from councils.models import Council, Term
from resolutions.sessions import with_public_resolutions
from sessions_app.models import CouncilSession
from sessions_app.phases import last_day_of


@dataclass(frozen=True)
class BannerLink:
    """A link of the red area; the first one is its button."""

    label: str
    url: str


@dataclass(frozen=True)
class Banner:
    """What the red area says: a title, above it the phase and the day of the session, below it a sentence and links.

    `council_name` is "" where the Council of the portal is the only one.
    """

    title: str
    council_name: str = ""
    sentence: str = ""
    kicker: str = ""
    day: date | None = None
    links: tuple[BannerLink, ...] = ()
    notices: tuple[str, ...] = ()


def find_banner(council: Council | None, on: date, *, is_shared: bool = False) -> Banner:
    """The Banner of the portal of `council` on the day `on`; `is_shared` if other councils have pages on it too.

    It is about the session that takes place, else the next one, of any council; else the last one of `council`. A session that
    was postponed or cancelled has a notice until its day has passed; one that is not published is not announced.
    """
    public = CouncilSession.objects.published().for_list()
    session = with_public_resolutions(public.nearest_to(on, last_of=council)).first()
    names_councils = is_shared or council is None
    notices = tuple(_notice(one, names_council=names_councils) for one in public.off(on))
    if session is None:
        return replace(_banner_of_council(council, on), notices=notices)
    council_name = session.council.name if names_councils or session.council != council else ""
    return replace(_banner_of_session(session, on), council_name=council_name, notices=notices)


def _notice(session: CouncilSession, *, names_council: bool) -> str:
    """What became of a session that does not take place on its day."""
    day = session.opened_on or session.planned_on
    name = f"{session}, {session.council.name}" if names_council else str(session)
    return f"{name}, dự kiến họp ngày {short_date(day)}, đã {session.get_life_display()}."


def _banner_of_council(council: Council | None, on: date) -> Banner:
    if council is None:
        return Banner(title="Hội đồng nhân dân")
    terms = Term.objects.of(council)
    term = terms.filter(start__lte=on).first() or terms.last()
    return Banner(title=council.full_name, sentence=f"{_upper_first(str(term))}." if term else "")


def _banner_of_session(session: Any, on: date) -> Banner:  # Any: the annotation of the resolutions
    """The Banner of a session with its public resolutions."""
    phase = session.phase_on(on)
    return Banner(
        title=str(session),
        sentence=" ".join(f"{_upper_first(sentence)}." for sentence in _sentences(session, phase.days, on)),
        kicker=_kicker(session, phase.label, on),
        day=session.opened_on or session.planned_on,
        links=tuple(_links(session, on)),
    )


def _kicker(session: CouncilSession, label: str, on: date) -> str:
    """The phase of the session; of one that takes place also the hour of today's first sitting: "Đang họp, từ 8 giờ"."""
    if not session.is_in_session_on(on):
        return label
    starts = (
        session.sittings.filter(held_on=on, starts_at__isnull=False).order_by("starts_at").values_list("starts_at", flat=True)
    )
    start = starts.first()
    return f"{label}, từ {hour_in_words(start)}" if start else label


def _links(session: Any, on: date) -> Iterator[BannerLink]:  # Any: the annotation of the resolutions
    """Before and during the session its agenda, afterwards what it has decided; beside it the calendar or the recording."""
    page = session.get_absolute_url()
    is_over = session.opened_on is not None and session.opened_on <= on and not session.is_in_session_on(on)
    if not is_over:
        yield BannerLink("Chương trình, tài liệu", page)
    elif session.public_resolutions:
        number = format_count(session.public_resolutions, padded=session.council.pads_counts)
        yield BannerLink(f"Xem {number} nghị quyết của kỳ họp", f"{page}#nghi-quyet")
    else:
        yield BannerLink("Trang của kỳ họp", page)
    if session.recording_url and (is_over or session.is_in_session_on(on)):
        yield BannerLink("Xem bản ghi hình" if is_over else "Xem trực tiếp", session.recording_url)
    elif not is_over:
        yield BannerLink("Thêm vào lịch (.ics)", session.calendar_url)


def _sentences(session: CouncilSession, days: str, on: date) -> list[str]:
    """What the session is, when and where it meets, and what will be decided as long as it is not over."""
    day = session.opened_on or session.planned_on
    season = f" {session.get_season_display()} {day.year}" if session.season and day else ""
    kind = "" if session.kind == CouncilSession.Kind.FIRST else f"{session.kinds_label}{season}"
    place = f"{days}, {session.venue}" if session.venue else days
    last_day = last_day_of(session.opened_on, session.closed_on) if session.opened_on else day
    agenda = _agenda(session) if last_day and on <= last_day else ""
    return [sentence for sentence in (kind, place, agenda) if sentence]


def _agenda(session: CouncilSession) -> str:
    """The recorded numbers of the agenda: "20 báo cáo, 08 tờ trình, 06 dự thảo nghị quyết"."""
    numbers = (
        (session.planned_reports, "báo cáo"),
        (session.planned_submissions, "tờ trình"),
        (session.planned_drafts, "dự thảo nghị quyết"),
    )
    pads = session.council.pads_counts
    return ", ".join(f"{format_count(number, padded=pads)} {label}" for number, label in numbers if number)


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
