#!/usr/bin/env python3
"""Measures what it costs to tell records apart by task.

usage: tasks.py [--rounds N]

Traces a sort, which has hardly a switch, and a pipe between two processes, which has little else, with and without, in turn, N times
(default 10). Prints medians and ranges of ns a record as a Markdown table, and the median of the ratios of runs that came one after the other.
"""

import statistics
import sys

import options
from runs import Program, build_programs, scratch_directory, traced
from tables import head, row, spread

PROGRAMS = {"sort": Program(("sort", "1000000")), "pipe": Program(("pingpong", "10000"))}
ANALYZER = ("kernel-user-split",)


def main() -> None:
    rounds = options.parser(__doc__, rounds=10).parse_args().rounds
    print(head(["", "ns a record, without tasks", "with tasks", "ratio"]))
    with scratch_directory() as directory:
        build_programs(directory)
        for name, program in PROGRAMS.items():
            how, command = program.operands(directory)
            nanos: dict[bool, list[float]] = {False: [], True: []}
            for number in range(rounds):
                # The first of a pair finds other things in caches than the second.
                for tasks in (False, True) if number % 2 == 0 else (True, False):
                    run = traced(how if tasks else [*how, "--no-tasks"], ANALYZER, command)
                    nanos[tasks].append(run["nanos"] / run["records"])
                print(f"{name}: {nanos[False][-1]:.1f} without, {nanos[True][-1]:.1f} with", file=sys.stderr)
            ratio = statistics.median(on / off for off, on in zip(nanos[False], nanos[True]))
            print(row([name, spread(nanos[False]), spread(nanos[True]), f"{ratio:.3f}"]))


if __name__ == "__main__":
    main()
