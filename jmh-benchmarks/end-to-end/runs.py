"""Single runs of memtracer, for the benchmarks beside this file."""

import contextlib
import dataclasses
import json
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CONTROL_BYTES = 65536
QEMU = shutil.which("qemu-system-x86_64") or sys.exit("there is no qemu-system-x86_64: run './memtracer setup'")
ANALYZERS = ("kernel-user-split", "working-set", "stride-detector")
ALL_ANALYZERS = (*ANALYZERS, "cache", "tlb", "reuse-distance", "hot-spots", "heatmap", "sharing")


@dataclasses.dataclass(frozen=True)
class Program:
    """What runs in the guest: one of workloads/, or a command that the guest has."""

    command: tuple[str, ...]
    in_guest: bool = False

    def operands(self, directory: pathlib.Path) -> tuple[list[str], list[str]]:
        """Options of `memtracer trace` and the command, given where build_programs() has built."""
        if self.in_guest:
            return ["--in-guest"], list(self.command)
        return [], [str(directory / self.command[0]), *self.command[1:]]


PROGRAMS = {
    "loop": Program(("loop", "20000")),
    "sort": Program(("sort", "1000000")),
    "sha256sum": Program(("/bin/sh", "-c", "dd if=/dev/zero bs=65536 count=400 2>/dev/null | sha256sum"), in_guest=True),
    "syscalls": Program(("dd", "if=/dev/zero", "of=/dev/null", "bs=1", "count=400000"), in_guest=True),
}


@dataclasses.dataclass(frozen=True)
class Setting:
    """How it runs: traced for some analyzers, or untraced, with the plugin loaded or without."""

    name: str
    transport: str = "ring"
    analyzers: tuple[str, ...] = ()
    threads: str = "shared"
    loaded: bool = False


def programs_named(names: str, among: dict[str, Program] = PROGRAMS) -> dict[str, Program]:
    """The programs of a list with commas; ends with a message if there is another in it."""
    unknown = set(names.split(",")) - set(among)
    if unknown:
        sys.exit(f"unknown program {', '.join(sorted(unknown))}: there are {', '.join(among)}")
    return {name: among[name] for name in names.split(",")}


@contextlib.contextmanager
def scratch_directory() -> Iterator[pathlib.Path]:
    """A directory that is gone in the end, also when the benchmark is told to end."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix="memtracer-bench-") as directory:
        try:
            yield pathlib.Path(directory)
        except KeyboardInterrupt:
            sys.exit(130)


@contextlib.contextmanager
def started(words: list[object], **streams: object) -> Iterator[subprocess.Popen[str]]:
    """A process that doesn't outlive the block, and gets time to clean up."""
    with subprocess.Popen(words, text=True, **streams) as run:
        try:
            yield run
        except BaseException as reason:
            # Ctrl-C has told it, too.
            if not isinstance(reason, KeyboardInterrupt):
                run.terminate()
            run.wait()
            raise


def ignore(line: str) -> None:
    """Hears a line, and does nothing."""


def outputs_of(words: list[object], hear: Callable[[str], None] = ignore) -> tuple[str, str]:
    """What a command prints, and its messages, of which each line is heard at once; ends with all that it said if it fails."""
    messages = []

    def listen(lines: Iterable[str]) -> None:
        for line in lines:
            messages.append(line)
            hear(line)

    with started(list(map(str, words)), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        listener = threading.Thread(target=listen, args=[run.stderr])
        listener.start()
        out = run.stdout.read()
        listener.join()
    err = "".join(messages)
    if run.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}\nfailed with status {run.returncode}:\n{out}{err}")
    return out, err


def output_of(words: list[object]) -> str:
    """What a command prints; ends with all that it said if it fails."""
    return outputs_of(words)[0]


def build_programs(directory: pathlib.Path) -> None:
    """Compiles workloads/ into a directory."""
    for source in (HERE / "workloads").glob("*.c"):
        # Without vectors: a loop over ints is to make an access for each.
        command = ["cc", "-O2", "-fno-tree-vectorize", "-static", "-o", directory / source.stem, source]
        subprocess.run(command, check=True)


