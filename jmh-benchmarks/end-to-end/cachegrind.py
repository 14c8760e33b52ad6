#!/usr/bin/env python3
"""Compares the cache analyzer with Valgrind's cachegrind: what misses, and how fast it is found out.

usage: cachegrind.py [--rounds N] [--programs NAME,...]

Runs static programs under both, in turn, N times (default 3), with the same caches of data, and user code alone, which is all that cachegrind
sees; and once more with all of the kernel's accesses, for the rate. Prints Markdown tables: references and misses with their difference, and
millions of accesses a second, medians and ranges. Needs Valgrind.
"""

import argparse
import pathlib
import shutil
import statistics
import sys
import time

from runs import PROGRAMS, build_programs, output_of, require_complete, scratch_directory, trace

# Of the first level and the last: bytes, ways, bytes in a line.
FIRST = (32 << 10, 8, 64)
LAST = (8 << 20, 16, 64)
ANALYZER = f"cache:levels=l1:{FIRST[0]}:{FIRST[1]}+ll:{LAST[0]}:{LAST[1]}"


def cachegrind(directory: pathlib.Path, command: list[str]) -> dict[str, float]:
    """References and misses of data, and seconds."""
    out = directory / "cachegrind.out"
    caches = [f"--{name}={','.join(map(str, cache))}" for name, cache in (("I1", FIRST), ("D1", FIRST), ("LL", LAST))]
    start = time.monotonic()
    output_of(["valgrind", "--quiet", "--tool=cachegrind", "--cache-sim=yes", *caches, f"--cachegrind-out-file={out}", *command])
    seconds = time.monotonic() - start
    lines = dict(line.split(":", 1) for line in out.read_text(encoding="utf-8").splitlines() if ":" in line)
    counts = dict(zip(lines["events"].split(), map(int, lines["summary"].split())))
    return {
        "references": counts["Dr"] + counts["Dw"],
        "l1": counts["D1mr"] + counts["D1mw"],
        "ll": counts["DLmr"] + counts["DLmw"],
        "seconds": seconds,
    }


def memtracer(options: list[str], command: list[str]) -> dict[str, float]:
    """The same of the cache analyzer."""
    report = trace([*options, "--analyzer", ANALYZER], command)
    require_complete(report)
    section = next(section for section in report["analyzers"][0]["sections"] if section["key"] == "cache")
    levels = next(item for item in section["items"] if item["key"] == "levels")
    user = {row["level"]: row for row in levels["rows"] if row["mode"] == "user"}
    return {
        "references": user["l1"]["references"],
        "l1": user["l1"]["misses"],
        "ll": user["ll"]["misses"],
        "accesses": report["records"]["traced"],
        "seconds": report["tracingNanos"] / 1e9,
    }


def rate(accesses: float, runs: list[dict[str, float]]) -> str:
    rates = [accesses / run["seconds"] / 1e6 for run in runs]
    return f"{statistics.median(rates):.0f} ({min(rates):.0f} to {max(rates):.0f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--programs", default="loop,sort")
    arguments = parser.parse_args()
    shutil.which("valgrind") or sys.exit("there is no valgrind: install the package of that name")
    arguments.rounds > 0 or sys.exit(f"--rounds must be positive, but is {arguments.rounds}")
    counts, rates = [], []
    with scratch_directory() as directory:
        build_programs(directory)
        for name in arguments.programs.split(","):
            name in ("loop", "sort") or sys.exit(f"unknown program {name}: there are loop and sort")
            options, command = PROGRAMS[name].operands(directory)
            theirs, ours, whole = [], [], []
            for _ in range(arguments.rounds):
                theirs.append(cachegrind(directory, command))
                ours.append(memtracer([*options, "--user-only"], command))
                whole.append(memtracer(options, command))
                print(f"{name}: {theirs[-1]}, {ours[-1]}", file=sys.stderr)
            for what, key in (("references", "references"), ("misses of the first level", "l1"), ("of the last", "ll")):
                their, our = theirs[0][key], ours[0][key]
                counts.append(f"| {name} | {what} | {their:,} | {our:,} | {100 * (our - their) / their:+.2f} % |")
            rates.append(
                f"| {name} | {rate(theirs[0]['references'], theirs)} | {rate(ours[0]['accesses'], ours)}"
                f" | {rate(whole[0]['accesses'], whole)} |"
            )
    print("| | | cachegrind | cache analyzer | |\n|---|---|---|---|---|", *counts, sep="\n")
    print("\n| million accesses/s | cachegrind | user code | with the kernel's |\n|---|---|---|---|", *rates, sep="\n")


if __name__ == "__main__":
    main()
