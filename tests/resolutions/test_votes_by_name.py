"""What a table of votes by name means."""

import pytest

from resolutions.votes_by_name import VotesByName, split_table
from tests.factories.councils import MandateFactory
from tests.resolutions.vote_tables import ALL, TABLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def parse(votes, mandates):
    """A function that parses a table, with answers by the text of the question."""

    def function(text, words=(), only_vote=None, **fields):
        def parsed(answers):
            delegates = {mandate.pk: {vote.pk for vote in votes} for mandate in mandates}
            return VotesByName(
                text, votes=votes, mandates=mandates, delegates=delegates, words=dict(words), answers=answers, only_vote=only_vote
            )

        answers = {}
        for _ in range(3):  # an answer may lead to further questions
            table = parsed(answers)
            for question in table.questions:
                for part, value in fields.get("answers", {}).items():
                    if part in question.label:
                        answers[question.key] = value
        return parsed(answers)

    return function


def choices(table, mandates):
    """The choices by subject, in the order of the delegates."""
    return {result.vote.subject: [result.choices.get(mandate.pk, "") for mandate in mandates] for result in table.results}


def labels(table):
    return [question.label for question in table.open_questions]


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        TABLE.replace("\t", ","),
        TABLE.replace("\t", ";"),
        "\ufeff" + TABLE.replace("\n", "\r\n") + "\n\n",
        TABLE.replace("Họ tên", "Đại biểu").upper(),
        TABLE.replace("Nguyễn Văn An", "Ông Nguyễn Văn An").replace("Lê Hòa", "Lê Hoà"),
        TABLE.replace("Nguyễn Văn An", "1").replace("Trần Thị Bình", "2").replace("Lê Hòa", "3"),
        TABLE.replace("Một", "1").replace("Hai", "BQ 2"),
        "STT\t" + TABLE.replace("\nN", "\n1\tN").replace("\nT", "\n2\tT").replace("\nL", "\n3\tL"),
        "Họ tên\tTổ\tMột\tHai\n" + "\n".join(line.replace("\t", "\t\t", 1) for line in TABLE.split("\n")[1:]),
        "\n".join([TABLE.split("\n")[0], *reversed(TABLE.split("\n")[1:])]),
    ],
    ids=[
        "tabs",
        "commas",
        "semicolons",
        "Windows",
        "capitals",
        "titles",
        "numbers",
        "vote numbers",
        "STT",
        "empty column",
        "order",
    ],
)
def test_table_is_understood_without_questions(parse, mandates, text):
    text = text.replace("\tTổ\t", "\t\t") if "\tTổ\t" in text else text

    table = parse(text)

    assert (table.errors, labels(table)) == ([], [])
    assert choices(table, mandates) == ALL


def test_table_without_header_is_of_the_vote_of_the_page(parse, mandates, votes):
    table = parse("Nguyễn Văn An\ttán thành\nTrần Thị Bình\ttán thành\nLê Hòa\tvắng", only_vote=votes[0])

    assert choices(table, mandates) == {"Một": ["for", "for", "absent"]}


def test_first_row_with_a_name_nobody_has_is_no_header_if_it_has_choices(parse):
    table = parse("Hoàng Văn Lạ\ttán thành\tvắng\nTrần Thị Bình\ttán thành\tvắng")

    assert "“Hoàng Văn Lạ” là đại biểu nào?" in labels(table)


def test_unknown_words_are_asked_once_and_known_ones_not(parse, mandates):
    text = TABLE.replace("không tán thành", "KTT").replace("tán thành", "TT")

    table = parse(text, words={"tt": "for"})
    answered = parse(text, words={"tt": "for"}, answers={"“KTT”": "against"})

    assert labels(table) == ["“KTT” nghĩa là gì?"]
    assert choices(answered, mandates) == ALL
    assert answered.new_words == {"KTT": "against"}


def test_empty_cells_are_asked_and_not_stored_as_a_word(parse, mandates):
    text = TABLE.replace("\tvắng", "\t")

    answered = parse(text, answers={"(ô trống)": "absent"})

    assert labels(parse(text)) == ["“(ô trống)” nghĩa là gì?"]
    assert choices(answered, mandates) == ALL
    assert answered.new_words == {}


