"""Our sentences in every combination of figures that have a value and figures that have none, read by rule."""

import re
from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from reports.figures.totals import WHOLE, OutcomeKey
from reports.indicators import INDICATORS
from tests.reports.invented_figures import (
    Source,
    collected_figures,
    invented_council,
    invented_scope,
    parts_of,
    sentence_writer,
    texts,
    total,
    written_paragraphs,
)

W, P, PERCENT = "whole", "parts", "percent"
# The figures of sentences that depend on each other; each is present or nil in every combination.
GROUPS = {
    "organisation": [
        *[("councils.delegates", W), ("councils.groups", W), ("councils.groups", P), ("councils.structure", P)],
        *[("councils.standing_members", W), ("councils.committee_members", W)],
    ],
    "structure and changes": [
        *[("councils.delegates", W), ("councils.structure", W), ("councils.structure", P), ("councils.structure", PERCENT)],
        *[("councils.changes", W), ("councils.changes", P)],
    ],
    "sessions": [
        *[("sessions.held", W), ("sessions.held", P), ("sessions.by_kind", W), ("sessions.by_kind", P)],
        *[("resolutions.adopted", W), ("resolutions.adopted", P)],
        *[("resolutions.by_legal_kind", W), ("resolutions.by_legal_kind", P), ("sessions.attendance", W)],
    ],
    "documents and questions": [
        *[("resolutions.adopted", W), ("documents.issued", W), ("documents.issued", P)],
        *[("questions.raised", W), ("questions.raised", P), ("questions.sittings", W), ("questions.topics", W)],
    ],
    "questions and promises": [
        *[("questions.topics", W), ("questions.raised", W), ("questions.raised", P)],
        *[("questions.promises", W), ("questions.promises", P)],
    ],
    "supervision": [
        *[("supervision.conducted", W), ("supervision.conducted", P), ("supervision.by_form", W), ("supervision.by_form", P)],
        *[("supervision.by_method", P), ("supervision.units", W), ("supervision.units", P)],
    ],
    "recommendations and support": [
        *[("supervision.topics", W), ("supervision.topics", P)],
        *[("supervision.recommendations", W), ("supervision.recommendations", P), ("supervision.recommendations", PERCENT)],
        *[("support.beneficiaries", W), ("support.beneficiaries", P), ("support.amount", W)],
    ],
    "voter meetings": [
        *[("voter_meetings.rounds", W), ("voter_meetings.held", W), ("voter_meetings.held", P), ("voter_meetings.attendees", W)],
        *[("voter_meetings.attendance_rate", W), ("voter_meetings.speakers", W)],
        *[("voter_meetings.opinions", W), ("voter_meetings.opinions", P)],
    ],
    "petitions": [
        *[("petitions.received", W), ("petitions.received", P), ("petitions.forwarded", W), ("petitions.forwarded", P)],
        *[("petitions.by_status", W), ("petitions.by_status", P), ("petitions.by_status", PERCENT)],
        *[("petitions.by_competence", W), ("petitions.by_competence", P)],
    ],
    "petitions in other ways": [
        *[("petitions.received", W), ("petitions.by_field", W), ("petitions.by_field", P), ("petitions.by_competence", P)],
        *[("petitions.by_competence_status", P), ("petitions.by_session", P), ("petitions.by_outcome", P)],
        *[("petitions.carried_over", W), ("petitions.carried_over", P)],
    ],
    "petitions afterwards": [
        *[("petitions.by_status", P), ("petitions.by_outcome", W), ("petitions.by_outcome", P)],
        *[("petitions.reopened", W), ("petitions.reopened", P), ("petitions.told_to_voters", W)],
    ],
    "reception": [
        *[("receptions.held", W), ("receptions.held", P), ("receptions.visits", W), ("receptions.visits", P)],
        *[("receptions.people", W), ("receptions.people", P), ("letters.received", W), ("letters.received", P)],
    ],
    "receptions in other ways": [
        *[("receptions.held", W), ("receptions.by_kind", W), ("receptions.by_kind", P)],
        *[("receptions.by_place", W), ("receptions.by_place", P)],
    ],
    "standing": [
        *[("standing_meetings.held", W), ("explanations.held", W), ("explanations.topics", W), ("confidence.ballots", W)],
        *[("work_programme.tasks", W), ("work_programme.tasks", P)],
    ],
    "coordination": [
        *[("cooperation.programmes", W), ("commendations.given", W), ("commendations.given", P)],
        *[("targets.met", W), ("targets.met", P)],
    ],
}
BELOW = [
    *[("sessions.held", W), ("sessions.held", P), ("sessions.by_kind", P), ("resolutions.adopted", W), ("documents.issued", W)],
    *[("supervision.conducted", W), ("supervision.conducted", P), ("receptions.held", P), ("petitions.by_status", P)],
]
VERBS = re.compile(
    r"\b(có|tổ chức|ban hành|thực hiện|tiếp nhận|tiếp|nêu|giám sát|là|đạt|được|đã|gồm|hoàn thành|tiến hành)\b"
    r"|\b(theo dõi|thu hút|hoạt động|ghi nhận)\b"
)
ADVERBIAL = re.compile(r"^(Năm 2021|Trong năm 2021|Đến ngày [\d/]+|6 tháng đầu năm 2023|Từ [\d/]+ đến [\d/]+), ")
NUMBER_ALONE = re.compile(r"(?:[^\W\d]+ )?[\d.,/]+%?")
DOUBLED = re.compile(r"\b([^\W\d]+(?: [^\W\d]+){0,3}) \1\b")
WRONG = re.compile(
    r"  | ,| ;| \.|,,|, ,|;;|;,|\(\)|\( | \)|\.\.|Trong từ|trong từ|\b(gồm|có|trong đó|là|về|với|đã|và)[.,;)]|[,;:]\.|[{}|]|None"
)


