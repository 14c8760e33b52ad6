#!/usr/bin/env python3
"""Measures what a record costs each analyzer, on records of the demo and of each of the programs that end-to-end.py runs.

usage: analyzers.py [--rounds N] [--programs NAME,...]

Records each program in the default guest, and has JMH replay that, for each analyzer and for none that does anything, all of
them in turn in each round: what else the machine does then hits all alike.
Prints a Markdown table: ns per record, taking it out of the ring and decoding it included, the fastest iteration and the median.
"""

import json
import pathlib
import statistics
import sys

import options
from runs import ANALYZERS, PROGRAMS, ROOT, Program, build_programs, output_of, programs_named, scratch_directory, trace
from tables import head, row

MEASURED = ("no-op", *ANALYZERS, "cache", "reuse-distance", "reuse-distance:method=rate", "hot-spots", "sharing", "heatmap", "tlb")
DEMO = "demo"

# Short ones: a pause of the machine is then longer than one, and the fastest are without.
ITERATIONS = ["-f", "1", "-wi", "5", "-w", "300ms", "-i", "15", "-r", "100ms"]


def record(program: Program, directory: pathlib.Path, file: pathlib.Path) -> None:
    """Traces a program, and writes a part of its records."""
    how, command = program.operands(directory)
    recorder = ["--plugins", str(ROOT / "target/dist/bench"), "--analyzer", f"recorder:file={file}"]
    trace([*recorder, *how], command)


def replay(recording: pathlib.Path | None, directory: pathlib.Path) -> dict[str, list[float]]:
    """Nanoseconds per record in each iteration, for each analyzer; without a recording, on that of the demo."""
    results = directory / "results.json"
    command = [ROOT / "jmh-benchmarks/run", "AnalyzerBenchmark", "-p", "stream=real", "-p", f"analyzer={','.join(MEASURED)}"]
    command += [*ITERATIONS, "-rf", "json", "-rff", results]
    # What a fork leaves behind if it is killed goes with the directory.
    properties = [f"-Djava.io.tmpdir={directory}"]
    if recording is not None:
        properties.append(f"-Dmemtracer.bench.recording={recording}")
    command += ["-jvmArgsAppend", " ".join(properties)]
    output_of(command)
    measured = json.loads(results.read_text(encoding="utf-8"))
    return {one["params"]["analyzer"]: sum(one["primaryMetric"]["rawData"], []) for one in measured}


def main() -> None:
    parser = options.parser(__doc__, rounds=3)
    parser.add_argument("--programs", default=",".join(PROGRAMS))
    arguments = parser.parse_args()
    programs = programs_named(arguments.programs)

    with scratch_directory() as directory:
        build_programs(directory)
        recordings: dict[str, pathlib.Path | None] = {DEMO: None}
        for program in programs:
            print(f"recording {program}", file=sys.stderr)
            recordings[program] = directory / f"{program}.gz"
            record(programs[program], directory, recordings[program])
        nanos: dict[str, dict[str, list[float]]] = {program: {one: [] for one in MEASURED} for program in recordings}
        for turn in range(1, arguments.rounds + 1):
            for program, recording in recordings.items():
                print(f"round {turn} of {arguments.rounds}: {program}", file=sys.stderr)
                for analyzer, measured in replay(recording, directory).items():
                    nanos[program][analyzer] += measured

    print(head(["", *nanos]))
    for analyzer in MEASURED:
        cells = [f"{min(nanos[program][analyzer]):.1f} / {statistics.median(nanos[program][analyzer]):.1f}" for program in nanos]
        print(row([analyzer, *cells]))


if __name__ == "__main__":
    main()
