#!/usr/bin/env python3
"""Measures the shared ring against the FIFO, alternately, on one program.

usage: compare-transports.py ROUNDS ANALYZER PROGRAM [ARGUMENT...]

Prints for each transport the median and range of records per second while tracing, and the ratio of the medians.
Fails if a run lost a record.
"""

import json
import pathlib
import statistics
import subprocess
import sys

MEMTRACER = pathlib.Path(__file__).resolve().parents[2] / "memtracer"


def measure(transport: str, analyzer: str, command: list[str]) -> float:
    run = subprocess.run(
        [MEMTRACER, "trace", "--transport", transport, "--analyzer", analyzer, "--json", "-", "--", *command],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    report = json.loads(run.stdout)
    if not report["complete"]:
        sys.exit(f"a run by {transport} was not complete: {report['records']}")
    return report["records"]["read"] / report["tracingNanos"] * 1e3


def main() -> None:
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    rates: dict[str, list[float]] = {"fifo": [], "ring": []}
    for _ in range(int(sys.argv[1])):
        for transport, measured in rates.items():
            measured.append(measure(transport, sys.argv[2], sys.argv[3:]))
    medians = {transport: statistics.median(measured) for transport, measured in rates.items()}
    for transport, measured in rates.items():
        print(
            f"{transport}: {medians[transport]:.1f} million records/s"
            f" ({min(measured):.1f} to {max(measured):.1f}, {len(measured)} runs)"
        )
    print(f"ring / fifo: {medians['ring'] / medians['fifo']:.2f}")


if __name__ == "__main__":
    main()
