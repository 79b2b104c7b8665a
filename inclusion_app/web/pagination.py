"""One page of a list, and the links to the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from flask import request

T = TypeVar("T")

PAGE_SIZE = 25
LARGEST_PAGE = 100
_LAST_NUMBER = 100_000


@dataclass(frozen=True)
class Page(Generic[T]):
    """`items` of page `number` (from 1), out of `total` items by `size`."""

    items: Sequence[T]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Rank of the first item shown, 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.items else 0

    @property
    def last(self) -> int:
        return self.first + len(self.items) - 1 if self.items else 0

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None

    def window(self) -> list[int | None]:
        """Numbers to show as links: first, last, two around the current one; None is a gap."""
        near = {1, self.pages, *range(self.number - 1, self.number + 2)}
        shown: list[int | None] = []
        for candidate in sorted(n for n in near if 1 <= n <= self.pages):
            if shown and shown[-1] is not None and candidate - shown[-1] > 1:
                shown.append(candidate - 1 if candidate - shown[-1] == 2 else None)
            shown.append(candidate)
        return shown


@dataclass(frozen=True)
class PageRequest:
    """Which page is asked for; `offset` and `size` go to the query."""

    number: int = 1
    size: int = PAGE_SIZE

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    def page(self, items: Sequence[T], total: int) -> Page[T]:
        return Page(items=items, number=self.number, size=self.size, total=total)


def requested_page(size: int = PAGE_SIZE) -> PageRequest:
    """The page named by `?page=`; anything unreadable is the first one, and a page never holds more than 100 items."""
    text = request.args.get("page", "1")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
    return PageRequest(number=min(max(number, 1), _LAST_NUMBER), size=min(size, LARGEST_PAGE))


def page_url(number: int) -> str:
    """The current address with another page number; also a Jinja function."""
    values = {name: request.args.getlist(name) for name in request.args if name != "page"}
    query = urlencode(values | {"page": [str(number)]}, doseq=True)
    return f"{request.path}?{query}"
