"""Which councils a run may write: its own, those under it, their predecessors."""

from councils.models import Council, Subordination
from exchange.references import ITEM


class ImportScope:
    """The slugs of the councils that a run for one council may write.

    Councils that exist are reached over what is recorded about them; only councils that the folder itself creates are
    reached over its own rows, so that no folder can give itself the right to a council that belongs elsewhere.
    """

    def __init__(self, own_slug, csv_files):
        self.own_slug = own_slug
        existing = set(Council.objects.values_list("slug", flat=True))
        self.is_known = own_slug in existing or own_slug in {slug for slug, _ in _council_rows(csv_files)}
        steps = {}
        for upper, lower in _stored_steps():
            steps.setdefault(upper, set()).add(lower)
        for upper, lower in _written_steps(own_slug, csv_files):
            if lower not in existing:
                steps.setdefault(upper, set()).add(lower)
        self.slugs = _closure(own_slug, steps)

    def refusal(self, council):
        """Why a row of `council` may not be written, or ""."""
        if council is None or council.slug in self.slugs:
            return ""
        return (
            f"{council.name} ({council.slug}) không thuộc phạm vi của lần nạp cho “{self.own_slug}”; "
            f"hãy bỏ dòng này, hoặc nạp riêng với --council {council.slug}."
        )


def _stored_steps():
    yield from Subordination.objects.values_list("parent__slug", "council__slug")
    yield from Council.objects.filter(predecessors__isnull=False).values_list("slug", "predecessors__slug")


def _council_rows(csv_files):
    for row in csv_files["councils"].rows if "councils" in csv_files else ():
        yield row.cells.get("slug", ""), row.cells.get("predecessors", "")


def _written_steps(own_slug, csv_files):
    for slug, predecessors in _council_rows(csv_files):
        yield from ((slug, item.strip()) for item in predecessors.split(ITEM))
    for row in csv_files["subordinations"].rows if "subordinations" in csv_files else ():
        yield row.cells.get("parent", ""), row.cells.get("council", "") or own_slug


def _closure(start, steps):
    reached, waiting = {start}, [start]
    while waiting:
        for slug in steps.get(waiting.pop(), ()):
            if slug not in reached:
                reached.add(slug)
                waiting.append(slug)
    return reached
