#!/usr/bin/env python3
"""How far miss-ratio curves of a share of the lines are from the exact one, and how often that is as near as they say.

Usage: curve-error.py RECORDED_TRACE [SEEDS [OPTIONS]]

Replays a recorded trace for reuse-distance: exactly, and with that many seeds (100 unless told), ten in each replay; OPTIONS are those
of the analyzer: method=rate,rate=0.01 unless told. The error of a seed is the mean, over the sizes that its curve has, of how far its miss ratio is from
the exact one; what it says of itself is the metric `stated-error`.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEDS_IN_A_REPLAY = 10


def replay(trace, analyzers):
    """The sections of each analyzer, in their order."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        chosen = [word for one in analyzers for word in ("--analyzer", one)]
        subprocess.run([ROOT / "memtracer", "replay", trace, "--quiet", *chosen, "--json", file.name], check=True)
        return [one["sections"] for one in json.load(open(file.name))["analyzers"]]


def item(sections, section, key):
    items = next(one for one in sections if one["key"] == section)["items"]
    return next(item for item in items if item["key"] == key)


def curve(sections):
    """The miss ratio by the size of a cache, of all accesses."""
    found = item(sections, "miss-ratio", "curve")
    return dict(zip(found["x"], next(line["values"] for line in found["lines"] if line["key"] == "total")))


def exact_at(exact, size):
    """A curve is a step: from each size on it has a value, up to the next one."""
    return exact[max(one for one in exact if one <= size)]


def main():
    if not 2 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    trace = sys.argv[1]
    seeds = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    options = sys.argv[3] if len(sys.argv) > 3 else "method=rate,rate=0.01"
    exact = curve(replay(trace, ["reuse-distance"])[0])
    errors, covered = [], 0
    for first in range(1, seeds + 1, SEEDS_IN_A_REPLAY):
        some = range(first, min(first + SEEDS_IN_A_REPLAY, seeds + 1))
        for sections in replay(trace, [f"reuse-distance:{options},seed={seed}" for seed in some]):
            differences = [abs(ratio - exact_at(exact, size)) for size, ratio in curve(sections).items()]
            errors.append(statistics.mean(differences))
            covered += errors[-1] <= item(sections, "reuse-distance", "stated-error")["value"]
    print(f"{options}: mean absolute error {statistics.mean(errors):.4f}, at most {max(errors):.4f}, of {len(errors)} seeds")
    print(f"as near as it says: {covered} of {len(errors)}")


if __name__ == "__main__":
    main()
