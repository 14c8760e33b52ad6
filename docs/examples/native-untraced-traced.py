#!/usr/bin/env python3
"""What tracing a workload costs: native, untraced and traced durations, and their ratios.

    docs/examples/native-untraced-traced.py [--rounds N] [--tool PATH] WORKLOAD [OPTION...]

WORKLOAD is a program of this machine; further options are memory_tracer's own, for all three kinds
of run, such as --dont_add_communications_with_host_to_workload. Each round runs it natively, in the
guest untraced, and in the guest traced, one after the other, so that what else the machine does
falls on all three alike. Without --tool, records are read by 'wc -c' from a FIFO.

Uses only ./memory_tracer and Python's standard library.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "..")
MEMORY_TRACER = os.path.join(ROOT, "memory_tracer")
MEMTRACER = os.path.join(ROOT, "memtracer")
KINDS = ("native", "untraced", "traced")


def figure(name, output):
    found = re.search(r"^%s: (\d+)$" % re.escape(name), output, re.MULTILINE)
    if not found:
        sys.exit("there is no %s in:\n%s" % (name, output))
    return int(found.group(1))


def run(positionals, options):
    done = subprocess.run([MEMORY_TRACER] + positionals + options, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    if done.returncode != 0:
        sys.exit("memory_tracer %s failed:\n%s" % (" ".join(options), done.stderr))
    return done.stdout


def run_with_reader(positionals, options):
    """Traces into a FIFO that 'wc -c' reads, and checks that it got every record."""
    with tempfile.TemporaryDirectory() as directory:
        fifo = os.path.join(directory, "fifo")
        os.mkfifo(fifo)
        reader = subprocess.Popen("exec wc -c < '%s'" % fifo, shell=True, stdout=subprocess.PIPE)
        try:
            output = run(positionals, ["--trace_fifo_path", fifo] + options)
            read = int(reader.communicate(timeout=60)[0]) // 16
        finally:
            reader.kill()
            reader.wait()
    if read != figure("num_of_events_written_to_trace_buf", output):
        sys.exit("the reader got %d records, but of:\n%s" % (read, output))
    return output


def one_round(guest, workload, tool):
    """The three durations in seconds, and how many accesses were traced."""
    trace = ["--print_trace_info"] + workload
    native = run(["none", "none", "none"], ["--dont_use_qemu"] + workload)
    untraced = run(guest, ["--dont_trace"] + workload)
    if tool:
        traced = run(guest, ["--analysis_tool_path", tool] + trace)
    else:
        traced = run_with_reader(guest, trace)
    durations = [figure("tracing_duration_in_milliseconds", output) / 1000
                 for output in (native, untraced, traced)]
    return durations, figure("num_of_GMBE_events_since_enabling_GMBEOO", traced)


def ratio(dividend, divisor):
    return "%.1f" % (dividend / divisor) if divisor > 0 else "-"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tool", help="an analysis tool, instead of 'wc -c'")
    parser.add_argument("workload")
    arguments, options = parser.parse_known_args()
    guest = subprocess.check_output([MEMTRACER, "guest", "positionals"],
                                    universal_newlines=True).split()
    workload = ["--workload_path_on_host", arguments.workload] + options
    rounds = [one_round(guest, workload, arguments.tool) for _ in range(arguments.rounds)]
    medians = []
    print("%-9s %10s %22s %9s %11s" % ("", "median", "range", "/ native", "/ untraced"))
    for i, kind in enumerate(KINDS):
        seconds = [durations[i] for durations, _ in rounds]
        medians.append(statistics.median(seconds))
        print("%-9s %8.3f s %22s %9s %11s" % (
            kind, medians[i], "%.3f to %.3f s" % (min(seconds), max(seconds)),
            ratio(medians[i], medians[0]), ratio(medians[i], medians[1]) if i else ""))
    accesses = statistics.median(seen for _, seen in rounds)
    print("memory accesses: %s; traced, %.1f million per second; untraced, %.1f million per second"
          % (format(int(accesses), ","), accesses / medians[2] / 1e6,
             accesses / medians[1] / 1e6 if medians[1] > 0 else 0))


if __name__ == "__main__":
    main()
