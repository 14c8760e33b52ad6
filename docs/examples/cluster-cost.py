#!/usr/bin/env python3
"""What it takes to look at a long trace on a cluster: a table of time by cores.

    docs/examples/cluster-cost.py TRACE      [--records N] [--rounds N] [--analyzer NAME[:key=value,...]]...
    docs/examples/cluster-cost.py --sort N   the same of a trace of its own: N records of a sort and of binary searches

Runs 'memtracer cluster-replay' over the trace on one core and on two, in turn, and takes from Spark's event log how long each
piece took. The rest of the table is simulated: pieces as long as those that were measured are handed, in order, to whichever
core is free first, the first of each core takes longer by as much as the first that was measured did, and the driver absorbs what
comes back in order. What that takes is measured with few pieces, by a driver whose code isn't compiled yet: a long run absorbs faster.
"""

import argparse
import dataclasses
import heapq
import json
import math
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
MEMTRACER = ROOT / "memtracer"
SORT = ROOT / "jmh-benchmarks/end-to-end/workloads/sort.c"
SORT_RECORDS = 11  # Of each number, times the binary logarithm of how many there are.
CHUNK_RECORDS = 1 << 20
CHUNKS_A_PIECE = 64
FEWEST_PIECES = 24
PIECES_A_CORE = 4
CORES = (1, 2)
SIMULATED = (1, 2, 8, 32, 128, 512, 2048)


@dataclasses.dataclass(frozen=True)
class Run:
    """One run over the trace."""

    seconds: float
    seconds_of_pieces: float
    records: int
    absorbing: float
    millis: list[int]
    sizes: list[int]


@dataclasses.dataclass(frozen=True)
class Cost:
    """What is simulated with, in seconds."""

    pieces: list[float]
    start: float
    first: float
    absorb: float


def say(text):
    print(text, file=sys.stderr)


def recorded_sort(records, place):
    """Records a sort that makes so many records, or somewhat more, which are left out."""
    numbers = 2
    while numbers * math.log2(numbers) * SORT_RECORDS < records:
        numbers *= 2 ** 0.0625
    program = place / "sort"
    subprocess.run(["cc", "-O2", "-static", "-o", program, SORT], check=True)
    trace = place / "sort.mtrace"
    say(f"recording a sort of {numbers:,.0f} numbers")
    subprocess.run([MEMTRACER, "record", "--quiet", "--max-records", str(round(records)), "-o", trace, "--", program,
                    str(round(numbers))], check=True, stdout=subprocess.DEVNULL)
    return trace