class Runner:
    """Runs programs in the default guest, one at a time."""

    def __init__(self, directory: pathlib.Path) -> None:
        """Needs what build_programs() left in the directory, and leaves more there."""
        self.directory = directory

    def run(self, program: Program, setting: Setting) -> dict[str, float]:
        """Runs a program once; tells its time, and records if it was traced."""
        options, command = program.operands(self.directory)
        if setting.analyzers:
            options += ["--transport", setting.transport, "--threads", setting.threads]
            return traced(options, setting.analyzers, command)
        if setting.loaded:
            options += ["--qemu", str(self.qemu_with_plugin())]
        report = trace([*options, "--untraced"], command)
        return {"nanos": report["tracingNanos"], "records": 0, "waitNanos": 0}

    def qemu_with_plugin(self) -> pathlib.Path:
        """A QEMU that loads the plugin whatever it is asked to do; nobody arms it."""
        control = self.directory / "control"
        # The header of docs/wire-formats.md: magic, version, slots.
        control.write_bytes(struct.pack("<8sII", b"MTCTRL01", 1, 256).ljust(CONTROL_BYTES, b"\0"))
        loaded = f"{plugin_of_qemu()},control={control},fifo={self.directory / 'never-opened'}"
        return qemu_wrapper(self.directory, f"arguments += ['-plugin', {loaded!r}]")


def plugin_of_qemu() -> pathlib.Path:
    """The build of the plugin that QEMU takes."""
    for plugin in sorted((ROOT / "qemu-gmbeoo/build").glob("libgmbeoo-api*.so")):
        machine = [QEMU, "-machine", "none", "-nodefaults", "-display", "none"]
        tried = subprocess.run([*machine, "-plugin", f"{plugin},probe=on"], capture_output=True, text=True)
        if "gmbeoo: plugin API" in tried.stderr:
            return plugin
    sys.exit(f"{QEMU} loads no build of the plugin: run './memtracer doctor'")


def qemu_wrapper(directory: pathlib.Path, change: str) -> pathlib.Path:
    """An executable that changes the list `arguments`, by a line of Python, and becomes QEMU."""
    script = directory / "qemu-system-x86_64"
    script.write_text(
        f"""#!{sys.executable}
import os, re, sys
arguments = sys.argv[1:]
if arguments != ["--version"]:
    {change}
os.execv({QEMU!r}, [{QEMU!r}, *arguments])
""",
        encoding="utf-8",
    )
    script.chmod(0o700)
    return script


def trace(
    options: list[str], command: list[str], root: pathlib.Path = ROOT, hear: Callable[[str], None] = ignore
) -> dict[str, object]:
    """Calls `memtracer trace` of a clone, and gives its report; each line of its messages is heard at once."""
    words = [root / "memtracer", "trace", *options, "--json", "-", "--", *command]
    return json.loads(outputs_of(words, hear)[0])


def require_complete(report: dict[str, object]) -> None:
    """Ends with a message unless each analyzer got every record."""
    records = report["records"]
    delivered = {analyzer["name"]: analyzer["delivered"] for analyzer in report["analyzers"]}
    if not report["complete"] or set(delivered.values()) != {records["seen"]}:
        sys.exit(f"records were lost: {records}, delivered: {delivered}")


def traced(
    options: list[str],
    analyzers: tuple[str, ...],
    command: list[str],
    root: pathlib.Path = ROOT,
    hear: Callable[[str], None] = ignore,
) -> dict[str, float]:
    """Traces for analyzers, and insists that each got every record."""
    listening = [word for analyzer in analyzers for word in ("--analyzer", analyzer)]
    # The benchmarks' own JAR has the no-op analyzer.
    report = trace(["--plugins", str(root / "jmh-benchmarks/target"), *options, *listening], command, root, hear)
    require_complete(report)
    records = report["records"]
    return {"nanos": report["tracingNanos"], "records": records["traced"], "waitNanos": records["fullWaitNanos"]}
