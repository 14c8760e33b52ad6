#!/usr/bin/env python3
"""Measures whether this clone traces as fast as another.

usage: against.py [--rounds N] OTHER_CLONE

Traces the tight loop and the sort in both clones, in turn, N times (default 10), with an analyzer that does nothing. Both clones must
have been built: run './memtracer setup' there. Prints medians and ranges of ns a record as a Markdown table, the ratio of the medians as
speed (above 1: this clone is faster), and the median of the ratios of runs that came one after the other.
"""

import argparse
import pathlib
import statistics
import sys

from runs import PROGRAMS, ROOT, build_programs, scratch_directory, traced

NAMES = ("loop", "sort")


def spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("other", type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        sys.exit(f"--rounds must be positive, but is {arguments.rounds}")
    other = arguments.other.resolve()
    if not (other / "jmh-benchmarks/target").is_dir():
        sys.exit(f"{other} is no clone that has been built: run './memtracer setup' there")
    print("| | ns a record, other | this | speed, of medians | speed, of pairs |\n|---|---|---|---|---|")
    with scratch_directory() as directory:
        build_programs(directory)
        for name in NAMES:
            options, command = PROGRAMS[name].operands(directory)
            nanos: dict[pathlib.Path, list[float]] = {other: [], ROOT: []}
            for number in range(arguments.rounds):
                # The first of a pair finds other things in caches than the second.
                for root in (other, ROOT) if number % 2 == 0 else (ROOT, other):
                    run = traced(options, ("no-op",), command, root)
                    nanos[root].append(run["nanos"] / run["records"])
                print(f"{name}: {nanos[other][-1]:.2f} other, {nanos[ROOT][-1]:.2f} this", file=sys.stderr)
            medians = statistics.median(nanos[other]) / statistics.median(nanos[ROOT])
            pairs = statistics.median(theirs / ours for theirs, ours in zip(nanos[other], nanos[ROOT]))
            print(f"| {name} | {spread(nanos[other])} | {spread(nanos[ROOT])} | {medians:.3f} | {pairs:.3f} |")


if __name__ == "__main__":
    main()
