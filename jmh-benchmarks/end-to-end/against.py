#!/usr/bin/env python3
"""Measures whether this clone traces as fast as another.

usage: against.py [--rounds N] OTHER_CLONE

Traces the tight loop and the sort in both clones, in turn, N times (default 10), with an analyzer that does nothing. Both clones must
have been built: run './memtracer setup' there. Each program runs twice, the second time three times as long: what the second has more,
in time and in records, is what a record costs apart from how a run begins and ends. Prints medians and ranges of ns a record as a
Markdown table, and the ratios of the medians as speed (above 1: this clone is faster).
"""

import dataclasses
import pathlib
import statistics
import sys

import options
from runs import PROGRAMS, ROOT, build_programs, scratch_directory, traced
from tables import head, row, spread

NAMES = ("loop", "sort")

LONGER = 3


@dataclasses.dataclass(frozen=True)
class Cost:
    """What a record costs: in all of a short run, and in what a long run has more."""

    short_nanos: float
    further_nanos: float


def cost(root: pathlib.Path, how: list[str], command: list[str]) -> Cost:
    longer = [*command[:-1], str(int(command[-1]) * LONGER)]
    short, long = (traced(how, ("no-op",), words, root) for words in (command, longer))
    further = (long["nanos"] - short["nanos"]) / (long["records"] - short["records"])
    return Cost(short["nanos"] / short["records"], further)


def compared(what: str, theirs: list[float], ours: list[float]) -> str:
    return row([what, spread(theirs, 2), spread(ours, 2), f"{statistics.median(theirs) / statistics.median(ours):.3f}"])


def main() -> None:
    parser = options.parser(__doc__, rounds=10)
    parser.add_argument("other", type=pathlib.Path)
    arguments = parser.parse_args()
    other = arguments.other.resolve()
    if not (other / "jmh-benchmarks/target").is_dir():
        sys.exit(f"{other} is no clone that has been built: run './memtracer setup' there")
    print(head(["", "ns a record, other", "this", "speed"]))
    with scratch_directory() as directory:
        build_programs(directory)
        for name in NAMES:
            how, command = PROGRAMS[name].operands(directory)
            costs: dict[pathlib.Path, list[Cost]] = {other: [], ROOT: []}
            for number in range(arguments.rounds):
                # The first of a pair finds other things in caches than the second.
                for root in (other, ROOT) if number % 2 == 0 else (ROOT, other):
                    costs[root].append(cost(root, how, command))
                print(f"{name}: {costs[other][-1]} other, {costs[ROOT][-1]} this", file=sys.stderr)
            theirs, ours = costs[other], costs[ROOT]
            print(compared(f"{name}, whole", [c.short_nanos for c in theirs], [c.short_nanos for c in ours]))
            print(compared(f"{name}, further records", [c.further_nanos for c in theirs], [c.further_nanos for c in ours]))


if __name__ == "__main__":
    main()
