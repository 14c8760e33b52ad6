"""Markdown tables of what was measured."""

import statistics
from collections.abc import Iterable


def spread(values: list[float], digits: int = 1) -> str:
    """The median, and the range."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def head(cells: list[str]) -> str:
    return f"{row(cells)}\n{'|---' * len(cells)}|"
