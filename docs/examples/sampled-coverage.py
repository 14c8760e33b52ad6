#!/usr/bin/env python3
"""How often the true value lies within what a sampled run says of the whole one.

Usage: sampled-coverage.py [RUNS [PROGRAM...]]

Traces a program once as a whole, and RUNS times by samples of different blocks; the program is the demo's if none is
given. Of user code, whose accesses are the same in each run, it counts how often each figure of the whole run lies
between `low` and `high` of a sampled one. What the kernel does differs from run to run, so nobody knows its true value.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEMO = [str(ROOT / "qemu-gmbeoo/build/workloads/phases")]
ANALYZERS = ["kernel-user-split", "hot-spots:top=40", "stride-detector:top=40", "cache:levels=l1:32K:8", "tlb"]

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


def accesses(found, name, section, table, key):
    """Accesses of user code by what they are about."""
    return {key(row): row["accesses"] for row in rows(found[name], section, table)}


def instruction(row):
    return row["pc"], row["kind"], row["mode"], row["size"], row["program"]


def place(row):
    return row["address"], row["program"]


def estimates(found):
    """What a sampled run says: kind of figure, which one, low, high."""
    for row in rows(found["kernel-user-split"], "estimates", "whole-run"):
        if row["mode"] == "user":
            yield "accesses", row["kind"], row["low"], row["high"]
    for name in "hot-spots", "stride-detector":
        for row in rows(found[name], "estimates", "instructions"):
            if row["mode"] == "user":
                yield name + " instructions", instruction(row), row["low"], row["high"]
    for table in "pages", "lines":
        for row in rows(found["hot-spots"], "estimates", table):
            yield table, place(row), row["low"], row["high"]
    for name in "cache", "tlb":
        for row in rows(found[name], "estimates", "misses"):
            if row["mode"] == "user" and row["level"] in ("l1", "first"):
                yield name + " misses", "user", row["low"], row["high"]


def truths(found):
    """The same figures of a whole run."""
    whole = {}
    split = next(row for row in rows(found["kernel-user-split"], "split", "by-mode") if row["mode"] == "user")
    whole["accesses"] = {"all": split["accesses"], "loads": split["loads"], "stores": split["stores"]}
    whole["hot-spots instructions"] = accesses(found, "hot-spots", "instructions", "busiest", instruction)
    whole["stride-detector instructions"] = accesses(found, "stride-detector", "top", "instructions", instruction)
    for table in "pages", "lines":
        # What the kernel also touches has no true value.
        whole[table] = {
            place(row): row["accesses"]
            for row in rows(found["hot-spots"], table, "hottest")
            if row["kernel-loads"] + row["kernel-stores"] < row["accesses"] / 1000
        }
    for name in "cache", "tlb":
        level = next(row for row in rows(found[name], name, "levels") if row["mode"] == "user")
        whole[name + " misses"] = {"user": level["misses"]}
    return whole


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else len(SAMPLES)
    program = sys.argv[2:] or DEMO
    whole = truths(trace(program, []))
    within = {kind: [0, 0] for kind in whole}
    for run in range(runs):
        for kind, figure, low, high in estimates(trace(program, ["--sample", SAMPLES[run % len(SAMPLES)]])):
            if figure in whole[kind]:
                within[kind][0] += low <= whole[kind][figure] <= high
                within[kind][1] += 1
    for kind, (inside, number) in within.items():
        share = 100 * inside / number if number else 0
        print(f"{kind:29} {inside:6,} of {number:6,} within, {share:5.1f} %")


if __name__ == "__main__":
    main()
