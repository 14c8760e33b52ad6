package io.memtracer.host.ring;

import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TRAILER_LENGTH;

import io.memtracer.host.status.Phases;
import io.memtracer.host.status.PipelineCounters;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The reading side of the shared-ring transport: a ring for each vCPU, written by the plugin in
 * QEMU, and the site table. Records go from the mapped memory straight into batches; the rings take
 * turns.
 *
 * <p>It ends when what one of the {@code finish} methods asks for has been reached. These, the
 * counters and {@link #problem} may be used by any thread; the rest belongs to the draining one.
 */
public final class SharedRings implements BatchSource, Intake {

  private static final int MESSAGES_PER_TURN = 8;
  private static final SharedRing[] NONE_YET = {};

  private final Path prefix;
  private final List<Integer> vcpus;
  private final BooleanSupplier vcpusAreUp;
  private final SiteTable sites;
  private final Contexts contexts;
  private final Expectation expectation;
  private final RingTap tap;
  private final boolean tellsPages;
  private final AtomicLong recordsRead = new AtomicLong();
  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong messagesRead = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private volatile Optional<String> problem = Optional.empty();
  private SharedRing[] rings = NONE_YET;
  private volatile Phases phases = Phases.NONE;
  private boolean drained;
  private boolean closed;

  private SharedRings(
      final Path prefix,
      final List<Integer> vcpus,
      final BooleanSupplier vcpusAreUp,
      final long patienceNanos,
      final RingTap tap,
      final boolean tellsPages) {
    this.prefix = prefix;
    this.vcpus = List.copyOf(vcpus);
    this.vcpusAreUp = vcpusAreUp;
    this.tap = tap;
    this.tellsPages = tellsPages;
    expectation = new Expectation(patienceNanos);
    contexts = Contexts.open(prefix);
    try {
      sites = SiteTable.open(siteTable(prefix));
    } catch (TraceException e) {
      contexts.close();
      throw e;
    }
  }

  /** The same, of whose records nobody else is told, and that don't tell where pages are. */
  public static SharedRings open(
      final Path prefix,
      final List<Integer> vcpus,
      final BooleanSupplier vcpusAreUp,
      final long patienceNanos) {
    return open(prefix, vcpus, vcpusAreUp, patienceNanos, RingTap.NONE, false);
  }

  /**
   * Maps the tables, and tells the plugin that somebody reads. It must have been loaded.
   *
   * @param prefix what the plugin's files begin with
   * @param vcpus which rings there are going to be
   * @param vcpusAreUp whether all of them are there
   * @param patienceNanos how long to wait at the end for records that were announced
   * @param tap told of all that comes
   * @param tellsPages whether the plugin tells where in physical memory pages are: then batches
   *     have physical addresses
   * @throws TraceException if there is no site table, or somebody else reads it
   */
  public static SharedRings open(
      final Path prefix,
      final List<Integer> vcpus,
      final BooleanSupplier vcpusAreUp,
      final long patienceNanos,
      final RingTap tap,
      final boolean tellsPages) {
    return new SharedRings(prefix, vcpus, vcpusAreUp, patienceNanos, tap, tellsPages);
  }

  /** Room that all the files take, which the plugin reserves when it makes them. */
  public static long fileBytes(
      final int ringBytes, final int vcpus, final int taskRows, final int phaseRows) {
    return SiteTable.BYTES
        + (taskRows == 0 ? 0 : TaskTable.KIND.bytes(taskRows))
        + (phaseRows == 0 ? 0 : PhaseTable.KIND.bytes(phaseRows))
        + (long) vcpus * (ringBytes + TRAILER_LENGTH);
  }

  static Path siteTable(final Path prefix) {
    return prefix.resolveSibling(prefix.getFileName() + ".sites");
  }

  static Path taskTable(final Path prefix) {
    return prefix.resolveSibling(prefix.getFileName() + ".tasks");
  }

  static Path phaseTable(final Path prefix) {
    return prefix.resolveSibling(prefix.getFileName() + ".phases");
  }

  static Path ring(final Path prefix, final int vcpu) {
    return prefix.resolveSibling(prefix.getFileName() + "." + vcpu);
  }

  @Override
  public BatchSource batches() {
    return this;
  }

  /** Whoever writes is another process: after something that can't be, nothing more is taken. */
  @Override
  public int drain(final BatchAssembler assembler) {
    if (drained) {
      return 0;
    }
    try {
      return drainRings(assembler);
    } catch (DamagedStreamException e) {
      end(Optional.of(e.why()));
      return 0;
    }
  }

  private void end(final Optional<String> why) {
    problem = why;
    drained = true;
  }

  private int drainRings(final BatchAssembler assembler) {
    if (rings.length == 0 && vcpusAreUp.getAsBoolean()) {
      openRings();
    }
    final long goal = expectation.goal();
    int messages = 0;
    boolean refused = false;
    for (final SharedRing ring : rings) {
      try {
        messages += ring.drain(assembler, MESSAGES_PER_TURN);
      } finally {
        count(ring);
      }
      refused |= ring.wasRefused();
    }
    if (expectation.isExceeded(goal, recordsRead.getPlain())) {
      end(expectation.problem());
    } else if (messages > 0) {
      messagesRead.setRelease(messagesRead.getPlain() + messages);
      expectation.arrived();
    } else if (refused) {
      refusals.setRelease(refusals.getPlain() + 1);
    } else if (expectation.isOver(goal, recordsRead.getPlain())) {
      end(expectation.problem());
    }
    return messages;
  }

  private void openRings() {
    final SharedRing[] opened = new SharedRing[vcpus.size()];
    for (int i = 0; i < opened.length; i++) {
      opened[i] =
          SharedRing.open(
              ring(prefix, vcpus.get(i)), sites, contexts, tap, tellsPages, vcpus.get(i));
    }
    rings = opened;
    tap.begins(contexts::allPhases);
  }

  private void count(final SharedRing ring) {
    recordsRead.setRelease(recordsRead.getPlain() + ring.records());
    bytesRead.setRelease(bytesRead.getPlain() + ring.bytes());
  }

  @Override
  public boolean isDrained() {
    return drained;
  }

  @Override
  public void finishAt(final long records) {
    expectation.finishAt(records);
  }

  @Override
  public void finishWhenEmpty() {
    expectation.finishWhenEmpty();
  }

  @Override
  public PipelineCounters counters() {
    return new PipelineCounters(
        recordsRead.get(), bytesRead.get(), messagesRead.get(), refusals.get());
  }

  /** None: messages are handed over whole. */
  @Override
  public int partialBytes() {
    return 0;
  }

  @Override
  public Optional<String> problem() {
    return problem;
  }

  @Override
  public Phases phases() {
    return phases;
  }

  /** Unmaps everything, and tells the plugin that nobody reads any more. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    phases = contexts.allPhases();
    for (final SharedRing ring : rings) {
      ring.close();
    }
    rings = NONE_YET;
    contexts.close();
    sites.close();
  }
}
