"""The table of an electronic voting system as pasted or uploaded: a delegate in each row, a vote in each column.

What is not sure is asked: a column without a known vote, an unknown word, an unknown or ambiguous name.
"""

import csv
import hashlib
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.vietnamese.normal_form import normal_form
from councils.models import Mandate
from resolutions.delegate_names import NameMatch, match_name
from resolutions.models import Vote
from resolutions.models.delegate_votes import Choice

MAX_ROWS, MAX_COLUMNS = 300, 60
SKIP, AS_ABSENT = "skip", "absent"
BY_NAME, STORED = "names", "stored"
BLANK = "(ô trống)"
NUMBER_OF_VOTE = re.compile(r"(?:bq|biểu quyết|lần|số|nội dung)?\s*0*(\d{1,2})[.)]?", re.IGNORECASE)
TOTALS = {"in_favour": Choice.FOR, "against": Choice.AGAINST, "abstained": Choice.ABSTAINED}
LABEL_WORDS = {normal_form(str(label)): value for value, label in Choice.choices}
EMPTY = "Chưa có dòng nào; hãy dán các cột từ Excel, hoặc chọn tệp CSV."
TOO_LARGE = f"Bảng có quá nhiều ô; nhiều nhất {MAX_ROWS} dòng và {MAX_COLUMNS} cột."
NO_NAMES = "Không có cột nào ghi tên đại biểu, hoặc số thứ tự của đại biểu; cột đầu phải là tên."
NO_VOTES = "Chưa cột nào ứng với một biểu quyết của kỳ họp."
TWICE = "{name} có ở nhiều dòng: {rows}. Hãy bỏ dòng thừa, hoặc chọn lại đại biểu."
SAME_VOTE = "Hai cột cùng ứng với biểu quyết “{vote}”; hãy bỏ một cột."
NOT_THAT_DAY = "{name} không phải đại biểu vào ngày biểu quyết “{vote}”; hãy để trống ô ấy."


def key_of(kind: str, text: str) -> str:
    """The name of the input that answers a question: the same as long as the text is, wherever it stands in the table."""
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


@dataclass
class Question:
    """What the user must choose; `value` is the answer or the proposal, "" while it is open."""

    key: str
    label: str
    choices: list[tuple[str, str]]
    value: str = ""

    @property
    def is_open(self) -> bool:
        return self.value not in {value for value, _ in self.choices if value}


@dataclass
class Column:
    """One column with choices, and the vote that it belongs to; None if it is skipped or still open."""

    position: int
    header: str
    vote: Vote | None = None


@dataclass
class VoteResult:
    """The choices of one vote by mandate, and how many there are of each kind."""

    vote: Vote
    choices: dict[int, str] = field(default_factory=dict)

    @property
    def totals(self) -> dict[str, int]:
        """The numbers by the names of the columns of a vote."""
        counts = Counter(self.choices.values())
        return {name: counts[choice] for name, choice in TOTALS.items()}

    @property
    def differs(self) -> bool:
        """Whether the vote has other totals than its rows."""
        return any(getattr(self.vote, name) != number for name, number in self.totals.items())

    @property
    def absent(self) -> int:
        return sum(choice == Choice.ABSENT for choice in self.choices.values())


