package io.memtracer.api;

import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What is known when the last record has come.
 *
 * <p>Immutable; the host and the test kit make these with {@link #of} and the {@code with} methods,
 * analyzers only read them.
 */
public final class EndOfTrace {

  /** How a trace ended. */
  public enum Ending {
    /** With the workload. */
    FINISHED,
    /** The user stopped it, or their time limit did. */
    STOPPED,
    /** Something broke: what should have come after the last record is missing. */
    BROKEN_OFF
  }

  private static final int LEVELS = 4;
  private static final long UNKNOWN = -1;

  private final long recordsDelivered;
  private final long recordsLost;
  private final long[] instructions;
  private final Ending ending;

  private EndOfTrace(
      final long recordsDelivered,
      final long recordsLost,
      final long[] instructions,
      final Ending ending) {
    this.recordsDelivered = recordsDelivered;
    this.recordsLost = recordsLost;
    this.instructions = instructions;
    this.ending = ending;
  }

  /**
   * The end of a trace that is complete.
   *
   * @param recordsDelivered see {@link #recordsDelivered}
   * @return the end
   */
  public static EndOfTrace of(final long recordsDelivered) {
    final long[] unknown = new long[LEVELS];
    Arrays.fill(unknown, UNKNOWN);
    return new EndOfTrace(recordsDelivered, 0, unknown, Ending.FINISHED);
  }

  /**
   * The same with another number of records.
   *
   * @param records see {@link #recordsDelivered}
   * @return the changed copy
   */
  public EndOfTrace withRecordsDelivered(final long records) {
    return new EndOfTrace(records, recordsLost, instructions, ending);
  }

  /**
   * The same with records that were lost.
   *
   * @param records see {@link #recordsLost}
   * @return the changed copy
   */
  public EndOfTrace withRecordsLost(final long records) {
    return new EndOfTrace(recordsDelivered, records, instructions, ending);
  }

  /**
   * The same with a number of instructions.
   *
   * @param cpl 0 to 3
   * @param executed see {@link #instructions}
   * @return the changed copy
   */
  public EndOfTrace withInstructions(final int cpl, final long executed) {
    final long[] changed = instructions.clone();
    changed[cpl] = executed;
    return new EndOfTrace(recordsDelivered, recordsLost, changed, ending);
  }

  /**
   * The same with another ending.
   *
   * @param how see {@link #ending}
   * @return the changed copy
   */
  public EndOfTrace withEnding(final Ending how) {
    return new EndOfTrace(
        recordsDelivered, recordsLost, instructions, Objects.requireNonNull(how, "how"));
  }

  /**
   * How many records all batches held together; given so that an analyzer that counts can check
   * itself.
   *
   * @return records
   */
  public long recordsDelivered() {
    return recordsDelivered;
  }

  /**
   * How many accesses were to be traced and couldn't be delivered. Those that sampling leaves out
   * are not among them.
   *
   * @return records; 0 if this is all there was
   */
  public long recordsLost() {
    return recordsLost;
  }

  /**
   * How many instructions the guest executed while it was traced, at one privilege level.
   *
   * @param cpl 0 to 3
   * @return instructions, empty if nobody counted
   */
  public OptionalLong instructions(final int cpl) {
    return instructions[cpl] == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(instructions[cpl]);
  }

  /**
   * How the trace ended.
   *
   * @return {@link Ending#FINISHED} unless it was cut short
   */
  public Ending ending() {
    return ending;
  }
}
