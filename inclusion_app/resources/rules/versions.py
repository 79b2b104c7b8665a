"""What changed between two texts: line by line, then word by word inside a line. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_LONGEST_LINE = 4000
_MOST_LINES = 6000
_ALIKE = 0.35
_MOST_MATCHES = 200_000
_MOST_MATCHES_OF_LINE = 20_000
_Opcode = tuple[str, int, int, int, int]
CONTEXT = 2
"""Lines shown around a change."""


class Change(StrEnum):
    """What became of a line, or of a piece of one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Piece:
    """Some words of a line."""

    change: Change
    text: str


@dataclass(frozen=True)
class Line:
    """A line of either text, in pieces; `count` lines that did not change are skipped where `change` says so."""

    change: Change
    pieces: tuple[Piece, ...] = ()
    count: int = 0


def compare(before: str, after: str) -> list[Line]:
    """The lines of both texts, long passages that did not change being skipped."""
    old, new = before.splitlines()[:_MOST_LINES], after.splitlines()[:_MOST_LINES]
    lines: list[Line] = []
    for tag, i1, i2, j1, j2 in _matched(old, new, _MOST_MATCHES):
        if tag == "equal":
            lines += [_whole(Change.SAME, text) for text in old[i1:i2]]
        else:
            lines += _replaced(old[i1:i2], new[j1:j2])
    return list(_shortened(lines))


def _matched(old: Sequence[str], new: Sequence[str], most: int) -> list[_Opcode]:
    """What is the same in both, and what is not; texts that repeat themselves too much to be compared are replaced
    whole, but for their common beginning and end: comparing would take minutes."""
    first = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    ends = zip(reversed(old[first:]), reversed(new[first:]), strict=False)
    last = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    inner_old, inner_new = old[first : len(old) - last], new[first : len(new) - last]
    if _matches(inner_old, inner_new) <= most:
        inner = SequenceMatcher(None, inner_old, inner_new, autojunk=False).get_opcodes()
        middle = [(tag, i1 + first, i2 + first, j1 + first, j2 + first) for tag, i1, i2, j1, j2 in inner]
    else:
        middle = [("replace", first, len(old) - last, first, len(new) - last)]
    found: list[_Opcode] = [
        ("equal", 0, first, 0, first),
        *middle,
        ("equal", len(old) - last, len(old), len(new) - last, len(new)),
    ]
    return [one for one in found if one[2] > one[1] or one[4] > one[3]]


def _matches(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pairs are the same: what comparing costs."""
    counts = Counter(new)
    return sum(counts[one] for one in old)


def is_changed(lines: Sequence[Line]) -> bool:
    """Something differs."""
    return any(line.change not in (Change.SAME, Change.SKIPPED) for line in lines)


def _whole(change: Change, text: str) -> Line:
    return Line(change, (Piece(change, text),))


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Lines replaced by others: those that look alike are shown once, reworded."""
    paired = min(len(old), len(new))
    for before, after in zip(old[:paired], new[:paired], strict=True):
        reworded = _reworded(before, after)
        if reworded:
            yield reworded
        else:
            yield _whole(Change.REMOVED, before)
            yield _whole(Change.ADDED, after)
    yield from (_whole(Change.REMOVED, text) for text in old[paired:])
    yield from (_whole(Change.ADDED, text) for text in new[paired:])


def _reworded(before: str, after: str) -> Line | None:
    if not before.strip() or not after.strip() or len(before) + len(after) > _LONGEST_LINE:
        return None
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matched = _matched(old, new, _MOST_MATCHES_OF_LINE)
    kept = sum(i2 - i1 for tag, i1, i2, _, _ in matched if tag == "equal")
    if 2 * kept < _ALIKE * (len(old) + len(new)):
        return None
    pieces = []
    for tag, i1, i2, j1, j2 in matched:
        if tag == "equal":
            pieces.append(Piece(Change.SAME, "".join(old[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece(Change.REMOVED, "".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece(Change.ADDED, "".join(new[j1:j2])))
    return Line(Change.REWORDED, tuple(pieces))


def _shortened(lines: Sequence[Line]) -> Iterator[Line]:
    """The changes and the lines around them."""
    changed = [rank for rank, line in enumerate(lines) if line.change is not Change.SAME]
    kept = {near for rank in changed for near in range(rank - CONTEXT, rank + CONTEXT + 1)}
    skipped = 0
    for rank, line in enumerate(lines):
        if rank not in kept:
            skipped += 1
            continue
        if skipped:
            yield Line(Change.SKIPPED, count=skipped)
            skipped = 0
        yield line
    if skipped:
        yield Line(Change.SKIPPED, count=skipped)
