"""Forms that notice text which is not Vietnamese any more, and take its reading in Unicode on request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from core.vietnamese.legacy_encodings import Damage, damage_of

CONVERT, AS_TYPED = "_unicode", "_as_typed"  # names of the buttons that answer such an error


class UnicodeFormMixin(forms.BaseForm):
    """A form whose text fields refuse damaged text, each with its reading in Unicode; nothing typed is lost.

    The button `CONVERT` stores the readings instead, `AS_TYPED` the text as it is, unless letters of it are lost for sure.
    A text that the form was opened with is not refused.
    """

    def full_clean(self) -> None:
        """Validate the form, with the readings in place of damaged text if the user asked for them."""
        self.damages: dict[str, Damage] = {}
        if self.is_bound and CONVERT in self.data:
            self.data = self.data_in_unicode()
        super().full_clean()
        if not self.is_bound or (self.empty_permitted and not self.has_changed()):
            return
        is_kept = AS_TYPED in self.data
        for name, text in self.typed_texts():
            damage = damage_of(text)
            if damage and name in self.changed_data and not (is_kept and damage.may_be_kept):
                self.damages[name] = damage
                self.add_error(name, damage.message)

    def typed_texts(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the posted text of each text field."""
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput) and not field.disabled:
                text = self[name].data
                if isinstance(text, str) and text:
                    yield name, text

    def data_in_unicode(self) -> Any:  # Any: a QueryDict, or a dictionary of any values
        """Return the posted data with the reading of each damaged text."""
        posted: Any = self.data  # Any: see above
        data = posted.copy()
        for name, text in self.typed_texts():
            damage = damage_of(text)
            if damage and damage.in_unicode:
                data[self.add_prefix(name)] = damage.in_unicode
        return data

    @property
    def has_unicode(self) -> bool:
        """Whether a refused text of the form can be read in Unicode."""
        return any(damage.in_unicode for damage in self.damages.values())

    @property
    def may_be_kept(self) -> bool:
        """Whether the refused texts of the form may be stored as they are."""
        return bool(self.damages) and all(damage.may_be_kept for damage in self.damages.values())


class UnicodeForm(UnicodeFormMixin, forms.Form):
    """A form without a model whose text fields refuse damaged text."""
