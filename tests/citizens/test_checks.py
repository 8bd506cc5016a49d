"""The checks of petitions: each with a petition that breaks it and one that does not."""

from datetime import date

import pytest

from citizens.models import Petition
from tests.checked import sentences
from tests.factories.citizens import PetitionFactory

pytestmark = pytest.mark.django_db


def test_petition_due_before_it_was_received_is_advice():
    petition = PetitionFactory(received_on=date(2021, 9, 10), due_on=date(2021, 9, 9))
    PetitionFactory(received_on=date(2021, 9, 10), due_on=date(2021, 9, 10))

    assert sentences("petition-due") == {petition.pk: "Hạn trả lời 09/09/2021 trước ngày nhận 10/09/2021."}


@pytest.mark.parametrize(
    ("on", "state", "is_listed"),
    [
        (date(2021, 10, 10), "in_progress", False),
        (date(2021, 10, 11), "in_progress", True),
        (date(2021, 10, 11), "resolved", False),
    ],
)
def test_petition_overdue_is_advice_from_the_day_after(on, state, is_listed):
    petition = PetitionFactory(received_on=date(2021, 9, 10), due_on=date(2021, 10, 10))
    Petition.objects.filter(pk=petition.pk).update(state=state)

    assert sentences("petition-overdue", on) == (
        {petition.pk: "Quá hạn trả lời 10/10/2021, đang giải quyết."} if is_listed else {}
    )


def test_petition_merged_is_advice_where_the_opinions_of_merged_petitions_are_missing():
    petition = PetitionFactory(opinions=4)
    PetitionFactory(council=petition.council, merged_into=petition, opinions=3)
    assert sentences("petition-merged") == {}

    PetitionFactory(council=petition.council, merged_into=petition)

    missing = "Ghi 4 ý kiến, ít hơn số phải có khi cộng các kiến nghị đã gộp vào (5)."
    assert sentences("petition-merged") == {petition.pk: missing}
