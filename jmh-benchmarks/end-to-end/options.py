"""What the benchmarks beside this file have in common on their command lines."""

import argparse


def positive(text: str) -> int:
    """A number of at least 1."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be positive, but is {number}")
    return number


def parser(description: str, rounds: int) -> argparse.ArgumentParser:
    """One with --rounds, and how many there are unless told."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--rounds", type=positive, default=rounds)
    return made
