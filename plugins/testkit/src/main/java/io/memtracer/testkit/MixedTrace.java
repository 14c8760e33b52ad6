package io.memtracer.testkit;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.TraceEvent.Gap.Cause;
import java.util.Random;

/** Stretches of different patterns by different code; see {@link Traces#mixed}. */
final class MixedTrace {

  private static final int MAX_STRETCH = 200;
  private static final int[] LEVELS = {3, 3, 3, 3, 0, 0, 0, 1, 2};
  private static final long[] AREAS = {
    0, 0x40_0000, 0x7fff_ffff_e000L, 0xffff_8880_0000_0000L, 0xffff_ffff_8100_0000L, -4096
  };
  private static final long[] STRIDES = {
    0, 1, 4, 8, -8, 64, -64, 4096, 4104, -4096, 1L << 21, Long.MIN_VALUE
  };

  private MixedTrace() {}

  static Trace of(final Random random, final int count) {
    final TraceBuilder builder = new TraceBuilder();
    final int vcpus = 1 + random.nextInt(4);
    while (builder.size() < count) {
      final int length = Math.min(count - builder.size(), 1 + random.nextInt(MAX_STRETCH));
      addStretch(builder, random, pattern(random, length), random.nextInt(vcpus));
    }
    return builder.build();
  }

  private static Trace pattern(final Random random, final int length) {
    final long base =
        AREAS[random.nextInt(AREAS.length)] + random.nextInt(16) * 4096L + random.nextInt(4096);
    return switch (random.nextInt(6)) {
      case 0 -> Traces.sequential(base, length);
      case 1 -> Traces.stride(base, STRIDES[random.nextInt(STRIDES.length)], length);
      case 2 -> Traces.random(random, base, 1L << (3 + random.nextInt(30)), length);
      case 3 -> Traces.zipf(random, base, 1 << 20, length);
      case 4 -> Traces.pointerChase(random, base, 1 + random.nextInt(100), length);
      default -> Traces.random(random, random.nextLong(), Long.MAX_VALUE, length);
    };
  }

  /** A loop of a few instructions makes the accesses, now and then interrupted on another vCPU. */
  private static void addStretch(
      final TraceBuilder builder, final Random random, final Trace addresses, final int vcpu) {
    final int level = LEVELS[random.nextInt(LEVELS.length)];
    final long code =
        (level == 3 ? Access.USER_PC : Access.KERNEL_PC) + random.nextInt(8) * 0x1000L;
    final int instructions = 1 + random.nextInt(4);
    final int sizes = random.nextInt(8);
    final int stores = random.nextInt(16);
    for (int i = 0; i < addresses.size(); i++) {
      final int which = i % instructions;
      final int sizeLog2 = (sizes + which) & 7;
      final boolean store = (stores >>> which & 1) != 0;
      final boolean elsewhere = random.nextInt(20) == 0;
      final long word =
          RecordWord.of(code + which * 5L, elsewhere ? vcpu ^ 1 : vcpu, level, store, sizeLog2);
      builder.add(word, addresses.address(i));
    }
  }

  /** The same records, with gaps and other events between some of them. */
  static Trace withEvents(final Trace trace, final Random random) {
    final TraceBuilder builder = new TraceBuilder();
    int from = 0;
    while (from < trace.size()) {
      final int to = from + 1 + random.nextInt(Math.min(200, trace.size() - from));
      builder.add(trace.slice(from, to));
      final Cause cause = random.nextBoolean() ? Cause.DROPPED : Cause.SAMPLING;
      switch (random.nextInt(4)) {
        case 0 -> builder.gap(random.nextInt(4), 1 + random.nextInt(1000), cause);
        case 1 -> builder.event(new TraceEvent.PhaseBegin(0, new Phase(1, "phase")));
        case 2 -> builder.event(new TraceEvent.TaskBorn(0, new Task(1, 2, 2, 1, "task"), 0));
        default -> {}
      }
      from = to;
    }
    return builder.build();
  }
}