def test_unsure_names_are_asked_with_the_candidates_first(parse, mandates):
    MandateFactory(term=mandates[0].term)
    text = TABLE.replace("Lê Hòa", "Le Hoa").replace("Trần Thị Bình", "Người Lạ")

    table = parse(text)
    answered = parse(text, answers={"Người Lạ": str(mandates[1].pk)})

    assert labels(table) == ["“Người Lạ” là đại biểu nào?"]  # a single candidate is proposed
    (proposed,) = [question for question in table.questions if "Le Hoa" in question.label]
    assert proposed.value == str(mandates[2].pk)
    assert proposed.choices[2][1].startswith("3. Lê Hòa")
    assert choices(answered, mandates) == ALL


def test_delegates_of_one_name_are_asked(parse, mandates):
    mandates[2].person.full_name = "Trần Thị Bình"

    assert "“Trần Thị Bình” là đại biểu nào?" in labels(parse(TABLE))


def test_unknown_column_is_asked(parse, mandates, votes):
    text = TABLE.replace("Hai", "Ghi chú")

    skipped = parse(text, answers={"Ghi chú": "skip"})
    answered = parse(text, answers={"Ghi chú": str(votes[1].pk)})

    assert labels(parse(text)) == ["Cột “Ghi chú” là biểu quyết nào?"]
    assert choices(skipped, mandates) == {"Một": ALL["Một"]}
    assert choices(answered, mandates) == ALL


def test_delegates_without_a_row_are_asked_together(parse, mandates):
    text = "\n".join(TABLE.split("\n")[:2])

    absent = parse(text, answers={"không có trong bảng": "absent"})
    skipped = parse(text, answers={"không có trong bảng": "skip"})

    assert labels(parse(text)) == ["2 đại biểu không có trong bảng: Trần Thị Bình, Lê Hòa."]
    assert choices(absent, mandates)["Một"] == ["for", "absent", "absent"]
    assert choices(skipped, mandates)["Một"] == ["for", "", ""]


def test_secret_votes_are_not_offered(parse, votes, mandates):
    votes[1].mode = "secret_ballot"

    table = parse(TABLE)

    assert labels(table) == ["Cột “Hai” là biểu quyết nào?"]
    assert [label for _, label in table.questions[0].choices] == ["– chọn –", "bỏ qua cột này", "1. Một"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Chưa có dòng nào"),
        (" \n\t\n", "Chưa có dòng nào"),
        ("\t".join("x" * 70), "quá nhiều ô"),
        ("\n".join("x" * 301), "quá nhiều ô"),
        ("a\tb\nc\td", "Không có cột nào ghi tên đại biểu"),
        (TABLE + "\nNguyễn Văn An\tvắng\tvắng", "Nguyễn Văn An có ở nhiều dòng"),
        (TABLE.replace("Hai", "1"), "Hai cột cùng ứng với biểu quyết “Một”"),
        ("Họ tên\nNguyễn Văn An", "Chưa cột nào ứng với một biểu quyết"),
    ],
)
def test_table_with_an_error_has_a_sentence(parse, text, sentence):
    assert any(sentence in error for error in parse(text).errors)


def test_delegate_of_another_day_is_refused_unless_the_cell_is_empty(votes, mandates):
    delegates = {mandate.pk: {vote.pk for vote in votes} for mandate in mandates}
    delegates[mandates[2].pk] = set()

    def errors(text):
        options = {"votes": votes, "mandates": mandates, "delegates": delegates, "words": {}, "answers": {}}
        return VotesByName(text, **options).errors

    assert "Lê Hòa không phải đại biểu vào ngày biểu quyết “Một”" in errors(TABLE)[0]
    assert errors(TABLE.replace("\tvắng", "\t")) == []


def test_two_delegates_of_one_name_are_asked_for_row_by_row(parse, mandates):
    person = mandates[1].person
    person.full_name = "Nguyễn Văn An"
    person.save()
    text = TABLE.replace("Trần Thị Bình", "Nguyễn Văn An")
    assert labels(parse(text))[:2] == [
        "“Nguyễn Văn An” là đại biểu nào?",
        "“Nguyễn Văn An” (dòng thứ 2 có tên này) là đại biểu nào?",
    ]

    answers = {"An” là": str(mandates[0].pk), "dòng thứ 2": str(mandates[1].pk)}

    assert choices(parse(text, answers=answers), mandates) == ALL


def test_split_table_reads_quoted_cells():
    assert split_table('a,"b, c"\n\n"d\ne",f') == [["a", "b, c"], ["d e", "f"]]
