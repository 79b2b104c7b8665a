"""Linear programs by HiGHS: one model whose bounds and costs change between runs, each starting from the last basis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
INFINITE = float("inf")
CLOSE = 1e-6


@dataclass(frozen=True)
class Line:
    """`low` ≤ sum of coefficient × column ≤ `high`."""

    terms: Mapping[int, int]
    low: float
    high: float


@dataclass(frozen=True)
class Found:
    """An optimum."""

    value: float
    columns: Vector


class Unbounded(Exception):
    """The objective has no end."""


class Program:
    """Columns from 0 up to `high`, lines between bounds; minimises costs that the caller changes."""

    def __init__(self, high: Sequence[float], lines: Sequence[Line], *, whole: bool = False, seconds: float = 60):
        self.width = len(high)
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 7)):
            self._highs.setOptionValue(name, value)
        self._highs.passModel(_model(high, lines, whole=whole))
        self._costly: list[int] = []
        self._seconds = seconds
        """For each run: HiGHS counts those of all runs of a model together."""

    def bound(self, column: int, low: float, high: float) -> None:
        """Change what a column may be."""
        self._highs.changeColBounds(column, low, high)

    def price(self, column: int, cost: float) -> None:
        """Change what a unit of a column costs, for all coming runs."""
        self._highs.changeColCost(column, cost)

    def minimise(self, costs: Mapping[int, float]) -> Found | None:
        """The least of these costs and no other, or None when nothing fits the lines."""
        for column in self._costly:
            self._highs.changeColCost(column, 0.0)
        for column, cost in costs.items():
            self._highs.changeColCost(column, cost)
        self._costly = list(costs)
        return self.solve()

    def solve(self) -> Found | None:
        """The least cost, or None when nothing fits the lines (or time ran out)."""
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + self._seconds)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            raise Unbounded
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        columns = np.array(self._highs.getSolution().col_value, dtype=float)
        return Found(self._highs.getInfo().objective_function_value, columns)


def _model(high: Sequence[float], lines: Sequence[Line], *, whole: bool) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(high), len(lines)
    lp.col_cost_ = np.zeros(len(high))
    lp.col_lower_ = np.zeros(len(high))
    lp.col_upper_ = np.array(high, dtype=float)
    lp.row_lower_ = np.array([line.low for line in lines], dtype=float)
    lp.row_upper_ = np.array([line.high for line in lines], dtype=float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(line.terms) for line in lines)], dtype=np.int32)
    lp.a_matrix_.index_ = np.array([column for line in lines for column in line.terms], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([value for line in lines for value in line.terms.values()], dtype=float)
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(high)
    return lp
