#!/usr/bin/env python3
"""Measures what it costs to tell records apart by task.

usage: tasks.py [--rounds N]

Traces a sort, which has hardly a switch, and a pipe between two processes, which has little else, with and without, in turn, N times
(default 10). Prints medians and ranges of ns a record as a Markdown table, and the median of the ratios of runs that came one after the other.
"""

import argparse
import statistics
import sys

from runs import Program, build_programs, scratch_directory, traced

PROGRAMS = {"sort": Program(("sort", "1000000")), "pipe": Program(("pingpong", "10000"))}
ANALYZER = ("kernel-user-split",)


def spread(values: list[float]) -> str:
    return f"{statistics.median(values):.1f} ({min(values):.1f} to {max(values):.1f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    if rounds < 1:
        sys.exit(f"--rounds must be positive, but is {rounds}")
    print("| | ns a record, without tasks | with tasks | ratio |\n|---|---|---|---|")
    with scratch_directory() as directory:
        build_programs(directory)
        for name, program in PROGRAMS.items():
            options, command = program.operands(directory)
            nanos: dict[bool, list[float]] = {False: [], True: []}
            for number in range(rounds):
                # The first of a pair finds other things in caches than the second.
                for tasks in (False, True) if number % 2 == 0 else (True, False):
                    run = traced([*options] if tasks else [*options, "--no-tasks"], ANALYZER, command)
                    nanos[tasks].append(run["nanos"] / run["records"])
                print(f"{name}: {nanos[False][-1]:.1f} without, {nanos[True][-1]:.1f} with", file=sys.stderr)
            ratio = statistics.median(on / off for off, on in zip(nanos[False], nanos[True]))
            print(f"| {name} | {spread(nanos[False])} | {spread(nanos[True])} | {ratio:.3f} |")


if __name__ == "__main__":
    main()
