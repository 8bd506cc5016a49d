"""Records that decisions on people begin and end."""

from datetime import date

from core.records.models import Dated


class Decided(Dated):
    """A seat or a position of a person; its days are those of the personnel decisions that begin and end it.

    The decisions are in an app above; `decisions` is their manager, which Django adds. `saved_with` is the primary key of
    the decision that is being saved together with this record, with another day.
    """

    saved_with: int | None = None

    class Meta(Dated.Meta):
        abstract = True

    def clean(self):
        """Raises ValidationError if a day or the reason of the end was changed and now contradicts a stored decision."""
        super().clean()
        names = [name for name in ("start", "end", "end_reason") if hasattr(self, name)]
        stored = type(self)._default_manager.filter(pk=self.pk).order_by().values(*names).first() if self.pk else None
        if stored and any(getattr(self, name) != stored[name] for name in names):
            for decision in self.decisions.exclude(pk=self.saved_with).order_by("effective_on", "pk"):
                decision.refuse_change_of(self)

    @property
    def end_from_above(self) -> tuple[date | None, str]:
        """The day on which the record ends at the latest because what it is part of does, and the reason of a mandate."""
        return None, ""
