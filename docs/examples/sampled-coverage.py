#!/usr/bin/env python3
"""How often the true value lies within what a sampled run says of the whole one.

Usage: sampled-coverage.py [RUNS [PROGRAM...]]

Traces a program three times as a whole, and RUNS times by samples of different blocks; the program is the demo's if none
is given. Of user code, whose accesses are the same in each run, it counts how often each figure of the whole runs (their
median) lies between `low` and `high` of a sampled one. What the kernel does differs from run to run, so nobody knows its
true value: what levels of caches miss for user code, and what they write back for all, it changes by a little. So it also
tells how wide intervals are, and by how much whole runs differ: the median of each, in shares of the true value.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO = [str(ROOT / "qemu-gmbeoo/build/workloads/phases")]
ANALYZERS = ["kernel-user-split", "hot-spots:top=40", "stride-detector:top=40", "cache:top=40", "tlb:top=40"]
WHOLE_RUNS = 3

# Blocks of 1,024 to 65,536 accesses, of which one of 8, 16 or 32 is traced.
SAMPLES = [f"{block}:{ratio}" for ratio in (3, 4, 5) for block in (10, 11, 12, 13, 14, 15, 16)]


def trace(program, options):
    """Traces it; returns the sections of each analyzer, by its name."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        chosen = [word for name in ANALYZERS for word in ("--analyzer", name)]
        command = [ROOT / "memtracer", "trace", "--quiet", *chosen, *options, "--json", file.name, "--", *program]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        report = json.load(open(file.name))
    return {one["name"]: one["sections"] for one in report["analyzers"]}


def rows(sections, section, table):
    """The rows of a table."""
    items = next(one for one in sections if one["key"] == section)["items"]
    return next(item for item in items if item["key"] == table)["rows"]


def of_user(table):
    return [row for row in table if row["mode"] == "user"]


def instruction(row):
    return row["pc"], row["kind"], row["mode"], row["size"], row["program"]


def place(row):
    return row["address"], row["program"]


def estimates(found):
    """What a sampled run says: kind of figure, which one, low, high."""
    for row in of_user(rows(found["kernel-user-split"], "estimates", "whole-run")):
        yield "accesses", row["kind"], row["low"], row["high"]
    for name in "hot-spots", "stride-detector", "cache", "tlb":
        kind = f"{name} instructions"
        for row in of_user(rows(found[name], "estimates", "instructions")):
            yield kind, instruction(row), row["low"], row["high"]
    for table in "pages", "lines":
        for row in rows(found["hot-spots"], "estimates", table):
            yield table, place(row), row["low"], row["high"]
    for name in "cache", "tlb":
        for row in of_user(rows(found[name], "estimates", "misses")):
            yield f"{name} misses, {row['level']}", "user", row["low"], row["high"]
    for row in rows(found["cache"], "estimates", "write-backs"):
        yield f"written back, {row['level']}", "all", row["low"], row["high"]


def figures(found):
    """The same figures of a whole run: kind of figure, which one, value."""
    split = of_user(rows(found["kernel-user-split"], "split", "by-mode"))[0]
    for kind, column in (("all", "accesses"), ("loads", "loads"), ("stores", "stores")):
        yield "accesses", kind, split[column]
    for name, section, table, column in (
        ("hot-spots", "instructions", "busiest", "accesses"),
        ("stride-detector", "top", "instructions", "accesses"),
        ("cache", "top", "instructions", "misses"),
        ("tlb", "top", "instructions", "misses"),
    ):
        for row in of_user(rows(found[name], section, table)):
            yield f"{name} instructions", instruction(row), row[column]
    for table in "pages", "lines":
        for row in rows(found["hot-spots"], table, "hottest"):
            # What the kernel also touches has no true value.
            if row["kernel-loads"] + row["kernel-stores"] < row["accesses"] / 1000:
                yield table, place(row), row["accesses"]
    for name in "cache", "tlb":
        for row in of_user(rows(found[name], name, "levels")):
            yield f"{name} misses, {row['level']}", "user", row["misses"]
    for row in rows(found["cache"], "cache", "writes"):
        yield f"written back, {row['level']}", "all", row["write-backs"]


def truths(program):
    """Figures of whole runs, by kind and by which one: the values of all that have it."""
    whole = defaultdict(lambda: defaultdict(list))
    for _ in range(WHOLE_RUNS):
        for kind, figure, value in figures(trace(program, [])):
            whole[kind][figure].append(value)
    return whole


def share(part, whole):
    """Of what is none, there is as much as there is of one."""
    return part / max(1, whole)


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else len(SAMPLES)
    program = sys.argv[2:] or DEMO
    whole = truths(program)
    within = defaultdict(list)
    widths = defaultdict(list)
    for run in range(runs):
        for kind, figure, low, high in estimates(trace(program, ["--sample", SAMPLES[run % len(SAMPLES)]])):
            if figure in whole[kind]:
                true = statistics.median(whole[kind][figure])
                within[kind].append(low <= true <= high)
                widths[kind].append(share(high - low, true))
    print(f"{'':29}{'within':>20}{'width':>10}{'whole runs differ by':>24}")
    for kind, found in within.items():
        differ = [share(max(values) - min(values), statistics.median(values)) for values in whole[kind].values()]
        counts = f"{sum(found):,} of {len(found):,}, {sum(found) / len(found):.1%}"
        print(f"{kind:29}{counts:>20}{statistics.median(widths[kind]):>10.1%}{statistics.median(differ):>24.2%}")


if __name__ == "__main__":
    main()
