#!/usr/bin/env python3
"""Measures what a record costs each analyzer, on records of each of the programs that end-to-end.py runs.

usage: analyzers.py [--forks N] [--iterations N] [--programs NAME,...]

Records each program in the default guest, and has JMH replay that, in turn for each analyzer and for none that does anything.
Prints a Markdown table: ns per record, taking it out of the ring and decoding it included, the fastest iteration and the median.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

from runs import ANALYZERS, PROGRAMS, ROOT, Program, build_programs, programs_named, trace

MEASURED = ("no-op", *ANALYZERS)


def record(program: Program, directory: pathlib.Path) -> pathlib.Path:
    """Traces a program; gives the file with a part of its records."""
    file = directory / "recording.gz"
    options, command = program.operands(directory)
    recorder = ["--plugins", str(ROOT / "target/dist/bench"), "--analyzer", f"recorder:file={file}"]
    trace([*recorder, *options], command)
    return file


def replay(recording: pathlib.Path, forks: int, iterations: int) -> dict[str, list[float]]:
    """Nanoseconds per record in each iteration, for each analyzer."""
    results = recording.with_suffix(".json")
    command = [ROOT / "jmh-benchmarks/run", "AnalyzerBenchmark", "-p", "stream=real", "-p", f"analyzer={','.join(MEASURED)}"]
    command += ["-f", str(forks), "-wi", "5", "-i", str(iterations), "-w", "300ms", "-r", "300ms"]
    command += ["-jvmArgsAppend", f"-Dmemtracer.bench.recording={recording}", "-rf", "json", "-rff", results]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if run.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\nfailed with status {run.returncode}:\n{run.stdout}")
    measured = json.loads(results.read_text(encoding="utf-8"))
    return {one["params"]["analyzer"]: sum(one["primaryMetric"]["rawData"], []) for one in measured}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--forks", type=int, default=3)
    parser.add_argument("--iterations", type=int, default=10)
    parser.add_argument("--programs", default=",".join(PROGRAMS))
    options = parser.parse_args()
    if options.forks < 1 or options.iterations < 1:
        sys.exit(f"--forks and --iterations must be positive, but are {options.forks} and {options.iterations}")
    programs = programs_named(options.programs)

    nanos: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory(prefix="memtracer-bench-") as directory:
        build_programs(pathlib.Path(directory))
        for name, program in programs.items():
            print(f"recording and replaying {name}", file=sys.stderr)
            recording = record(program, pathlib.Path(directory))
            nanos[name] = replay(recording, options.forks, options.iterations)

    print("| |", " | ".join(programs), "|")
    print("|---" * (len(programs) + 1) + "|")
    for analyzer in MEASURED:
        cells = [f"{min(nanos[name][analyzer]):.1f} / {statistics.median(nanos[name][analyzer]):.1f}" for name in programs]
        print("|", analyzer, "|", " | ".join(cells), "|")


if __name__ == "__main__":
    main()
