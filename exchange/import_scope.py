"""Which councils a run may write: its own council, the councils under it, and their predecessors."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from core.records.models import Record
from councils.models import Council, Subordination
from exchange.csv_files import CsvFile
from exchange.references import ITEM_SEPARATOR


class ImportScope:
    """The slugs of the councils that a run for one council may write.

    Councils that exist already are reached by their stored subordinations and predecessors. Only councils that the folder
    itself creates are reached by its own rows, so that no folder can give itself the right to another existing council.
    A council above the run's own one is reached only if the folder creates it, as the folder of an export may.
    """

    def __init__(self, council_slug: str, csv_files: Mapping[str, CsvFile]) -> None:
        self.council_slug = council_slug
        existing = set(Council.objects.values_list("slug", flat=True))
        created = {slug for slug, _ in _council_rows(csv_files)}
        self.council_exists = council_slug in existing or council_slug in created
        links = _stored_links()
        links_in_folder = list(_links_in_folder(council_slug, csv_files))
        for link in links_in_folder:
            if link.lower not in existing:
                links[link.upper].add(link.lower)
            if link.upper in created - existing:
                links[link.lower].add(link.upper)
        self.slugs = _reachable(council_slug, links)
        self._links = links
        self._later_links = [link for link in links_in_folder if link.lower in existing]

    def refusal(self, record: Record) -> str:
        """Return why a record may not be written because of its council, or ""."""
        council = record.get_council()
        if not isinstance(council, Council) or council.slug in self.slugs:
            return ""
        return self._two_steps(council) or (
            f"{council.name} ({council.slug}) không thuộc phạm vi của lần nạp cho “{self.council_slug}”; "
            f"hãy bỏ dòng này, hoặc nạp riêng với --council {council.slug}."
        )

    def _two_steps(self, council: Council) -> str:
        """Return how to load rows of a council that only the folder itself links to the run's own one, "" for any other.

        The councils of such a link exist already, so it gives a right to them only when it is stored.
        """
        links = (link for link in self._later_links if link.upper in self.slugs and link.lower not in self.slugs)
        link = next((link for link in links if council.slug in _reachable(link.lower, self._links)), None)
        if link is None:
            return ""
        runner = self.council_slug if link.column == "predecessors" else link.lower
        return (
            f"{council.name} ({council.slug}) chưa thuộc phạm vi của lần nạp này: liên kết với {link.lower} mới chỉ ghi trong "
            f"{link.file}. Hãy nạp hai bước: trước hết nạp riêng một thư mục có {link.file} chỉ gồm dòng của {link.row} "
            f"(cột {link.column}), với --council {runner}; sau đó nạp lại cả thư mục này."
        )


class Link(NamedTuple):
    """That a row of the folder, of the council `row`, puts the council `lower` under `upper` or before it."""

    upper: str
    lower: str
    file: str
    column: str
    row: str


def stored_scope(council_slug: str) -> set[str]:
    """Return the slugs of a stored council, of the councils under it, and of their predecessors."""
    return _reachable(council_slug, _stored_links())


def _stored_links() -> defaultdict[str, set[str]]:
    """Return the slugs of the councils under and before each council, by the slug of the latter."""
    links: defaultdict[str, set[str]] = defaultdict(set)
    for upper, lower in chain(
        Subordination.objects.values_list("parent__slug", "council__slug"),
        Council.objects.filter(predecessors__isnull=False).values_list("slug", "predecessors__slug"),
    ):
        links[upper].add(lower)
    return links


def _council_rows(csv_files: Mapping[str, CsvFile]) -> Iterator[tuple[str, str]]:
    """Yield the cells `slug` and `predecessors` of each row of councils.csv."""
    for row in csv_files["councils"].rows if "councils" in csv_files else ():
        yield row.cells.get("slug", ""), row.cells.get("predecessors", "")


def _links_in_folder(council_slug: str, csv_files: Mapping[str, CsvFile]) -> Iterator[Link]:
    """Yield the links that the rows of the folder make, of the same two kinds as `_stored_links`."""
    for slug, predecessors in _council_rows(csv_files):
        yield from (
            Link(slug, item.strip(), "councils.csv", "predecessors", slug)
            for item in predecessors.split(ITEM_SEPARATOR)
            if item.strip()
        )
    for row in csv_files["subordinations"].rows if "subordinations" in csv_files else ():
        lower = row.cells.get("council", "") or council_slug
        yield Link(row.cells.get("parent", ""), lower, "subordinations.csv", "parent", lower)


def _reachable(start: str, links: Mapping[str, set[str]]) -> set[str]:
    """Return `start` and all slugs that can be reached from it by the links."""
    reachable, queue = {start}, [start]
    while queue:
        for slug in links.get(queue.pop(), ()):
            if slug not in reachable:
                reachable.add(slug)
                queue.append(slug)
    return reachable
