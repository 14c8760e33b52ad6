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
 */
public record TraceCounters(
    long seen, long traced, long written, long dropped, long fullWaits, long fullWaitNanos) {

  /** Nothing counted yet. */
  public static final TraceCounters ZERO = new TraceCounters(0, 0, 0, 0, 0, 0);

  /** The sum of both, field by field. */
  public TraceCounters plus(final TraceCounters other) {
    return new TraceCounters(
        seen + other.seen,
        traced + other.traced,
        written + other.written,
        dropped + other.dropped,
        fullWaits + other.fullWaits,
        fullWaitNanos + other.fullWaitNanos);
  }
}
