#!/usr/bin/env python3
"""Compares the cache analyzer with other simulators of caches: what misses, and how fast it is found out.

usage: simulators.py [--rounds N] [--programs NAME,...]

Runs static programs under each, in turn, N times (default 3), with the same caches of data, and user code alone, which is all that the others
see; and once more with all of the kernel's accesses, for the rate. Prints Markdown tables: references and misses with their difference, and
millions of accesses a second, medians and ranges. Takes Valgrind's cachegrind and DynamoRIO's drmemtrace (valgrind and drrun, by PATH), at
least one of them.
"""

import pathlib
import re
import shutil
import sys
import time
from collections.abc import Callable

import options
from runs import PROGRAMS, build_programs, outputs_of, require_complete, scratch_directory, trace
from tables import head, row, spread

# Of the first level and the last: bytes, ways, bytes in a line.
FIRST = (32 << 10, 8, 64)
LAST = (8 << 20, 16, 64)
ANALYZER = f"cache:levels=l1:{FIRST[0]}:{FIRST[1]}+ll:{LAST[0]}:{LAST[1]}"

Counts = dict[str, float]


def cachegrind(directory: pathlib.Path, command: list[str]) -> Counts:
    """References and misses of data."""
    out = directory / "cachegrind.out"
    caches = [f"--{name}={','.join(map(str, cache))}" for name, cache in (("I1", FIRST), ("D1", FIRST), ("LL", LAST))]
    outputs_of(["valgrind", "--quiet", "--tool=cachegrind", "--cache-sim=yes", *caches, f"--cachegrind-out-file={out}", *command])
    lines = dict(line.split(":", 1) for line in out.read_text(encoding="utf-8").splitlines() if ":" in line)
    counts = dict(zip(lines["events"].split(), map(int, lines["summary"].split())))
    return {
        "references": counts["Dr"] + counts["Dw"],
        "l1": counts["D1mr"] + counts["D1mw"],
        "ll": counts["DLmr"] + counts["DLmw"],
    }


def drmemtrace(_: pathlib.Path, command: list[str]) -> Counts:
    """The same; its last level is code's as well, which misses it hardly."""
    geometry = ["-cores", 1, "-line_size", FIRST[2], "-L1D_size", FIRST[0], "-L1D_assoc", FIRST[1], "-LL_size", LAST[0], "-LL_assoc", LAST[1]]
    # The name that all its releases know.
    out, messages = outputs_of(["drrun", "-t", "drcachesim", *geometry, "--", *command])
    return drmemtrace_counts(out + messages)


def drmemtrace_counts(text: str) -> Counts:
    hits, misses = drmemtrace_stats(text, "L1D0")
    return {"references": hits + misses, "l1": misses, "ll": drmemtrace_stats(text, "LL")[1]}


def drmemtrace_stats(text: str, cache: str) -> tuple[int, int]:
    stats = re.search(rf"^ *{cache}\b.* stats:\s+Hits: +([\d,.]+)\s+Misses: +([\d,.]+)$", text, re.MULTILINE)
    if not stats:
        sys.exit(f"drrun printed nothing of {cache}:\n{text}")
    hits, misses = (int(re.sub(r"\D", "", figure)) for figure in stats.groups())
    return hits, misses


OTHERS: dict[str, tuple[str, Callable[[pathlib.Path, list[str]], Counts]]] = {
    "cachegrind": ("valgrind", cachegrind),
    "drmemtrace": ("drrun", drmemtrace),
}


def timed(simulator: Callable[[pathlib.Path, list[str]], Counts], directory: pathlib.Path, command: list[str]) -> Counts:
    start = time.monotonic()
    counts = simulator(directory, command)
    return {**counts, "accesses": counts["references"], "seconds": time.monotonic() - start}


def memtracer(how: list[str], command: list[str]) -> Counts:
    """The same of the cache analyzer."""
    report = trace([*how, "--analyzer", ANALYZER], command)
    require_complete(report)
    section = next(section for section in report["analyzers"][0]["sections"] if section["key"] == "cache")
    levels = next(item for item in section["items"] if item["key"] == "levels")
    user = {one["level"]: one for one in levels["rows"] if one["mode"] == "user"}
    return {
        "references": user["l1"]["references"],
        "l1": user["l1"]["misses"],
        "ll": user["ll"]["misses"],
        "accesses": report["records"]["traced"],
        "seconds": report["tracingNanos"] / 1e9,
    }


def rate(runs: list[Counts]) -> str:
    rates = [run["accesses"] / run["seconds"] / 1e6 for run in runs]
    return spread(rates, 0)


def differences(name: str, runs: dict[str, list[Counts]], others: list[str]) -> list[str]:
    lines = []
    for what, key in (("references", "references"), ("misses of the first level", "l1"), ("of the last", "ll")):
        ours = runs["user code"][0][key]
        theirs = (runs[other][0][key] for other in others)
        cells = (f"{their:,} | {100 * (ours - their) / their:+.2f} %" for their in theirs)
        lines.append(row([name, what, f"{ours:,}", *cells]))
    return lines


def measure(name: str, rounds: int, others: list[str], directory: pathlib.Path) -> dict[str, list[Counts]]:
    how, command = PROGRAMS[name].operands(directory)
    runs: dict[str, list[Counts]] = {way: [] for way in (*others, "user code", "with the kernel's")}
    for _ in range(rounds):
        for other in others:
            runs[other].append(timed(OTHERS[other][1], directory, command))
        runs["user code"].append(memtracer([*how, "--user-only"], command))
        runs["with the kernel's"].append(memtracer(how, command))
        print(f"{name}: { {way: counts[-1] for way, counts in runs.items()} }", file=sys.stderr)
    return runs


def main() -> None:
    parser = options.parser(__doc__, rounds=3)
    parser.add_argument("--programs", default="loop,sort")
    arguments = parser.parse_args()
    others = [name for name, (program, _) in OTHERS.items() if shutil.which(program)]
    others or sys.exit("there is neither valgrind, from the package of that name, nor DynamoRIO's drrun in PATH")
    counts, rates = [], []
    with scratch_directory() as directory:
        build_programs(directory)
        for name in arguments.programs.split(","):
            name in ("loop", "sort") or sys.exit(f"unknown program {name}: there are loop and sort")
            runs = measure(name, arguments.rounds, others, directory)
            counts += differences(name, runs, others)
            rates.append(row([name, *map(rate, runs.values())]))
    print(head(["", "", "cache analyzer", *(cell for other in others for cell in (other, ""))]), *counts, sep="\n")
    print("", head(["million accesses/s", *others, "user code", "with the kernel's"]), *rates, sep="\n")


if __name__ == "__main__":
    main()
