"""One number, typed by twenty users at one moment for resolutions and for other documents."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from resolutions.models import IssuedDocument, Resolution
from tests.admin_forms import form_data
from tests.factories.councils import CouncilFactory
from tests.factories.resolutions import IssuedDocumentFactory, RegisterFactory, ResolutionFactory
from tests.unsaved import unsaved

WRITERS = 20
TAKEN = "Số này đã dùng trong sổ của năm."


@pytest.mark.django_db(transaction=True)
def test_save_stores_a_number_once_for_twenty_writers_of_both_forms(admin_user):
    resolution = unsaved(ResolutionFactory)
    register = RegisterFactory(council=resolution.council)
    document = unsaved(lambda: IssuedDocumentFactory(council=CouncilFactory()), council=resolution.council)
    number = {"register": register.pk, "year": "2021", "number": "12", "symbol": "12/NQ-HĐND", "issued_on": "28/09/2021"}
    posts = [
        (reverse(f"admin:resolutions_{record._meta.model_name}_add"), form_data(admin_user, record) | number)
        for record in (resolution, document)
    ]
    start = Barrier(WRITERS)

    def write(index):
        try:
            client = Client()
            client.force_login(admin_user)
            start.wait(timeout=60)
            response = client.post(*posts[index % 2])
            form = response.context["adminform"].form if response.status_code == 200 else None
            return response.status_code, form and dict(form.errors)["number"]
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as writers:
        answers = list(writers.map(write, range(WRITERS)))

    assert Resolution.objects.count() + IssuedDocument.objects.count() == 1
    assert sorted(status for status, _ in answers) == [200] * (WRITERS - 1) + [302]
    assert [errors for _, errors in answers if errors] == [[TAKEN]] * (WRITERS - 1)
