#!/usr/bin/env python3
"""Draws the working set over time from a report written with --json.

usage: plot-working-set.py REPORT.json PICTURE.svg

Needs matplotlib (Debian: python3-matplotlib).
"""

import json
import sys

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        report = json.load(file)
    items = [
        item
        for analyzer in report["analyzers"]
        if analyzer["name"] == "working-set"
        for section in analyzer["sections"]
        for item in section["items"]
        if item["key"] == "over-time"
    ]
    if not items:
        sys.exit("there is no working set in " + sys.argv[1])
    series = items[0]
    x = [position / 1e6 for position in series["x"]]
    figure, axes = plt.subplots(figsize=(9, 3.4))
    for line, colour in (("user", "#1f77b4"), ("kernel", "#d62728"), ("total", "#444444")):
        values = next(l["values"] for l in series["lines"] if l["key"] == line)
        axes.plot(x, values, label=line, color=colour, linewidth=1.2)
    axes.set_xlabel("accesses (millions)")
    axes.set_ylabel("distinct pages\nin a window")
    axes.set_ylim(bottom=0)
    axes.set_xlim(0, x[-1])
    axes.legend(loc="upper right", frameon=False, ncols=3)
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(sys.argv[2], metadata={"Date": None})


if __name__ == "__main__":
    main()
