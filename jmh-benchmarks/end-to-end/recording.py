#!/usr/bin/env python3
"""Measures what recorded traces cost: while they are recorded, on disk, and when they are replayed with one thread and with two.

usage: recording.py [--rounds N] [--programs NAME,...] [--analyzer NAME] [--keep DIR]

Traces each program with an analyzer that does nothing, and records it, in turn, N times (default 3); replays the last recording with
one thread and with two, in turn, as often. Prints a Markdown table: records and bytes a record; nanoseconds a record with the no-op and recorded,
and the median of the ratios of runs that came one after the other; the time that a record takes at replay with one thread and with two, and what it takes
of all processors then, which stays the same where threads don't hinder each other. What a replay of the first record alone takes isn't counted: the
start of the virtual machine. With one thread that looks at records there is another, which reads them. With --keep the recordings stay in a directory.
"""

import json
import pathlib
import resource
import statistics
import sys
import time

import options
from runs import PROGRAMS, ROOT, Program, build_programs, output_of, programs_named, scratch_directory, traced
from tables import head, row, spread

RECORDED = {
    **PROGRAMS,
    "pipe": Program(("pingpong", "10000")),
    "demo": Program((str(ROOT / "qemu-gmbeoo/build/workloads/phases"),)),
}
THREADS = (1, 2)
COLUMNS = ["", "records", "bytes a record", "ns, no-op", "ns, recorded", "ratio", "ns, replayed", "2 threads", "faster", "processor ns, 1 and 2 threads"]


def record(how: list[str], command: list[str], file: pathlib.Path) -> dict[str, object]:
    """Records a program anew, for no analyzer; its report."""
    file.unlink(missing_ok=True)
    report = json.loads(output_of([ROOT / "memtracer", "record", "-o", file, *how, "--json", "-", "--", *command]))
    if not report["complete"] or report["recording"]["records"] != report["records"]["seen"]:
        sys.exit(f"records were lost: {report['records']}, {report['recording']}")
    return report


def processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def replay(file: pathlib.Path, analyzer: str, threads: int, *more: str) -> tuple[float, float]:
    """Nanoseconds from start to end, and those of all processors."""
    start, before = time.monotonic_ns(), processor_seconds()
    output_of([ROOT / "memtracer", "replay", file, "--analyzer", analyzer, "--threads", threads, *more, "--quiet"])
    return time.monotonic_ns() - start, (processor_seconds() - before) * 1e9


def live(name: str, rounds: int, directory: pathlib.Path, file: pathlib.Path) -> tuple[int, list[float], list[float]]:
    """Records of the last recording, and nanoseconds a record of each run, with the no-op alone and recorded."""
    how, command = RECORDED[name].operands(directory)
    alone, recorded, records = [], [], 0
    for number in range(rounds):
        # The first of a pair finds other things in caches than the second.
        for with_file in (False, True) if number % 2 == 0 else (True, False):
            if with_file:
                report = record(how, command, file)
                records = report["records"]["traced"]
                recorded.append(report["tracingNanos"] / records)
            else:
                run = traced(how, ("no-op",), command)
                alone.append(run["nanos"] / run["records"])
        print(f"{name}: {alone[-1]:.1f} ns with the no-op, {recorded[-1]:.1f} ns recorded", file=sys.stderr)
    return records, alone, recorded


def replays(name: str, rounds: int, analyzer: str, file: pathlib.Path, records: int) -> dict[int, list[tuple[float, float]]]:
    """Nanoseconds a record of each replay beyond that of the first record, from start to end and of all processors, by number of threads."""
    nanos: dict[int, list[tuple[float, float]]] = {threads: [] for threads in THREADS}
    for _ in range(rounds):
        for threads in THREADS:
            begins = replay(file, analyzer, threads, "--to", "1")
            whole = replay(file, analyzer, threads)
            nanos[threads].append(tuple((all_of_it - start) / records for all_of_it, start in zip(whole, begins)))
        print(f"{name}: replayed in {' and '.join(f'{nanos[threads][-1][0]:.1f}' for threads in THREADS)} ns a record", file=sys.stderr)
    return nanos


def measured(name: str, rounds: int, analyzer: str, directory: pathlib.Path, file: pathlib.Path) -> list[str]:
    records, alone, recorded = live(name, rounds, directory, file)
    ratio = statistics.median(with_file / without for without, with_file in zip(alone, recorded))
    cells = [name, f"{records / 1e6:.0f} million", f"{file.stat().st_size / records:.3f}", spread(alone), spread(recorded), f"{ratio:.2f}"]
    nanos = replays(name, rounds, analyzer, file, records)
    whole, processors = ({threads: [run[which] for run in nanos[threads]] for threads in THREADS} for which in (0, 1))
    faster = statistics.median(one / two for one, two in zip(whole[1], whole[2]))
    cells += [*(spread(whole[threads]) for threads in THREADS), f"{faster:.2f}"]
    return [*cells, " and ".join(f"{statistics.median(processors[threads]):.1f}" for threads in THREADS)]


def main() -> None:
    parser = options.parser(__doc__, rounds=3)
    parser.add_argument("--programs", default=",".join(RECORDED))
    parser.add_argument("--analyzer", default="working-set")
    parser.add_argument("--keep", type=pathlib.Path)
    arguments = parser.parse_args()
    names = programs_named(arguments.programs, RECORDED)
    rows = []
    with scratch_directory() as directory:
        build_programs(directory)
        kept = arguments.keep or directory
        kept.mkdir(parents=True, exist_ok=True)
        for name in names:
            rows.append(row(measured(name, arguments.rounds, arguments.analyzer, directory, kept / f"{name}.mtrace")))
    print(head(COLUMNS), *rows, sep="\n")


if __name__ == "__main__":
    main()
