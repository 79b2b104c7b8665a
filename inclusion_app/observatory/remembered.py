"""Years counted once and kept in the memory of the process, as long as their stamp is the same."""

from collections import OrderedDict
from threading import Lock

from inclusion_app.observatory.periods import PeriodKind
from inclusion_app.observatory.stamps import Stamp, find_stamp
from inclusion_app.observatory.years import Year

KEPT = 6
"""Years kept at most, the last used ones: two for each page."""

_years: OrderedDict[tuple[int, PeriodKind, Stamp], Year] = OrderedDict()
_lock = Lock()


def get_year(year: int, grain: PeriodKind) -> Year:
    """A year of the whole country as it is now, counted down to this grain."""
    stamp = find_stamp(year)
    if stamp is None:
        return Year(year, grain)
    key = (year, grain, stamp)
    with _lock:
        for old in [other for other in _years if other[:2] == key[:2] and other != key]:
            del _years[old]
        _years.setdefault(key, Year(year, grain))
        _years.move_to_end(key)
        while len(_years) > KEPT:
            _years.popitem(last=False)
        return _years[key]


def forget() -> None:
    """Keep nothing, as at the start of the process."""
    with _lock:
        _years.clear()