def split_table(text: str) -> list[list[str]]:
    """The cells of a pasted or uploaded table, without empty rows. Raises ValueError with a sentence."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = "\t" if "\t" in first else ";" if first.count(";") >= max(first.count(","), 1) else ","
    try:
        lines = csv.reader(io.StringIO(text.strip("\ufeff\r\n"), newline=""), delimiter=delimiter)
        rows = [[" ".join(cell.split()) for cell in line] for line in lines]
    except csv.Error as error:
        raise ValueError("Bảng không đọc được; hãy chép lại các cột từ Excel.") from error
    rows = [row for row in rows if any(row)]
    if not rows:
        raise ValueError(EMPTY)
    if len(rows) > MAX_ROWS or max(map(len, rows)) > MAX_COLUMNS:
        raise ValueError(TOO_LARGE)
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


class VotesByName:
    """What a table says: `results` when nothing is open, else `questions` and `errors`.

    `votes` are all votes of the session in their order, `mandates` its delegates in the order of the office, `delegates`
    the votes on whose day each of them is valid; `words` are the meanings of the council's words by normal form; `answers`
    is what was posted.
    """

    def __init__(
        self,
        text: str,
        *,
        votes: Sequence[Vote],
        delegates: Mapping[int, set[int]],
        mandates: Sequence[Mandate],
        words: Mapping[str, str],
        answers: Mapping[str, str],
        only_vote: Vote | None = None,
    ) -> None:
        self.numbers = {vote.pk: number for number, vote in enumerate(votes, start=1)}
        self.votes = [vote for vote in votes if vote.mode != Vote.Mode.SECRET_BALLOT]
        self.delegates, self.mandates, self.answers = delegates, list(mandates), answers
        self.words = {**LABEL_WORDS, **words}
        self.only_vote = only_vote
        self.questions: list[Question] = []
        self.errors: list[str] = []
        self.new_words: dict[str, str] = {}
        self.results: list[VoteResult] = []
        try:
            self.table = split_table(text)
        except ValueError as error:
            self.errors.append(str(error))
            return
        self.read()

    @property
    def is_complete(self) -> bool:
        return not self.errors and not self.open_questions

    @property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if question.is_open]

    def ask(self, kind: str, text: str, label: str, choices: Iterable[tuple[str, str]], proposal: str = "") -> str:
        """The answer to a question, "" while it is open; the question stays on the page."""
        key = key_of(kind, text)
        question = next((each for each in self.questions if each.key == key), None)
        if question is None:
            question = Question(key, label, [("", "– chọn –"), *choices], self.answers.get(key, proposal))
            self.questions.append(question)
        return "" if question.is_open else question.value

    def read(self) -> None:
        """Find out what each column, row and cell means."""
        position = self.name_position()
        if position is None:
            self.errors.append(NO_NAMES)
            return
        first = self.table[0]
        has_choices = any(normal_form(cell) in self.words for cell in first[position + 1 :] if cell)
        has_header = self.match(first[position]).mandate is None and not has_choices
        header = self.table[0] if has_header else [""] * len(self.table[0])
        rows = self.table[1:] if has_header else self.table
        columns = list(self.columns(header, rows, position))
        if not any(column.vote for column in columns) and not self.open_questions:
            self.errors.append(NO_VOTES)
            return
        by_mandate = self.rows_by_mandate(rows, position)
        self.results = [self.result(column, by_mandate) for column in columns if column.vote]
        self.add_missing(by_mandate)

    def match(self, text: str) -> NameMatch:
        return match_name(text, self.mandates)

    def name_position(self) -> int | None:
        """The position of the column with names or numbers of delegates: the first one of the first three with most of them."""
        counts = {}
        for position in range(min(3, len(self.table[0]))):
            matches = [self.match(row[position]) for row in self.table]
            names = sum(bool(match.mandate or match.candidates) and not match.is_number for match in matches)
            numbers = sum(match.mandate is not None and match.is_number for match in matches)
            counts[position] = (names, numbers if not names else 0)
        best = max(counts, key=lambda position: (counts[position], -position))
        return best if any(counts[best]) else None

    def columns(self, header: list[str], rows: list[list[str]], names: int) -> Iterator[Column]:
        """The columns behind the names that say anything, with their votes."""
        filled = [at for at in range(names + 1, len(header)) if header[at] or any(row[at] for row in rows)]
        choices = [(SKIP, "bỏ qua cột này"), *((str(vote.pk), self.vote_name(vote)) for vote in self.votes)]
        taken: set[int] = set()
        for position in filled:
            vote = self.vote_of(header[position], is_alone=len(filled) == 1)
            if vote is None:
                name = header[position] or f"cột {position + 1}"
                answer = self.ask("column", f"{position} {header[position]}", f"Cột “{name}” là biểu quyết nào?", choices)
                vote = next((each for each in self.votes if str(each.pk) == answer), None)
            if vote is not None and vote.pk in taken:
                self.errors.append(SAME_VOTE.format(vote=vote.subject))
            taken |= {vote.pk} if vote else set()
            yield Column(position, header[position], vote)

    def vote_name(self, vote: Vote) -> str:
        """The vote in a list of choices: "3. Về dự toán ngân sách"."""
        symbol = f" ({vote.resolution.symbol})" if vote.resolution and vote.resolution.symbol else ""
        return f"{self.numbers[vote.pk]}. {vote.subject[:90]}{symbol}"

    def vote_of(self, header: str, *, is_alone: bool) -> Vote | None:
        """The vote that a header names for sure: by its subject, the symbol of its resolution, or its number."""
        if is_alone and self.only_vote is not None:
            return self.only_vote
        form = normal_form(header)
        by_subject = [vote for vote in self.votes if form and form == normal_form(vote.subject)]
        by_symbol = [vote for vote in self.votes if form and vote.resolution and form == normal_form(vote.resolution.symbol)]
        for matches in (by_subject, by_symbol):
            if len(matches) == 1:
                return matches[0]
        number = NUMBER_OF_VOTE.fullmatch(header.strip())
        return next((vote for vote in self.votes if number and self.numbers[vote.pk] == int(number[1])), None)

    def rows_by_mandate(self, rows: list[list[str]], position: int) -> dict[int, list[str]]:
        """The rows of the delegates by the primary key of their mandates; those that are unsure are asked for."""
        same_rows: defaultdict[int, list[list[str]]] = defaultdict(list)
        times: Counter[str] = Counter()
        names = {str(mandate.pk): mandate for mandate in self.mandates}
        for row in rows:
            text = row[position]
            match = self.match(text)
            mandate = match.mandate
            if mandate is None:
                ordered = [*match.candidates, *(other for other in self.mandates if other not in match.candidates)]
                proposal = str(match.candidates[0].pk) if len(match.candidates) == 1 else ""
                times[text] += 1
                is_further = len(match.candidates) > 1 and times[text] > 1  # two delegates of one name have a row each
                where = f" (dòng thứ {times[text]} có tên này)" if is_further else ""
                people = [(str(each.pk), self.delegate_name(each)) for each in ordered]
                answer = self.ask(
                    "name",
                    text + where,
                    f"“{text or BLANK}”{where} là đại biểu nào?",
                    [(SKIP, "bỏ qua dòng này"), *people],
                    proposal,
                )
                mandate = names.get(answer)
            if mandate is not None:
                same_rows[mandate.pk].append(row)
        for pk, same in same_rows.items():
            if len(same) > 1:
                texts = "; ".join(row[position] for row in same)
                self.errors.append(TWICE.format(name=names[str(pk)].person, rows=texts))
        return {pk: same[0] for pk, same in same_rows.items()}

    def delegate_name(self, mandate: Mandate) -> str:
        """A delegate among the choices, with the number in the order of the office."""
        year = f", sinh năm {mandate.person.birth_year}" if mandate.person.birth_year else ""
        return f"{self.mandates.index(mandate) + 1}. {mandate.person}{year}"

    def result(self, column: Column, by_mandate: Mapping[int, list[str]]) -> VoteResult:
        """The choices in a column; a word without a meaning is asked for once."""
        vote: Any = column.vote  # Any: the caller leaves out columns without a vote
        result = VoteResult(vote)
        people = {mandate.pk: mandate.person for mandate in self.mandates}
        for pk, row in by_mandate.items():
            cell = row[column.position]
            if vote.pk not in self.delegates[pk]:
                if cell:
                    self.errors.append(NOT_THAT_DAY.format(name=people[pk], vote=vote.subject))
                continue
            if choice := self.meaning(cell):
                result.choices[pk] = choice
        return result

    def meaning(self, cell: str) -> str:
        """The choice that a cell says; "" while it is asked for."""
        form = normal_form(cell)
        if form in self.words:
            return self.words[form]
        choice = self.ask(
            "word", form, f"“{cell or BLANK}” nghĩa là gì?", [(value, str(label)) for value, label in Choice.choices]
        )
        if choice and form:
            self.new_words[cell] = choice
        return choice

    def add_missing(self, by_mandate: Mapping[int, list[str]]) -> None:
        """Ask once what the delegates are who have no row, as soon as all names are clear."""
        if any(question.key.startswith("name-") for question in self.open_questions):
            return
        missing = [mandate for mandate in self.mandates if mandate.pk not in by_mandate]
        due = [mandate for mandate in missing if any(row.vote.pk in self.delegates[mandate.pk] for row in self.results)]
        if not due:
            return
        names = ", ".join(str(mandate.person) for mandate in due[:12]) + (" …" if len(due) > 12 else "")
        label = f"{len(due)} đại biểu không có trong bảng: {names}."
        choices = [(AS_ABSENT, "ghi vắng"), (SKIP, "không ghi")]
        if self.ask("missing", " ".join(str(mandate.pk) for mandate in due), label, choices) == AS_ABSENT:
            for result in self.results:
                result.choices |= {mandate.pk: Choice.ABSENT for mandate in due if result.vote.pk in self.delegates[mandate.pk]}

    def ask_totals(self) -> None:
        """Ask, for each vote with other totals than its rows, which of both are right."""
        for result in self.results:
            if not result.differs:
                continue
            stored, named = (" – ".join(map(str, numbers)) for numbers in (stored_totals(result.vote), result.totals.values()))
            label = f"“{result.vote.subject}”: đã ghi tán thành – không tán thành – không biểu quyết {stored}, theo tên {named}."
            choices = [(BY_NAME, "lấy số theo tên"), (STORED, "giữ số đã ghi, không ghi theo tên")]
            self.ask("totals", f"{result.vote.pk} {named}", label, choices)

    def answer_of_totals(self, result: VoteResult) -> str:
        """Which totals the user has chosen for a vote: BY_NAME or STORED."""
        if not result.differs:
            return BY_NAME
        named = " – ".join(map(str, result.totals.values()))
        return self.answers.get(key_of("totals", f"{result.vote.pk} {named}"), "")


def stored_totals(vote: Vote) -> list[int]:
    """The three totals of a vote."""
    return [getattr(vote, name) for name in TOTALS]