def problems_of(text):
    """What is wrong with a sentence; [] for a good one."""
    clauses = [clause.strip() for clause in re.split(r"[;,.]", text) if len(clause.split()) > 3]
    body = ADVERBIAL.sub("", text)
    verb = VERBS.search(body)
    subject = body[: verb.start()].strip() if verb else ""
    problems = {
        "has no full stop": not text.endswith("."),
        "does not begin with a capital": not (text[0].isupper() or text[0].isdigit()),
        "has no verb": not verb,
        "has no subject": verb and (not subject or NUMBER_ALONE.fullmatch(subject)),
        "has a doubled word": DOUBLED.search(text),
        "has a doubled clause": len(clauses) > len(set(clauses)),
        "has open brackets": text.count("(") != text.count(")"),
        "has an empty place": WRONG.search(text),
    }
    return [problem for problem, is_there in problems.items() if is_there]


def source_of(code, present):
    """One indicator with its whole, two of its parts, the percentage of a third, as `present` says."""
    indicator = INDICATORS[code]
    keys = [part.key for part in parts_of(code) if part.key not in ("carried_over", "overdue")]
    totals = {}
    if W in present:
        totals[WHOLE] = [total(12, base=20 if indicator.style == "rate" else None)]
    if P in present:
        totals |= {OutcomeKey(key): [total(value)] for key, value in zip(keys, (5, 7), strict=False)}
    if PERCENT in present:
        totals[OutcomeKey(keys[2], is_percent=True)] = [total(45)]
    return Source(totals=totals)


@cache
def figure_of(code, present, below=""):
    """The figure of `source_of`, or the figure that has it at the level `below`."""
    sources = {code: source_of(code, present)}
    scope = invented_scope(invented_council(), below=below)
    return collected_figures(scope, {} if below else sources, sources if below else None).figures[code]


@cache
def nothing(below=""):
    return collected_figures(invented_scope(invented_council(), below=below), {})


def sentences_of(present, period_label="năm 2021", below=""):
    """The sentences of a report that has the figures `present`: (code, "whole" | "parts" | "percent")."""
    codes = dict.fromkeys(code for code, _ in present)
    figures = {code: figure_of(code, tuple(kind for other, kind in present if other == code), below) for code in codes}
    collected = replace(nothing(below), figures=nothing(below).figures | figures)
    return texts(written_paragraphs(sentence_writer(collected, period_label)))


def combinations(figures):
    """Every set of `figures`, but the empty one; a figure that is not in the catalogue is in none."""
    figures_of_catalogue = [figure for figure in figures if figure[0] in INDICATORS]
    for choice in product((False, True), repeat=len(figures_of_catalogue)):
        if any(choice):
            yield [figure for figure, is_present in zip(figures_of_catalogue, choice, strict=True) if is_present]


@pytest.mark.slow  # some hundreds of reports
@pytest.mark.parametrize("group", GROUPS)
def test_sentences_of_every_combination_can_be_read(group):
    wrong = {}
    for present in combinations(GROUPS[group]):
        sentences = sentences_of(present)
        assert sentences, present
        wrong |= {text: problems for text in sentences if (problems := problems_of(text))}

    assert wrong == {}


@pytest.mark.slow  # some hundreds of reports
def test_sentences_of_every_combination_at_a_level_below_can_be_read():
    wrong = {}
    for present in combinations(BELOW):
        sentences = sentences_of(present, below="commune")
        assert any("HĐND các phường" in text for text in sentences), present
        wrong |= {text: problems for text in sentences if (problems := problems_of(text))}

    assert wrong == {}


@pytest.mark.parametrize(
    "period_label",
    ["năm 2021", "6 tháng đầu năm 2023", "nhiệm kỳ 2021-2026", "quý III/2021", "từ 01/07/2021 đến 30/9/2021", "Năm 2021.", ""],
)
def test_sentences_of_every_period_can_be_read(period_label):
    everything = [figure for figures in GROUPS.values() for figure in figures if figure[0] in INDICATORS]
    sentences = sentences_of(list(dict.fromkeys(everything)), period_label)

    assert {text: problems for text in sentences if (problems := problems_of(text))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Trong từ 25/06/2021 có 03 đại biểu.",
        "Với 09 ý kiến.",
        "Trên 95% đã được thực hiện.",
        "Năm 2021, tổ chức 03 kỳ họp.",
        "HĐND quận có 03 kỳ họp",
        "HĐND quận tổ chức 03 kỳ họp kỳ họp thường kỳ.",
        "HĐND quận ban hành 03 nghị quyết, gồm.",
        "HĐND quận ban hành 03 nghị quyết (gồm 03.",
        "HĐND quận ban hành 03 nghị quyết; HĐND quận ban hành 03 nghị quyết.",
        "hĐND quận ban hành 03 nghị quyết.",
    ],
)
def test_problems_of_refuses_a_bad_sentence(text):
    assert problems_of(text)
