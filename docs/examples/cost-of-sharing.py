#!/usr/bin/env python3
"""What it costs that a command sees this machine's files: runs of /bin/true with and without, in turn.

Usage: cost-of-sharing.py [RUNS]

Prints the median and the range of the times from start to finish, and the difference of the medians.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

MEMTRACER = Path(__file__).resolve().parents[2] / "memtracer"
WAYS = {"shared": [], "not shared": ["--no-host-files"]}


def seconds(options):
    """How long one run takes."""
    command = [MEMTRACER, "trace", "--quiet", *options, "--", "/bin/true"]
    start = time.monotonic()
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return time.monotonic() - start


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    times = {name: [] for name in WAYS}
    for options in WAYS.values():
        # The first is for the machine's own caches.
        seconds(options)
    for _ in range(runs):
        for name, options in WAYS.items():
            times[name].append(seconds(options))
    medians = {name: statistics.median(of) for name, of in times.items()}
    for name, of in times.items():
        print(f"{name:10}  median {medians[name]:.2f} s, {min(of):.2f} to {max(of):.2f} s, {runs} runs")
    print(f"difference  {medians['shared'] - medians['not shared']:.2f} s")


if __name__ == "__main__":
    main()
