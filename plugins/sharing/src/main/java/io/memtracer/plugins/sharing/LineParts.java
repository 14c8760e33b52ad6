package io.memtracer.plugins.sharing;

/**
 * The parts of a line, with a bit for each, in tables for a loop: what the JIT makes of a shift by
 * a variable takes longer than a load.
 */
final class LineParts {

  /** By part: its bit, and those behind it. */
  final long[] from = new long[Settings.PARTS];

  /** By part: its bit, and those before it. */
  final long[] upTo = new long[Settings.PARTS];

  LineParts() {
    for (int part = 0; part < Settings.PARTS; part++) {
      from[part] = -1L << part;
      upTo[part] = -1L >>> (Settings.PARTS - 1 - part);
    }
  }
}
