"""Forms that are displayed with what was typed, but not saved."""

import pytest
from django.contrib import admin

from accounts.models import User
from core.admin.held_forms import HELD
from councils.models import Council
from tests.admin_forms import bound_form, stored_form_data
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory

pytestmark = pytest.mark.django_db

REASON = "Phiên đã hết hạn; hãy xem lại rồi bấm Lưu."


@pytest.mark.parametrize(("factory", "model"), [(CouncilFactory, Council), (UserFactory, User)])
@pytest.mark.parametrize(("reason", "errors"), [("", {}), (REASON, {"__all__": [(REASON, HELD)]})])
def test_form_with_a_hold_reason_is_invalid(admin_user, rf, factory, model, reason, errors):
    record = factory()
    request = rf.post("/")
    request.user, request.hold_reason = admin_user, reason
    form_class = admin.site.get_model_admin(model).get_form(request, record, change=True)

    form = bound_form(form_class, stored_form_data(admin_user, record), record)

    data = form.errors.as_data()
    assert {name: [(error.message, error.code) for error in data[name]] for name in data} == errors
