#!/usr/bin/env python3
"""For scripts that say 'python3 .../memory_tracer.py': becomes memory_tracer, which is beside it."""

import os
import sys

PROGRAM = os.path.join(os.path.dirname(os.path.realpath(__file__)), "memory_tracer")

os.execv(PROGRAM, [PROGRAM] + sys.argv[1:])
