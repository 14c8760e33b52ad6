#!/usr/bin/env python3
"""Measures what it costs to look at a run while it goes on.

usage: live.py [--rounds N]

Traces a sort with the analyzers that there are by default, and with all: without --live, with --live while nobody looks, and with
one reader of the page's events, in turn, N times (default 3). Prints medians and ranges of ns a record as a Markdown table, the median of
the ratios to the run without --live of the same round, and how much the reader was told.
"""

import dataclasses
import http.client
import statistics
import sys
import threading
import urllib.parse

import options
from runs import ALL_ANALYZERS, ANALYZERS, Program, build_programs, ignore, scratch_directory, traced
from tables import head, row, spread

SORT = Program(("sort", "500000"))
CHOICES = {"by default": ANALYZERS, "all": ALL_ANALYZERS}
PLAIN, UNSEEN, SEEN = "without --live", "nobody looks", "one reader"
WATCH = "watch it at "


class Reader:
    """Reads the events of a run's page, as a browser does that is as fast as they come."""

    def __init__(self) -> None:
        self.reports = 0
        self.bytes = 0
        self.threads: list[threading.Thread] = []

    def hear(self, line: str) -> None:
        """A message of the run. It tells the address."""
        if WATCH in line:
            address = urllib.parse.urlsplit(line.partition(WATCH)[2].strip())
            self.threads.append(threading.Thread(target=self.read, args=[address.netloc, f"{address.path}events"]))
            self.threads[-1].start()

    def read(self, host: str, path: str) -> None:
        connection = http.client.HTTPConnection(host)
        connection.request("GET", path)
        with connection.getresponse() as events:
            for line in events:
                self.reports += line == b"event: report\n"
                self.bytes += len(line)

    def told(self) -> tuple[int, int]:
        """How many reports, and bytes, it was told in all."""
        for thread in self.threads:
            thread.join()
        if self.reports == 0:
            sys.exit("the reader was told nothing")
        return self.reports, self.bytes


@dataclasses.dataclass
class Watched:
    """Runs of one way to look."""

    nanos: list[float] = dataclasses.field(default_factory=list)
    reports: list[float] = dataclasses.field(default_factory=list)
    kilobytes: list[float] = dataclasses.field(default_factory=list)

    def run(self, way: str, analyzers: tuple[str, ...], how: list[str], command: list[str]) -> None:
        reader = Reader()
        live = [] if way == PLAIN else ["--live"]
        run = traced([*how, *live], analyzers, command, hear=reader.hear if way == SEEN else ignore)
        self.nanos.append(run["nanos"] / run["records"])
        if way == SEEN:
            reports, size = reader.told()
            self.reports.append(reports / run["nanos"] * 1e9)
            self.kilobytes.append(size / reports / 1e3)


def main() -> None:
    rounds = options.parser(__doc__, rounds=3).parse_args().rounds
    ways = [PLAIN, UNSEEN, SEEN]
    found = {(chosen, way): Watched() for chosen in CHOICES for way in ways}
    with scratch_directory() as directory:
        build_programs(directory)
        how, command = SORT.operands(directory)
        for number in range(rounds):
            for chosen, analyzers in CHOICES.items():
                # Each is the first in one of three rounds.
                for way in ways[number % 3 :] + ways[: number % 3]:
                    found[chosen, way].run(way, analyzers, how, command)
                    print(f"{number + 1}/{rounds} {chosen}, {way}: {found[chosen, way].nanos[-1]:.1f} ns", file=sys.stderr)
    print(head(["analyzers", "", "ns a record", "ratio", "reports a second", "kB each"]))
    for (chosen, way), watched in found.items():
        ratio = statistics.median(now / plain for now, plain in zip(watched.nanos, found[chosen, PLAIN].nanos))
        told = [spread(values, 1) if values else "" for values in (watched.reports, watched.kilobytes)]
        print(row([chosen, way, spread(watched.nanos), f"{ratio:.3f}", *told]))


if __name__ == "__main__":
    main()
