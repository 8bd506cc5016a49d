from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from citizens.models import ReceptionSession, VoterMeeting
from councils.models import Council
from tests.admin_forms import form_data, form_errors, post_add_form
from tests.factories.citizens import ReceptionSessionFactory, VoterMeetingFactory
from tests.factories.councils import CouncilFactory
from tests.factories.supervision import SupervisionFactory
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db
FACTORIES = [VoterMeetingFactory, ReceptionSessionFactory]


@pytest.mark.parametrize("factory", FACTORIES)
def test_without_duplicates_counts_an_event_once_for_both_councils_and_once_for_each(factory):
    state = {} if factory is ReceptionSessionFactory else {"published": True}
    first = factory(**state)
    second = factory(same_as=first, **state)
    rows = factory._meta.model.objects

    assert set(rows.without_duplicates([first.council, second.council])) == {first}
    assert set(rows.without_duplicates(Council.objects.all())) == {first}
    assert set(rows.of(second.council).without_duplicates(second.council)) == {second}
    assert set(rows.of(second.council).without_duplicates([second.council])) == {second}


@pytest.mark.parametrize("factory", FACTORIES)
def test_without_duplicates_counts_an_event_once_in_each_group(factory):
    state = {} if factory is ReceptionSessionFactory else {"published": True}
    first = factory(**state)
    second, third = (factory(same_as=first, **state) for _ in range(2))
    one, two, three = first.council, second.council, third.council
    rows = factory._meta.model.objects

    assert set(rows.without_duplicates([one], [two], [three])) == {first, second, third}
    assert set(rows.without_duplicates([one, two], [three])) == {first, third}
    assert set(rows.without_duplicates([two, three], [one])) == {first, second, third}
    assert set(rows.without_duplicates([one], [])) == {first, second, third}


def test_without_duplicates_includes_an_event_whose_original_is_not_counted():
    councils = [CouncilFactory(), CouncilFactory()]
    draft = VoterMeetingFactory(council=councils[0])
    postponed = VoterMeetingFactory(council=councils[0], life="postponed", published=True)
    withdrawn = VoterMeetingFactory(council=councils[0], withdrawn=True)
    seconds = [
        VoterMeetingFactory(council=councils[1], same_as=original, published=True) for original in (draft, postponed, withdrawn)
    ]

    assert set(VoterMeeting.objects.of(councils[1]).without_duplicates(councils)) == set(seconds[:2])


def test_without_duplicates_includes_a_reception_whose_original_was_not_held():
    councils = [CouncilFactory(), CouncilFactory()]
    second = ReceptionSessionFactory(council=councils[1], same_as=ReceptionSessionFactory(council=councils[0], life="planned"))

    assert set(ReceptionSession.objects.of(councils[1]).without_duplicates(councils)) == {second}


@pytest.mark.parametrize("factory", FACTORIES)
def test_same_as_refuses_the_event_itself(admin_client, factory):
    event = factory()
    model = type(event)
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[event.pk])
    data = form_data(admin_client.get(url).wsgi_request.user, event) | {"same_as": event.pk}

    assert form_errors(admin_client.post(url, data)) == {"same_as": ["Không thể trùng với chính nó."]}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=event.pk).update(same_as=event.pk)


@pytest.mark.parametrize("factory", FACTORIES)
def test_shared_event_clean_refuses_a_chain_of_duplicates(admin_client, factory):
    first = factory()
    second = factory(same_as=first)

    assert form_errors(post_add_form(admin_client, factory.build(council=CouncilFactory(), same_as=second))) == {
        "same_as": ["Bản ghi được chọn lại trùng với một bản ghi khác; hãy chọn bản ghi gốc."]
    }
    other = factory()
    url = reverse(f"admin:{first._meta.app_label}_{first._meta.model_name}_change", args=[first.pk])
    data = form_data(admin_client.get(url).wsgi_request.user, first) | {"same_as": other.pk}
    assert form_errors(admin_client.post(url, data)) == {
        "same_as": ["Đã có bản ghi khác trùng với bản ghi này, nên bản ghi này phải là bản gốc."]
    }


@pytest.mark.parametrize("factory", FACTORIES)
def test_shared_event_clean_refuses_an_original_of_another_day(admin_client, factory):
    original = factory()
    event = factory.build(council=CouncilFactory(), same_as=original, held_on=date(2021, 11, 1))

    field_name = type(original)._meta.get_field("held_on").verbose_name
    assert form_errors(post_add_form(admin_client, event)) == {
        "same_as": [f"Hai bản ghi của cùng một cuộc phải có cùng {field_name}."]
    }


@pytest.mark.parametrize("factory", [VoterMeetingFactory, ReceptionSessionFactory, SupervisionFactory])
def test_same_as_refuses_a_row_of_the_same_council(admin_client, factory):
    first = factory()
    second = unsaved(lambda: factory(council=first.council), same_as=first)

    assert form_errors(post_add_form(admin_client, second)) == {
        "same_as": [
            "Bản ghi được chọn cũng của HĐND này; chỉ ghi bản của HĐND khác. Nếu một cuộc đã ghi hai lần, hãy xóa một bản."
        ]
    }


def test_without_duplicates_counts_two_rows_of_one_council_that_were_linked_before():
    first = ReceptionSessionFactory(life="held")
    second = ReceptionSessionFactory(life="held", council=first.council, same_as=first, place="Nơi khác")

    assert set(ReceptionSession.objects.without_duplicates([first.council])) == {first, second}
