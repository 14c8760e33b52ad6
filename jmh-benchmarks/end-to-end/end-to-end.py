#!/usr/bin/env python3
"""Measures what tracing costs, from a guest's program to the report.

usage: end-to-end.py [--rounds N] [--programs NAME,...] [--all-analyzers] [--results FILE]

Runs each program untraced, with the plugin loaded but not armed, and traced: by ring and by FIFO, with an analyzer that does
nothing, with each of three bundled ones and with these three; with --all-analyzers, instead, by ring with an analyzer that does
nothing and with all that there are, on one thread and on one for each. All of that in turn, N times (default 5), so that what else the machine
does meets all alike. Prints medians, ranges and ratios as Markdown tables; --results keeps each run for plot-end-to-end.py.
Fails if a traced run lost a record.
"""

import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys

import options
from runs import ALL_ANALYZERS, ANALYZERS, PROGRAMS, QEMU, Program, Runner, Setting, build_programs, programs_named, scratch_directory
from tables import head, row, spread

SETTINGS = [Setting("untraced"), Setting("not armed", loaded=True)] + [
    Setting(f"{transport}, {name}", transport=transport, analyzers=analyzers)
    for transport in ("ring", "fifo")
    for name, analyzers in (
        ("no-op", ("no-op",)),
        *((analyzer, (analyzer,)) for analyzer in ANALYZERS),
        ("all three", ANALYZERS),
    )
]
ALL_SETTINGS = [
    Setting("untraced"),
    Setting("no-op", analyzers=("no-op",)),
    *(Setting(f"all analyzers, {threads}", analyzers=ALL_ANALYZERS, threads=threads) for threads in ("shared", "dedicated")),
]


def cpu_ticks() -> list[int]:
    with open("/proc/stat", encoding="ascii") as stat:
        return [int(field) for field in stat.readline().split()[1:]]


def machine() -> dict[str, object]:
    with open("/proc/cpuinfo", encoding="utf-8") as cpuinfo:
        model = next(line.split(":")[1].strip() for line in cpuinfo if line.startswith("model name"))
    qemu = subprocess.run([QEMU, "--version"], check=True, capture_output=True, text=True).stdout
    return {"cpu": model, "cpus": os.cpu_count(), "kernel": platform.release(), "qemu": qemu.splitlines()[0]}


def measure(rounds: int, programs: dict[str, Program], settings: list[Setting], runner: Runner) -> list[dict[str, object]]:
    runs = []
    for round_number in range(rounds):
        for name, program in programs.items():
            for setting in settings:
                run = runner.run(program, setting)
                runs.append({"round": round_number, "program": name, "setting": setting.name, **run})
                print(f"{round_number + 1}/{rounds} {name}, {setting.name}: {run['nanos'] / 1e9:.2f} s", file=sys.stderr)
    return runs


def print_table(name: str, settings: list[Setting], runs: list[dict[str, object]]) -> None:
    of_program = [run for run in runs if run["program"] == name]
    base = statistics.median(run["nanos"] for run in of_program if run["setting"] == "untraced")
    print(f"\n### {name}\n")
    print(head(["", "seconds", "times untraced", "million records/s"]))
    for setting in settings:
        of_setting = [run for run in of_program if run["setting"] == setting.name]
        seconds = spread([run["nanos"] / 1e9 for run in of_setting], 2)
        ratio = statistics.median(run["nanos"] for run in of_setting) / base
        rate = spread([run["records"] / run["nanos"] * 1e3 for run in of_setting], 0) if setting.analyzers else ""
        print(row([setting.name, seconds, f"{ratio:.2f}", rate]))


def main() -> None:
    parser = options.parser(__doc__, rounds=5)
    parser.add_argument("--programs", default=",".join(PROGRAMS))
    parser.add_argument("--all-analyzers", action="store_true")
    parser.add_argument("--results", type=pathlib.Path)
    arguments = parser.parse_args()
    programs = programs_named(arguments.programs)
    settings = ALL_SETTINGS if arguments.all_analyzers else SETTINGS

    before = cpu_ticks()
    with scratch_directory() as directory:
        build_programs(directory)
        runs = measure(arguments.rounds, programs, settings, Runner(directory))
    ticks = [after - start for after, start in zip(cpu_ticks(), before)]
    described = {**machine(), "stolen": ticks[7] / sum(ticks), "idle": ticks[3] / sum(ticks)}

    if arguments.results:
        arguments.results.write_text(json.dumps({"machine": described, "runs": runs}, indent=1), encoding="utf-8")
    print(", ".join(f"{key}: {value:.1%}" if isinstance(value, float) else f"{key}: {value}" for key, value in described.items()))
    for name in programs:
        print_table(name, settings, runs)


if __name__ == "__main__":
    main()
