package io.memtracer.testkit;

import io.memtracer.api.RecordWord;
import java.util.Random;

/**
 * Traces that read like prose:
 *
 * <pre>{@code
 * Traces.of(load(0x1000, 8), store(0x1040, 4).kernel().vcpu(1))
 * Traces.stride(0x1000, 64, 100).then(Traces.stride(0x9000, 8, 50).stores())
 * }</pre>
 *
 * <p>What is not said is a load of 8 bytes by user code on vCPU 0.
 */
public final class Traces {

  private static final int DEFAULT_SIZE_LOG2 = 3;
  private static final long USER_WORD =
      RecordWord.of(Access.USER_PC, 0, 3, false, DEFAULT_SIZE_LOG2);

  private Traces() {}

  /**
   * A load by user code on vCPU 0.
   *
   * @param address virtual address
   * @param size bytes: a power of two, 1 to 128
   * @return the access
   */
  public static Access load(final long address, final int size) {
    return new Access(address, size, false, 3, 0, Access.USER_PC);
  }

  /**
   * A store by user code on vCPU 0.
   *
   * @param address virtual address
   * @param size bytes: a power of two, 1 to 128
   * @return the access
   */
  public static Access store(final long address, final int size) {
    return new Access(address, size, true, 3, 0, Access.USER_PC);
  }

  /**
   * A trace without records.
   *
   * @return the trace
   */
  public static Trace empty() {
    return of();
  }

  /**
   * These accesses.
   *
   * @param accesses in order
   * @return the trace
   */
  public static Trace of(final Access... accesses) {
    final TraceBuilder builder = new TraceBuilder();
    for (final Access access : accesses) {
      builder.add(access);
    }
    return builder.build();
  }

  /**
   * Loads of 8 bytes at equal distances, by one instruction.
   *
   * @param base first address
   * @param stride distance in bytes; may be 0 or negative
   * @param count how many
   * @return the trace
   */
  public static Trace stride(final long base, final long stride, final int count) {
    final TraceBuilder builder = new TraceBuilder();
    for (int i = 0; i < count; i++) {
      builder.add(USER_WORD, base + i * stride);
    }
    return builder.build();
  }

  /**
   * Loads of 8 bytes, one after the other without a gap, by one instruction.
   *
   * @param base first address
   * @param count how many
   * @return the trace
   */
  public static Trace sequential(final long base, final int count) {
    return stride(base, Long.BYTES, count);
  }

  /**
   * Loads of 8 bytes, aligned, each address equally likely, by one instruction.
   *
   * @param random where chance comes from
   * @param base first address
   * @param bytes size of the area, at least 8
   * @param count how many
   * @return the trace
   */
  public static Trace random(
      final Random random, final long base, final long bytes, final int count) {
    final long slots = bytes / Long.BYTES;
    final TraceBuilder builder = new TraceBuilder();
    for (int i = 0; i < count; i++) {
      builder.add(USER_WORD, base + Math.floorMod(random.nextLong(), slots) * Long.BYTES);
    }
    return builder.build();
  }

  /**
   * Loads of 8 bytes, by user code and the kernel, of a program that changes: short walks from the
   * start of one area, and leaps to anywhere in another, ever fewer of these.
   *
   * @param random where chance comes from
   * @param step of the walks, in bytes
   * @param bytes size of the area of the leaps, at least 8
   * @param count how many
   * @return the trace
   */
  public static Trace drifting(
      final Random random, final long step, final long bytes, final int count) {
    final TraceBuilder builder = new TraceBuilder();
    while (builder.size() < count) {
      final int left = Math.min(count - builder.size(), 1 + random.nextInt(60));
      final boolean walks = random.nextInt(100) < 70 + 20 * builder.size() / count;
      final Trace stretch =
          walks ? stride(0x10_0000, step, left) : random(random, 0x100_0000, bytes, left);
      builder.add(random.nextInt(3) == 0 ? stretch.kernel() : stretch);
    }
    return builder.build();
  }

  /**
   * Loads of 8 bytes, few addresses often and many seldom (Zipf's law with exponent 1, as near as
   * inverting its integral comes), by one instruction.
   *
   * @param random where chance comes from
   * @param base first address, the likeliest
   * @param bytes size of the area, at least 8
   * @param count how many
   * @return the trace
   */
  public static Trace zipf(
      final Random random, final long base, final long bytes, final int count) {
    final double slots = bytes / (double) Long.BYTES;
    final TraceBuilder builder = new TraceBuilder();
    for (int i = 0; i < count; i++) {
      final long rank = (long) Math.pow(slots, random.nextDouble()) - 1;
      builder.add(USER_WORD, base + rank * Long.BYTES);
    }
    return builder.build();
  }

  /**
   * Loads of 8 bytes along a chain of pointers that visits every slot of an area once before it
   * starts again, by one instruction.
   *
   * @param random where chance comes from
   * @param base first address
   * @param slots how many pointers there are, at least 1
   * @param count how many loads
   * @return the trace
   */
  public static Trace pointerChase(
      final Random random, final long base, final int slots, final int count) {
    final int[] order = new int[slots];
    for (int i = 1; i < slots; i++) {
      final int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    final TraceBuilder builder = new TraceBuilder();
    for (int i = 0; i < count; i++) {
      builder.add(USER_WORD, base + (long) order[i % slots] * Long.BYTES);
    }
    return builder.build();
  }

  /**
   * A trace as varied as a real one and more so: stretches of all the patterns above, by user and
   * kernel code at all four levels on several vCPUs, loads and stores of all sizes, addresses at
   * both ends of the address space, unaligned ones, and some that cross from the last byte to the
   * first.
   *
   * @param random where chance comes from
   * @param count how many records
   * @return the trace
   */
  public static Trace mixed(final Random random, final int count) {
    return MixedTrace.of(random, count);
  }
}
