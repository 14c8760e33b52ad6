#!/usr/bin/env python3
"""Measures records per second for each size of batches and rings, alternately.

usage: sweep-sizes.py [--rounds N] [--passes N]

The program is the tight loop, the analyzer does nothing. Prints medians and ranges as a Markdown table.
"""

import sys

import options
from runs import build_programs, qemu_wrapper, scratch_directory, traced
from tables import head, row, spread

# The host takes batches of 4096 records, which are 32 KiB.
BATCH_KIB = (4, 8, 16, 32)
RING_KIB = (1024, 2048, 8192, 32768)


def main() -> None:
    parser = options.parser(__doc__, rounds=5)
    parser.add_argument("--passes", type=options.positive, default=15000)
    arguments = parser.parse_args()

    sizes = [(batch, ring) for ring in RING_KIB for batch in BATCH_KIB]
    rates: dict[tuple[int, int], list[float]] = {size: [] for size in sizes}
    with scratch_directory() as root:
        build_programs(root)
        for round_number in range(arguments.rounds):
            for batch, ring in sizes:
                change = (
                    f"arguments = [re.sub('ringbytes=[0-9]+', 'ringbytes={ring << 10},batch={batch << 10}', word)"
                    " for word in arguments]"
                )
                qemu = qemu_wrapper(root, change)
                run = traced(["--qemu", str(qemu)], ("no-op",), [str(root / "loop"), str(arguments.passes)])
                rates[batch, ring].append(run["records"] / run["nanos"] * 1e3)
                print(f"{round_number + 1}/{arguments.rounds} {batch}, {ring}: {rates[batch, ring][-1]:.0f}", file=sys.stderr)

    print(head(["batch, KiB", *(f"ring of {ring} KiB" for ring in RING_KIB)]))
    for batch in BATCH_KIB:
        print(row([str(batch), *(spread(rates[batch, ring], 0) for ring in RING_KIB)]))


if __name__ == "__main__":
    main()
