"""How a Council is called: today, and on a day on which it had another name."""

import copy
from datetime import date
from typing import Any, Self

from django.utils.functional import cached_property

NAME_COLUMNS = ("name", "unit_kind", "place_name")
ONLY_FOR_PRINTING = "This copy of a Council has the name of an earlier day; only the Council itself can be saved."


class Named:
    """Something with the name of a Council: the Council itself, or a name that it had for some time."""

    name: Any  # columns
    unit_kind: Any
    place_name: Any

    @property
    def unit_phrase(self) -> str:
        """The name of the administrative unit: "quận Cầu Giấy"."""
        return str(self.name).removeprefix("HĐND ").removeprefix("Hội đồng nhân dân ")

    @property
    def full_name(self) -> str:
        """The name without abbreviation: "Hội đồng nhân dân quận Cầu Giấy"."""
        return f"Hội đồng nhân dân {self.unit_phrase}"

    def is_named_as(self, other: "Named") -> bool:
        """Whether both have the same name, kind of unit and place."""
        return all(getattr(self, column) == getattr(other, column) for column in NAME_COLUMNS)

    def take_name_of(self, other: "Named") -> None:
        """Take the name, the kind of unit and the place from `other`."""
        for column in NAME_COLUMNS:
            setattr(self, column, getattr(other, column))


class NamedByDay(Named):
    """A Council, which keeps its identity when its name or kind changes; its own columns have the present name."""

    pk: Any
    names: Any  # the manager of the CouncilName rows
    present: "NamedByDay | None" = None  # of a copy: the Council with its present name

    @cached_property
    def dated_names(self) -> list[Any]:  # Any: CouncilName, which imports this module
        """The recorded names; [] where the Council has always had the present one."""
        return list(self.names.all()) if self.pk else []

    def as_on(self, day: date) -> Self:
        """The Council as it was called on `day`: itself, or a copy for printing, which cannot be saved."""
        council: Any = self.present or self
        name = next((name for name in council.dated_names if name.is_in_force_on(day)), None)
        if name is None or council.is_named_as(name):
            return council  # type: ignore[no-any-return]  # of the same class
        earlier = copy.copy(council)
        earlier.present = council
        earlier.take_name_of(name)
        return earlier  # type: ignore[no-any-return]  # as above
