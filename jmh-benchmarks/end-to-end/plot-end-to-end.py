#!/usr/bin/env python3
"""Draws what end-to-end.py --results has measured. Needs matplotlib.

usage: plot-end-to-end.py RESULTS IMAGE
"""

import json
import statistics
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

ANALYZERS = ("no-op", "kernel-user-split", "working-set", "stride-detector", "all three")
COLOURS = {"ring": "#2f6f9f", "fifo": "#c98a3a"}


def ratios(runs: list[dict[str, object]], program: str, setting: str) -> tuple[float, float, float]:
    """Median, lowest and highest of the times, in times of the median of the untraced ones."""

    def nanos(name: str) -> list[float]:
        return [run["nanos"] for run in runs if run["program"] == program and run["setting"] == name]

    base = statistics.median(nanos("untraced"))
    measured = [value / base for value in nanos(setting)]
    return statistics.median(measured), min(measured), max(measured)


def draw(axes: plt.Axes, runs: list[dict[str, object]], program: str) -> None:
    for offset, (transport, colour) in zip((-0.2, 0.2), COLOURS.items()):
        spreads = [ratios(runs, program, f"{transport}, {analyzer}") for analyzer in ANALYZERS]
        medians = [median for median, _, _ in spreads]
        errors = [[median - low for median, low, _ in spreads], [high - median for median, _, high in spreads]]
        places = [index + offset for index in range(len(ANALYZERS))]
        axes.barh(places, medians, height=0.38, color=colour, label=transport, xerr=errors, ecolor="#444444")
    axes.axvline(1, color="#444444", linewidth=0.8)
    axes.set_title(program)
    axes.set_xlabel("times untraced")
    axes.set_yticks(range(len(ANALYZERS)), ANALYZERS)


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as results:
        runs = json.load(results)["runs"]
    programs = list(dict.fromkeys(run["program"] for run in runs))
    figure, grid = plt.subplots(1, len(programs), figsize=(3.2 * len(programs), 3.2), sharey=True, squeeze=False)
    for axes, program in zip(grid[0], programs):
        draw(axes, runs, program)
    grid[0][0].invert_yaxis()  # of all, as they share it
    figure.legend(*grid[0][0].get_legend_handles_labels(), loc="upper left", frameon=False)
    figure.tight_layout()
    figure.savefig(sys.argv[2], dpi=110)


if __name__ == "__main__":
    main()
