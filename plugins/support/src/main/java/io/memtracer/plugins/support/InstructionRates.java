package io.memtracer.plugins.support;

import io.memtracer.api.EndOfTrace;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How often something happened, by the instructions that were executed. */
public final class InstructionRates {

  private static final int USER_CPL = 3;
  private static final double PER = 1000;

  private InstructionRates() {}

  /**
   * Events of a part of the code in 1,000 of its instructions.
   *
   * @param end has the instructions
   * @param part whose
   * @param events by {@link Kinds}
   * @return empty if they weren't counted, or there were none
   */
  public static OptionalDouble perThousand(
      final EndOfTrace end, final Kinds.Part part, final long[] events) {
    final OptionalLong executed = instructions(end, part);
    return executed.isPresent() && executed.getAsLong() > 0
        ? OptionalDouble.of(PER * part.all(events) / executed.getAsLong())
        : OptionalDouble.empty();
  }

  private static OptionalLong instructions(final EndOfTrace end, final Kinds.Part part) {
    final int from = part == Kinds.Part.USER ? USER_CPL : 0;
    final int to = part == Kinds.Part.KERNEL ? USER_CPL : USER_CPL + 1;
    long sum = 0;
    for (int cpl = from; cpl < to; cpl++) {
      final OptionalLong executed = end.instructions(cpl);
      if (executed.isEmpty()) {
        return OptionalLong.empty();
      }
      sum += executed.getAsLong();
    }
    return OptionalLong.of(sum);
  }
}
