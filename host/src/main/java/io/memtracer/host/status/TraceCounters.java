package io.memtracer.host.status;

/**
 * What QEMU's plugin counted, over all vCPUs, since tracing was armed.
 *
 * @param seen accesses that the CPL filter lets through
 * @param traced of these, chosen by sampling
 * @param written records handed to the FIFO or ring
 * @param dropped records discarded because it was full, or nobody was left to read
 * @param fullWaits times a vCPU stood still for a full FIFO or ring
 * @param fullWaitNanos how long they stood still, added up over vCPUs
 * @param instructions what was executed, of the code whose accesses are seen
 */
public record TraceCounters(
    long seen,
    long traced,
    long written,
    long dropped,
    long fullWaits,
    long fullWaitNanos,
    InstructionCounts instructions) {

  /** Nothing counted yet. */
  public static final TraceCounters ZERO = new TraceCounters(0, 0, 0, 0, 0, 0);

  /** Where nobody counts instructions. */
  public TraceCounters(
      final long seen,
      final long traced,
      final long written,
      final long dropped,
      final long fullWaits,
      final long fullWaitNanos) {
    this(seen, traced, written, dropped, fullWaits, fullWaitNanos, InstructionCounts.NONE);
  }

  /** The same with instructions. */
  public TraceCounters with(final InstructionCounts counted) {
    return new TraceCounters(seen, traced, written, dropped, fullWaits, fullWaitNanos, counted);
  }

  /** Of the code that is traced, all accesses to all instructions; 0 if nobody counted these. */
  public double accessesPerThousandInstructions() {
    return instructions.total() <= 0 ? 0 : 1000.0 * seen / instructions.total();
  }

  /** Whether they can be: who counts writes them where they could be damaged. */
  public boolean canBe() {
    return written >= 0 && dropped >= 0 && unaccounted() >= 0 && seen >= traced;
  }

  /** What was neither written nor dropped: nothing, when they are exact. */
  public long unaccounted() {
    return traced - written - dropped;
  }

  /** The sum of both, field by field. */
  public TraceCounters plus(final TraceCounters other) {
    return new TraceCounters(
        seen + other.seen,
        traced + other.traced,
        written + other.written,
        dropped + other.dropped,
        fullWaits + other.fullWaits,
        fullWaitNanos + other.fullWaitNanos,
        instructions.plus(other.instructions));
  }
}
