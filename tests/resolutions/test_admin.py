import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from resolutions.models import ResolutionFile
from tests.admin_forms import post_add_form
from tests.factories.resolutions import (
    PDF,
    IssuedDocumentFactory,
    PersonnelDecisionFactory,
    ProgrammeFactory,
    RegisterFactory,
    ResolutionClassFactory,
    ResolutionFactory,
    SupportResultFactory,
    VoteFactory,
)
from tests.factories.sessions_app import CouncilSessionFactory
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "factory",
    [
        CouncilSessionFactory,
        RegisterFactory,
        ResolutionClassFactory,
        ResolutionFactory,
        IssuedDocumentFactory,
        VoteFactory,
        PersonnelDecisionFactory,
        SupportResultFactory,
        ProgrammeFactory,
    ],
)
def test_changelist_view_needs_the_same_queries_for_one_and_three_rows(admin_client, factory):
    model = factory._meta.model
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    costs = []
    for rows in (1, 3):
        while model.objects.count() < rows:
            factory()
        with CaptureQueriesContext(connection) as queries:
            page = admin_client.get(address)
        assert set(page.context["cl"].result_list) == set(model.objects.all())
        costs.append(len(queries))

    assert costs[0] == costs[1]


def file_row(content):
    row = {"role": "signed", "title": "Bản ký", "file": content, "order": "1", "has_text": "unknown"}
    return {f"files-0-{name}": value for name, value in row.items()} | {"files-TOTAL_FORMS": "1"}


@pytest.fixture
def upload(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path.open("rb")

    return write


def test_resolution_file_inline_stores_a_file_with_its_resolution(admin_client, upload):
    with upload("Nghị quyết.pdf", PDF) as file:
        response = post_add_form(admin_client, unsaved(ResolutionFactory), **file_row(file))

    assert response.status_code == 302
    assert ResolutionFile.objects.values_list("title", "content_type", "size").get() == ("Bản ký", "application/pdf", len(PDF))


def test_resolution_file_inline_refuses_a_file_of_another_type(admin_client, upload):
    with upload("nghi-quyet.docx", PDF) as file:
        response = post_add_form(admin_client, unsaved(ResolutionFactory), **file_row(file))

    assert response.status_code == 200
    assert (
        "Tệp không phải là Word (docx) như đuôi tệp ghi; hãy lưu lại đúng loại hoặc chọn tệp khác." in response.content.decode()
    )
    assert ResolutionFile.objects.count() == 0
