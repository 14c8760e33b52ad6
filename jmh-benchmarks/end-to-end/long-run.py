#!/usr/bin/env python3
"""Traces a loop for billions of records, and watches the rate and the memory of both processes.

usage: long-run.py [--records N] [--analyzers NAME,...] [--record FILE] [--results FILE]

Prints a line about every five seconds: records so far, their rate since the last line, and the resident memory of the host's Java
process and of QEMU. Fails if the counts of all stages aren't equal (seen and traced and written in QEMU, read, delivered to each
analyzer), if the loop's accesses were not counted to the last one, or if memory grew while it ran. With --record it is recorded in a new
FILE as well, checked, and replayed for the same analyzers: again the counts are to be equal, and memory flat.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import time

from runs import ANALYZERS, ROOT, build_programs, require_complete, scratch_directory, started

ACCESSES_PER_PASS = 20_000

# What little is thrown away would fill the default young generation, a hundred MiB, in minutes: that looks like memory that grows.
YOUNG_GENERATION = "-Xmn16m"

# Beyond what it was after a tenth of the run; what analyzers keep of a loop doesn't grow.
MAX_GROWTH_MIB = 32

# How often a replay is looked at, which tells less of itself.
LOOK_SECONDS = 5
PROGRESS = re.compile(r"tracing .*?, ([\d,]+) records")


def resident_mib(pid: int, what: str = "VmRSS") -> float:
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(what)) / 1024


def qemu_of(pid: int) -> int:
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            if "qemu" in pathlib.Path(f"/proc/{child}/comm").read_text(encoding="utf-8"):
                return int(child)
    sys.exit("the run has no QEMU")


def watch(run: subprocess.Popen[str]) -> list[dict[str, float]]:
    samples = []
    before, records_before = time.monotonic(), 0
    for line in run.stderr:
        progress = PROGRESS.search(line)
        if not progress:
            continue
        now, records = time.monotonic(), int(progress[1].replace(",", ""))
        sample = {
            "records": records,
            "rate": (records - records_before) / (now - before) / 1e6,
            "javaMib": resident_mib(run.pid),
            "qemuMib": resident_mib(qemu_of(run.pid)),
        }
        before, records_before = now, records
        samples.append(sample)
        print(
            f"{records / 1e9:6.2f} billion records, {sample['rate']:4.0f} million/s,"
            f" Java {sample['javaMib']:4.0f} MiB, QEMU {sample['qemuMib']:4.0f} MiB",
            flush=True,
        )
    return samples


def watch_replay(run: subprocess.Popen[str]) -> list[dict[str, float]]:
    samples = []
    while True:
        try:
            run.wait(LOOK_SECONDS)
            return samples
        except subprocess.TimeoutExpired:
            # Without pages of the file, which the system may keep in memory.
            samples.append({"javaMib": resident_mib(run.pid, "RssAnon")})
            print(f"replaying, Java {samples[-1]['javaMib']:4.0f} MiB", flush=True)


def check_memory(samples: list[dict[str, float]]) -> None:
    for process in sorted({key for sample in samples for key in sample if key.endswith("Mib")}):
        sizes = [sample[process] for sample in samples[len(samples) // 10 :]]
        # The last line is from when the report is made.
        if len(sizes) > 2 and max(sizes[:-1]) - sizes[0] > MAX_GROWTH_MIB:
            sys.exit(f"memory isn't flat: {process} grew from {sizes[0]:.0f} to {max(sizes):.0f}")


def check(report: dict[str, object], passes: int) -> None:
    require_complete(report)
    records = report["records"]
    stages = {stage: records[stage] for stage in ("seen", "traced", "written", "read")}
    if len(set(stages.values())) != 1 or records["dropped"] != 0:
        sys.exit(f"the counts differ: {records}")
    if records["seen"] < passes * ACCESSES_PER_PASS:
        sys.exit(f"the loop makes {passes * ACCESSES_PER_PASS:,} accesses, but {records['seen']:,} were traced")
    print(f"{records['seen']:,} seen = traced = written = read = delivered to each of {len(report['analyzers'])}, 0 dropped")


def replayed(file: pathlib.Path, listening: list[object], report: pathlib.Path, live: dict[str, object]) -> None:
    """Checks and replays a recording; ends with a message unless its records are those of the run."""
    records = live["records"]["read"]
    print(f"{file.stat().st_size / records:.3f} bytes a record")
    subprocess.run([ROOT / "memtracer", "check", file], check=True)
    start = time.monotonic()
    words = [ROOT / "memtracer", "replay", file, *listening, "--quiet", "--json", report]
    with started(words, env={**os.environ, "JAVA_TOOL_OPTIONS": YOUNG_GENERATION}, stderr=subprocess.DEVNULL) as run:
        samples = watch_replay(run)
    if run.returncode != 0:
        sys.exit(f"replay ended with status {run.returncode}")
    again = json.loads(report.read_text(encoding="utf-8"))
    delivered = {analyzer["delivered"] for analyzer in again["analyzers"]}
    if delivered != {records}:
        sys.exit(f"{records:,} records were recorded, but {delivered} replayed")
    check_memory(samples)
    print(f"{records:,} replayed to each of {len(again['analyzers'])}, {records / (time.monotonic() - start) / 1e6:.0f} million/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=float, default=1e10)
    parser.add_argument("--analyzers", default=",".join((*ANALYZERS, "cache")))
    parser.add_argument("--record", type=pathlib.Path)
    parser.add_argument("--results", type=pathlib.Path)
    options = parser.parse_args()

    passes = int(options.records / ACCESSES_PER_PASS)
    with scratch_directory() as directory:
        build_programs(directory)
        report = directory / "report.json"
        listening = ["--plugins", ROOT / "jmh-benchmarks/target"]
        listening += [word for analyzer in options.analyzers.split(",") for word in ("--analyzer", analyzer)]
        recorded = ["--record", options.record] if options.record else []
        command = ["trace", *listening, *recorded, "--json", report]
        words = [ROOT / "memtracer", *command, "--", directory / "loop", str(passes)]
        environment = {**os.environ, "JAVA_TOOL_OPTIONS": YOUNG_GENERATION}
        with started(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment) as run:
            samples = watch(run)
        if run.returncode != 0:
            sys.exit(f"memtracer ended with status {run.returncode}")
        result = json.loads(report.read_text(encoding="utf-8"))
        check(result, passes)
        check_memory(samples)
        if options.record:
            replayed(options.record, listening, report, result)
    if options.results:
        options.results.write_text(json.dumps({"samples": samples, "report": result}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
