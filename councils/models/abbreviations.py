"""The abbreviation of a council, which stands in the codes of petitions: one that was used stays reserved."""

from django.core.exceptions import ValidationError
from django.db import transaction

from core.models import FormerAddress
from core.records.models import Record


class Abbreviated(Record):
    """A record whose former abbreviations no other record of the model may take."""

    abbreviation: str

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            before = self.stored_value("abbreviation")
            super().save(*args, **kwargs)
            if before and before != self.abbreviation:
                FormerAddress.objects.add(abbreviation_path(before), self, self.pk)

    def clean(self):
        super().clean()
        former = FormerAddress.objects.filter(path=abbreviation_path(self.abbreviation), kind=self._meta.label_lower)
        if former.exclude(object_id=self.pk or 0).exists():
            message = "Chữ viết tắt này từng dùng trong mã kiến nghị của HĐND khác; hãy chọn chữ khác."
            raise ValidationError({"abbreviation": message})

    def had_abbreviation(self, abbreviation):
        """Whether it has or had this abbreviation."""
        former = FormerAddress.objects.about(self).filter(path=abbreviation_path(abbreviation))
        return abbreviation == self.abbreviation or former.exists()


def abbreviation_path(abbreviation):
    """The path under which a former abbreviation is stored."""
    return f"abbreviation:{abbreviation}"
