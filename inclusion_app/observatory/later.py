"""Counts that are only read when somebody asks for them."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property


class LaterMapping(Mapping[str, int]):
    """Counts by code, read when first asked for."""

    def __init__(self, read: Callable[[], Mapping[str, int]]) -> None:
        self._read = read

    @cached_property
    def _found(self) -> Mapping[str, int]:
        return self._read()

    def __getitem__(self, code: str) -> int:
        return self._found[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
