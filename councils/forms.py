"""What the staff's form of a person does with a portrait."""

from django.core.exceptions import ValidationError

from core.admin.forms import StaffForm
from core.pictures import Picture, clean_picture


class PersonForm(StaffForm):
    """A person, whose portrait is kept as we have encoded it ourselves: upright, bounded, without the camera's notes."""

    def clean_portrait(self):
        portrait = self.cleaned_data["portrait"]
        if not portrait or isinstance(portrait, Picture) or getattr(portrait, "_committed", False):
            return portrait
        try:
            return clean_picture(portrait)
        except ValueError as error:
            raise ValidationError(str(error)) from error
