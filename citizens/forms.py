"""The form of a petition, which is validated together with its statuses."""

from django.core.exceptions import ValidationError

from citizens.models.merging import refuse_lost_opinions
from core.admin.forms import StaffForm


class PetitionForm(StaffForm):
    """A petition and its first status may move to another day in one step: each row is compared with the new day.

    `has_statuses` says whether the rows of statuses are on the page. `has_cleared_forwarding`: the day of forwarding is
    blank until the statuses are saved, because the stored one is before the new day of receipt.
    """

    has_statuses = False
    has_cleared_forwarding = False

    def _post_clean(self):
        self.instance.is_validated_with_statuses = self.has_statuses
        received_on, forwarded_on = self.cleaned_data.get("received_on"), self.instance.forwarded_on
        if self.has_statuses and received_on and forwarded_on and forwarded_on < received_on:
            self.instance.forwarded_on, self.instance.forwarded_symbol = None, ""
            self.has_cleared_forwarding = True
        super()._post_clean()
        if self.instance.pk and "opinions" in self.changed_data and not self.errors:
            try:
                refuse_lost_opinions(self.instance)
            except ValidationError as error:
                self.add_error("opinions", error.messages)
