#!/usr/bin/env python3
"""What it takes to look at a long trace on a cluster: a table of time by cores.

    docs/examples/cluster-cost.py TRACE [--records N] [--rounds N] [--analyzer NAME[:key=value,...]]...

Runs 'memtracer cluster-replay' over TRACE on one core and on two, in turn, and takes from Spark's event log how long each
piece took. The rest of the table is simulated: pieces as long as those that were measured are handed, in order, to whichever
core is free first, and the driver absorbs what comes back in order.
"""

import argparse
import heapq
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PARALLELISM = 64  # Cuts the trace into as many pieces as it has chunks, up to 256.
CHUNK_RECORDS = 1 << 20
CHUNKS_A_PIECE = 64
SIMULATED = (1, 2, 8, 32, 128, 512, 2048)


def run(trace, cores, analyzers, place):
    """One run. Returns seconds in all, the report, and for each piece its milliseconds and the bytes that came back."""
    report = place / "report.json"
    log = place / "log"
    log.mkdir()
    command = [ROOT / "memtracer", "cluster-replay", trace, "--master", f"local[{cores}]", "--quiet", "--json", report,
               "--conf", f"spark.default.parallelism={PARALLELISM}",
               "--conf", "spark.eventLog.enabled=true", "--conf", f"spark.eventLog.dir={log.as_uri()}",
               "--conf", "spark.eventLog.compress=false", "--conf", "spark.eventLog.rolling.enabled=false"]
    for analyzer in analyzers:
        command += ["--analyzer", analyzer]
    begin = time.monotonic()
    subprocess.run(command, check=True)
    seconds = time.monotonic() - begin
    pieces = []
    for file in log.iterdir():
        for line in file.open():
            event = json.loads(line)
            if event["Event"] == "SparkListenerTaskEnd" and not event["Task Info"]["Failed"]:
                metrics = event["Task Metrics"]
                pieces.append((metrics["Executor Run Time"], metrics["Result Size"]))
    return seconds, json.loads(report.read_text()), pieces


def simulated(pieces, cores, start, absorb):
    """Seconds until the driver has absorbed the last of some pieces, in order, on so many cores."""
    free = [start] * min(cores, len(pieces))
    done = []
    for piece in pieces:
        end = heapq.heappop(free) + piece
        heapq.heappush(free, end)
        done.append(end)
    at = start
    for end in done:
        at = max(at, end) + absorb
    return at


def span(seconds):
    if seconds < 120:
        return f"{seconds:.1f} s"
    if seconds < 7200:
        return f"{seconds / 60:.1f} min"
    return f"{seconds / 3600:.1f} h"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("trace")
    arguments.add_argument("--records", type=float, default=1e12, help="how long the trace to be looked at is")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--analyzer", action="append", default=[])
    given = arguments.parse_args()
    analyzers = given.analyzer or ["working-set", "kernel-user-split"]
    seconds = {1: [], 2: []}
    inside = {1: [], 2: []}
    millis, sizes, absorbing = [], [], []
    for _ in range(given.rounds):
        for cores in (1, 2):
            with tempfile.TemporaryDirectory() as place:
                took, report, pieces = run(given.trace, cores, analyzers, pathlib.Path(place))
            seconds[cores].append(took)
            inside[cores].append(report["tracingNanos"] / 1e9)
            records = report["records"]["read"]
            if cores == 1:
                # The first pieces are those of code that isn't compiled yet.
                millis += [ms for ms, _ in pieces[len(pieces) // 4:]]
                sizes += [size for _, size in pieces]
                absorbing.append(sum(a["busyNanos"] for a in report["analyzers"]) / 1e9 / len(pieces))
    per_piece = records / len(pieces)
    nanos = statistics.mean(millis) * 1e6 / per_piece
    absorb = statistics.median(absorbing)
    start = statistics.median(s - i for s, i in zip(seconds[1], inside[1]))
    print(f"trace:    {records:,} records in {len(pieces)} pieces, {os.path.getsize(given.trace) / records:.3f} bytes a record")
    print(f"analyzed: {' '.join(analyzers)}")
    print(f"measured: {nanos:.1f} ns a record on one core, warm; what comes back of a piece is {statistics.median(sizes):,.0f} bytes,")
    print(f"          and is absorbed in {absorb * 1e3:.2f} ms; {start:.1f} s before the first piece and after the last")
    for cores in (1, 2):
        print(f"real:     local[{cores}]: {statistics.median(seconds[cores]):.1f} s in all, of which pieces "
              f"{statistics.median(inside[cores]):.1f} s ({min(inside[cores]):.1f} to {max(inside[cores]):.1f})")
    chance = random.Random(1)
    count = max(1, round(given.records / (CHUNK_RECORDS * CHUNKS_A_PIECE)))
    scale = CHUNK_RECORDS * CHUNKS_A_PIECE / per_piece / 1e3
    pieces = [scale * statistics.mean(chance.choices(millis, k=CHUNKS_A_PIECE)) for _ in range(count)]
    total = sum(pieces)
    print(f"\n{given.records:.0e} records, simulated: {count:,} pieces of {CHUNKS_A_PIECE} chunks, {total / 3600:.0f} hours of one core\n")
    print("| cores | time | of the ideal |")
    print("|---|---|---|")
    for cores in SIMULATED:
        took = simulated(pieces, cores, start, absorb)
        print(f"| {cores:,} | {span(took)} | {total / cores / took:.0%} |")


if __name__ == "__main__":
    sys.exit(main())