def pieces_of(trace):
    """Into how many pieces it is to be cut: as long as those of long traces, if it has enough."""
    info = subprocess.run([MEMTRACER, "info", trace], check=True, capture_output=True, text=True).stdout
    chunks = int(re.search(r"in ([\d,]+) chunk", info)[1].replace(",", ""))
    return max(FEWEST_PIECES, -(-chunks // CHUNKS_A_PIECE))


def run(trace, cores, pieces, analyzers):
    with tempfile.TemporaryDirectory() as directory:
        report = pathlib.Path(directory) / "report.json"
        log = pathlib.Path(directory) / "log"
        log.mkdir()
        settings = {"default.parallelism": pieces // PIECES_A_CORE, "eventLog.enabled": "true", "eventLog.dir": log.as_uri(),
                    "eventLog.compress": "false", "eventLog.rolling.enabled": "false"}
        command = [MEMTRACER, "cluster-replay", trace, "--master", f"local[{cores}]", "--quiet", "--json", report]
        for key, value in settings.items():
            command += ["--conf", f"spark.{key}={value}"]
        for analyzer in analyzers:
            command += ["--analyzer", analyzer]
        begin = time.monotonic()
        subprocess.run(command, check=True)
        seconds = time.monotonic() - begin
        events = [json.loads(line) for file in log.iterdir() for line in file.open()]
        told = json.loads(report.read_text())
    tasks = [e["Task Metrics"] for e in events if e["Event"] == "SparkListenerTaskEnd" and not e["Task Info"]["Failed"]]
    return Run(seconds, told["tracingNanos"] / 1e9, told["records"]["read"],
               sum(one["busyNanos"] for one in told["analyzers"]) / 1e9,
               [task["Executor Run Time"] for task in tasks], [task["Result Size"] for task in tasks])


def simulated(cost, cores):
    """Seconds until the driver has absorbed the last of the pieces, in order, on so many cores."""
    free = [(cost.start, True)] * min(cores, len(cost.pieces))
    done = []
    for piece in cost.pieces:
        begin, is_first = heapq.heappop(free)
        end = begin + piece + (cost.first if is_first else 0)
        heapq.heappush(free, (end, False))
        done.append(end)
    at = cost.start
    for end in done:
        at = max(at, end) + cost.absorb
    return at


def span(seconds):
    if seconds < 120:
        return f"{seconds:.1f} s"
    if seconds < 7200:
        return f"{seconds / 60:.1f} min"
    return f"{seconds / 3600:.1f} h"


def cost_of(runs, records):
    """Of a trace of so many records, by runs on one core."""
    pieces = len(runs[0].millis)
    per_piece = runs[0].records / pieces
    # What is measured first is code that isn't compiled yet.
    warm = [millis for one in runs for millis in one.millis[pieces // 4:]]
    together = max(1, round(CHUNK_RECORDS * CHUNKS_A_PIECE / per_piece))
    count = max(1, round(records / per_piece / together))
    chance = random.Random(1)
    return statistics.mean(warm) * 1e6 / per_piece, together * per_piece, Cost(
        [sum(chance.choices(warm, k=together)) / 1e3 for _ in range(count)],
        statistics.median(one.seconds - one.seconds_of_pieces for one in runs),
        max(0, statistics.median(one.millis[0] for one in runs) - statistics.mean(warm)) / 1e3,
        statistics.median(one.absorbing / pieces for one in runs))


def print_table(trace, analyzers, runs, records):
    one = runs[1][0]
    nanos, per_piece, cost = cost_of(runs[1], records)
    print(f"trace:    {one.records:,} records in {len(one.millis)} pieces, {os.path.getsize(trace) / one.records:.3f} bytes a record")
    print(f"analyzed: {' '.join(analyzers)}")
    print(f"measured: {nanos:.1f} ns a record on one core, {cost.first:.2f} s more for its first piece; what comes back of a piece is")
    print(f"          {statistics.median(one.sizes):,.0f} bytes, and is absorbed in {cost.absorb * 1e3:.2f} ms; "
          f"{cost.start:.1f} s before the first piece and after the last")
    for cores in CORES:
        inside = [one.seconds_of_pieces for one in runs[cores]]
        print(f"real:     local[{cores}]: {statistics.median(one.seconds for one in runs[cores]):.1f} s in all, of which pieces "
              f"{statistics.median(inside):.1f} s ({min(inside):.1f} to {max(inside):.1f})")
    total = sum(cost.pieces)
    print(f"\n{records:.0e} records, simulated: {len(cost.pieces):,} pieces of {per_piece / 1e6:.0f} million, "
          f"{total / 3600:.1f} hours of one core\n")
    print("| cores | time | of the ideal |")
    print("|---|---|---|")
    for cores in SIMULATED:
        took = simulated(cost, cores)
        print(f"| {cores:,} | {span(took)} | {total / cores / took:.0%} |")


def measure(trace, given):
    analyzers = given.analyzer or ["working-set", "kernel-user-split"]
    pieces = pieces_of(trace)
    # What has to be built is built by this, and isn't measured.
    subprocess.run([MEMTRACER, "cluster-replay", "--help"], check=True, stdout=subprocess.DEVNULL)
    runs = {cores: [] for cores in CORES}
    for turn in range(1, given.rounds + 1):
        for cores in CORES:
            say(f"round {turn} of {given.rounds}: local[{cores}]")
            runs[cores].append(run(trace, cores, pieces, analyzers))
    print_table(trace, analyzers, runs, given.records)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("trace", nargs="?")
    arguments.add_argument("--sort", type=float, metavar="N", help="record one of so many records, instead of TRACE")
    arguments.add_argument("--records", type=float, default=1e12, help="how long the trace to be looked at is")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--analyzer", action="append", default=[])
    given = arguments.parse_args()
    if (given.trace is None) == (given.sort is None):
        arguments.error("give either TRACE or --sort N")
    if given.trace is not None:
        measure(given.trace, given)
        return
    with tempfile.TemporaryDirectory() as directory:
        measure(recorded_sort(given.sort, pathlib.Path(directory)), given)


if __name__ == "__main__":
    sys.exit(main())
