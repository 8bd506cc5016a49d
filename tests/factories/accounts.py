"""The smallest valid staff accounts."""

import factory

from accounts.models import Service, User
from tests.factories.councils import CouncilFactory


class UserFactory(factory.django.DjangoModelFactory):
    """A member of staff who may sign in but serves no council yet."""

    class Meta:
        model = User

    class Params:
        administrator = factory.Trait(is_superuser=True)

    username = factory.Sequence(lambda n: f"can-bo-{n}")
    last_name = "Trần Thị"
    first_name = "Bưởi"
    is_staff = True


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Service

    user = factory.SubFactory(UserFactory)
    council = factory.SubFactory(CouncilFactory)
    role = "records_officer"
