"""Public holidays of France, those of some départements alone, and school holidays by zone.

Public holidays: Code du travail, articles L3133-1 (everywhere), L3134-13 (Bas-Rhin, Haut-Rhin, Moselle) and L3422-2
(abolition of slavery overseas, days of décret n° 83-1003). School holidays: the calendar of the Éducation nationale
(data.education.gouv.fr), as packed by vacances-scolaires-france. Zones: those of the Code de l’éducation, article
D521-6 (arrêté of 16 April 2015): each académie is in one, and each département in one académie.
"""

from datetime import date, timedelta
from functools import lru_cache

from vacances_scolaires_france import SchoolHolidayDates, UnsupportedYearException

from inclusion_app.kernel.text import N_

_FIXED = {
    (1, 1): N_("jour de l’an"),
    (5, 1): N_("fête du Travail"),
    (5, 8): N_("victoire de 1945"),
    (7, 14): N_("fête nationale"),
    (8, 15): N_("Assomption"),
    (11, 1): N_("Toussaint"),
    (11, 11): N_("armistice de 1918"),
    (12, 25): N_("Noël"),
}
_AFTER_EASTER = {1: N_("lundi de Pâques"), 39: N_("Ascension"), 50: N_("lundi de Pentecôte")}
_GOOD_FRIDAY = -2
_ALSACE_MOSELLE = frozenset({"57", "67", "68"})
_ABOLITION = {"976": (4, 27), "972": (5, 22), "971": (5, 27), "978": (5, 28), "973": (6, 10)} | {
    "977": (10, 9),
    "974": (12, 20),
}

_ZONES = {
    "A": "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 89 90",
    "B": "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 61 62 67 68 72 76"
    " 80 83 84 85 88",
    "C": "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
}
_ZONE_OF = {code: zone for zone, codes in _ZONES.items() for code in codes.split()}
_SCHOOL_NAMES = {
    "Vacances de la Toussaint": N_("vacances de la Toussaint"),
    "Vacances de Noël": N_("vacances de Noël"),
    "Vacances d'hiver": N_("vacances d’hiver"),
    "Vacances de printemps": N_("vacances de printemps"),
    "Pont de l'Ascension": N_("pont de l’Ascension"),
    "Vacances d'été": N_("vacances d’été"),
}


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's computation)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, century_rest = divmod(century, 4)
    epact = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=200)
def holidays(year: int) -> frozenset[date]:
    """The eleven public holidays of a year."""
    return frozenset(_named(year))


def is_holiday(day: date) -> bool:
    """Whether the day is a public holiday everywhere in France."""
    return day in holidays(day.year)


def public_holiday(day: date, departement: str = "") -> str | None:
    """The name of the public holiday (a marked text), those of this département included; None on another day."""
    return _named(day.year).get(day) or _local(day, departement)


def school_zone(departement: str) -> str | None:
    """The zone of school holidays of a département; None in Corse and overseas, whose calendars are their own."""
    return _ZONE_OF.get(departement)


def school_holiday(day: date, departement: str) -> str | None:
    """The name of the school holidays (a marked text) that hold this day in the zone of the département.

    None on other days, and where or when the calendar is not known.
    """
    zone = school_zone(departement)
    return _school_days(day.year, zone).get(day) if zone else None


@lru_cache(maxsize=200)
def _named(year: int) -> dict[date, str]:
    sunday = easter(year)
    found = {sunday + timedelta(days=days): name for days, name in _AFTER_EASTER.items()}
    return {date(year, month, day): name for (month, day), name in _FIXED.items()} | found


def _local(day: date, departement: str) -> str | None:
    if departement in _ALSACE_MOSELLE:
        if day == easter(day.year) + timedelta(days=_GOOD_FRIDAY):
            return N_("Vendredi saint")
        return N_("second jour de Noël") if (day.month, day.day) == (12, 26) else None
    return N_("abolition de l’esclavage") if _ABOLITION.get(departement) == (day.month, day.day) else None


@lru_cache(maxsize=1)
def _calendar() -> SchoolHolidayDates:
    return SchoolHolidayDates()


@lru_cache(maxsize=60)
def _school_days(year: int, zone: str) -> dict[date, str]:
    try:
        days = _calendar().holidays_for_year_and_zone(year, zone)
    except UnsupportedYearException:
        return {}
    return {day: _SCHOOL_NAMES.get(row["nom_vacances"], row["nom_vacances"]) for day, row in days.items()}
