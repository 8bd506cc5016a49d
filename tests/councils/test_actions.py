"""Opening and closing of a term, and the end of a Council."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from councils.actions import close_term, end_council, open_term
from councils.models import Body, Mandate, Membership, Subordination, Term
from tests.factories.councils import (
    BodyFactory,
    CouncilFactory,
    MandateFactory,
    MembershipFactory,
    SubordinationFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db

END = date(2026, 3, 1)


@pytest.fixture
def term():
    return TermFactory()


def messages(action, **values):
    with pytest.raises(ValidationError) as refusal:
        action(**values)
    return refusal.value.messages


def ends(rows):
    return set(rows.values_list("end", flat=True))


def test_close_term_ends_mandates_memberships_and_groups(term):
    relieved = MandateFactory(term=term, relieved=True)
    open_mandate = MandateFactory(term=term)
    standing = BodyFactory(council=term.council, standing=True)
    membership = MembershipFactory(mandate=open_mandate, body=standing)
    group = BodyFactory(group=True, council=term.council, term=term)
    elsewhere = MembershipFactory()

    close_term(term=term, end=END)

    assert Term.objects.get(pk=term.pk).end == END
    assert set(Mandate.objects.filter(term=term).values_list("pk", "end", "end_reason")) == {
        (relieved.pk, date(2021, 12, 20), "relieved"),
        (open_mandate.pk, END, "term_ended"),
    }
    assert ends(Membership.objects.filter(pk=membership.pk)) == {END}
    assert ends(Body.objects.filter(pk=group.pk)) == {END}
    assert ends(Body.objects.filter(pk=standing.pk)) == {None}
    assert ends(Membership.objects.filter(pk=elsewhere.pk)) == {None}


def test_close_term_writes_the_history_of_each_row(term):
    mandate = MandateFactory(term=term)

    close_term(term=term, end=END)

    assert [row.end for row in mandate.history.all()] == [END, None]


def test_close_term_refuses_a_closed_term(term):
    close_term(term=term, end=END)

    assert messages(close_term, term=term, end=END) == ["Nhiệm kỳ này đã kết thúc."]


def test_close_term_refuses_an_end_before_a_later_mandate_and_changes_nothing(term):
    MandateFactory(term=term)
    late = MandateFactory(term=term, start=date(2026, 3, 2))

    assert messages(close_term, term=term, end=END) == [f"{late}: Ngày thôi phải sau ngày bắt đầu."]
    assert ends(Mandate.objects.all()) == {None}
    assert ends(Term.objects.filter(pk=term.pk)) == {None}


def test_open_term_accepts_the_day_on_which_the_previous_term_ended(term):
    close_term(term=term, end=END)

    opened = open_term(council=term.council, ordinal=7, label="2026-2031", start=END, seats=37)

    assert list(Term.objects.filter(council=term.council)) == [opened, term]
    assert opened.slug == "2026-2031"


def test_open_term_refuses_a_new_term_while_the_previous_one_is_open(term):
    values = {"council": term.council, "ordinal": 7, "label": "2026-2031", "start": END, "seats": 37}

    assert messages(open_term, **values) == ["Khóa trước chưa có ngày kết thúc."]


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"seats": 0}, {"seats": ["Số đại biểu được bầu phải từ 1 trở lên."]}),
        ({"start": date(2099, 3, 1)}, {"start": ["Ngày 01/03/2099 còn hơn một năm nữa mới tới; hãy kiểm tra năm."]}),
        ({"elected_on": date(2026, 3, 2)}, {"elected_on": ["Ngày bầu cử không thể sau ngày họp kỳ thứ nhất của khóa."]}),
    ],
)
def test_open_term_refuses_what_no_term_can_have(term, time_machine, changes, errors):
    time_machine.move_to("2026-02-01 09:00+07:00", tick=False)
    close_term(term=term, end=END)
    values = {"ordinal": 7, "label": "2026-2031", "start": END, "seats": 37, "elected_on": END}

    with pytest.raises(ValidationError) as refusal:
        open_term(council=term.council, **values | changes)

    assert refusal.value.message_dict == errors
    assert list(Term.objects.all()) == [term]


def test_open_term_accepts_a_term_that_begins_within_a_year(term, time_machine):
    time_machine.move_to("2025-03-01 09:00+07:00", tick=False)
    close_term(term=term, end=END)

    opened = open_term(council=term.council, ordinal=7, label="2026-2031", start=END, seats=1, elected_on=END)

    assert Term.objects.get(pk=opened.pk).start == END


def test_end_council_ends_its_term_mandates_bodies_and_subordinations(term):
    council = term.council
    mandate = MandateFactory(term=term)
    bodies = [
        BodyFactory(council=council, standing=True),
        BodyFactory(council=council),
        BodyFactory(council=council, group=True, term=term),
    ]
    MembershipFactory(mandate=mandate, body=bodies[0])
    SubordinationFactory(council=council, parent=CouncilFactory(level="province"))
    SubordinationFactory(parent=council)
    other = SubordinationFactory()
    successor = CouncilFactory(ward=True, start=END)

    ended = end_council(council=council, end=END, successors=[successor])

    assert ended.end == END
    assert list(Mandate.objects.values_list("end", "end_reason")) == [(END, "council_ended")]
    assert ends(Membership.objects.all()) == ends(Body.objects.all()) == {END}
    assert ends(Term.objects.all()) == {END}
    assert ends(Subordination.objects.exclude(pk=other.pk)) == {END}
    assert ends(Subordination.objects.filter(pk=other.pk)) == {None}
    assert list(successor.predecessors.all()) == [council]


def test_close_term_refuses_rows_that_end_later(term):
    BodyFactory(group=True, council=term.council, term=term, end=date(2026, 5, 1))

    (message,) = messages(close_term, term=term, end=END)

    assert message.startswith("Còn 1 cơ quan của HĐND chưa thôi từ ngày 01/03/2026.")
    assert ends(Term.objects.filter(pk=term.pk)) == {None}


def test_end_council_refuses_an_ended_council(term):
    end_council(council=term.council, end=END)

    assert messages(end_council, council=term.council, end=END) == ["HĐND này đã chấm dứt hoạt động."]
