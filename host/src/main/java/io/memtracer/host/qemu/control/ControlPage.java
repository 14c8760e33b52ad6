package io.memtracer.host.qemu.control;

import static io.memtracer.host.qemu.control.ControlPageLayout.slotField;

import io.memtracer.host.status.Quoted;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The page shared with the plugin: our wish, its state, and live counters.
 *
 * <p>Counters may be read by any thread at any time. Wishes are one thread's, while the VM is
 * stopped.
 */
public final class ControlPage {

  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Path path;
  private final MappedByteBuffer page;
  private final SlotCounters counters;

  private ControlPage(final Path path, final MappedByteBuffer page) {
    this.path = path;
    this.page = page;
    counters = new SlotCounters(page);
  }

  /** Makes the file, which must not be there yet, readable and writable by its owner only. */
  public static ControlPage create(final Path path) {
    final MappedByteBuffer page =
        map(
            path,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
    INT.set(page, ControlPageLayout.FORMAT_VERSION, ControlPageLayout.VERSION);
    INT.set(page, ControlPageLayout.SLOTS, ControlPageLayout.VCPU_SLOTS);
    LONG.setRelease(page, ControlPageLayout.MAGIC, ControlPageLayout.MAGIC_VALUE);
    return new ControlPage(path, page);
  }

  private static MappedByteBuffer map(final Path path, final Set<StandardOpenOption> options) {
    try (FileChannel channel =
        FileChannel.open(
            path,
            options,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      reserve(channel);
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, ControlPageLayout.BYTES);
    } catch (IOException e) {
      throw TraceException.environment(
          "can't make the control page %s: %s; set TMPDIR to a directory with room"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  /** By writing it: who writes to a mapped file for which there is no room is killed. */
  private static void reserve(final FileChannel channel) throws IOException {
    final ByteBuffer zeros = ByteBuffer.allocate(ControlPageLayout.BYTES);
    while (zeros.hasRemaining()) {
      channel.write(zeros);
    }
  }

  /** Where its file is. */
  public Path path() {
    return path;
  }

  /**
   * Writes a wish; the VM must be stopped.
   *
   * @return its sequence number, to wait for
   */
  public int wish(final TraceWish wish) {
    final int sequence = (int) INT.get(page, ControlPageLayout.WISH_SEQUENCE) + 1;
    WishWriter.write(wish, page);
    INT.setRelease(page, ControlPageLayout.WISH_SEQUENCE, sequence);
    return sequence;
  }

  /** Whether the plugin tells records apart by task, as it was wished. */
  public boolean tellsTasks() {
    return (int) INT.getAcquire(page, ControlPageLayout.TELLS_TASKS) != 0;
  }

  /** Whether the plugin tells in which phases records are. */
  public boolean tellsPhases() {
    return (int) INT.getAcquire(page, ControlPageLayout.TELLS_PHASES) != 0;
  }

  /** How often it came, since arming, that accesses were neither recorded nor counted. */
  public long blindTimes() {
    return Integer.toUnsignedLong((int) INT.getAcquire(page, ControlPageLayout.BLIND_TIMES));
  }

  /**
   * Waits until a wish is in force.
   *
   * @param aliveCheck called now and then; throws if QEMU is gone
   * @throws TraceException guest error if the plugin can't fulfil it, or the time is up
   */
  public void awaitInForce(final int sequence, final Duration timeout, final Runnable aliveCheck) {
    new Patience(timeout, this::written, aliveCheck)
        .await(
            () -> (int) INT.getAcquire(page, ControlPageLayout.ACK_SEQUENCE) == sequence,
            "take up the wish to trace");
    requireNotFailed();
  }

  /**
   * Waits until no vCPU runs guest code and all records are handed over: then counters are exact.
   *
   * @param patience how long nothing may be written meanwhile
   */
  public void awaitIdle(final Duration patience, final Runnable aliveCheck) {
    awaitIdle(patience, this::written, aliveCheck);
  }

  /**
   * The same for somebody who may have to be patient although nothing is written.
   *
   * @param progress something that changes while it is worth waiting
   */
  public void awaitIdle(
      final Duration patience, final LongSupplier progress, final Runnable aliveCheck) {
    new Patience(patience, progress, aliveCheck).await(this::allIdle, "bring all vCPUs to rest");
  }

  private boolean allIdle() {
    final int seen = vcpusSeen();
    for (int vcpu = 0; vcpu < seen; vcpu++) {
      if ((int) INT.getAcquire(page, slotField(vcpu, ControlPageLayout.SLOT_IDLE)) == 0) {
        return false;
      }
    }
    return seen > 0;
  }

  /** What was counted since arming, over all vCPUs. */
  public TraceCounters counters() {
    return countersByVcpu().stream().reduce(TraceCounters.ZERO, TraceCounters::plus);
  }

  private long written() {
    return counters().written();
  }

  /** What was counted since arming, by vCPU. */
  public List<TraceCounters> countersByVcpu() {
    return IntStream.range(0, vcpusSeen()).mapToObj(counters::of).toList();
  }

  /** What the plugin says it is doing. */
  public PluginState state() {
    final int number = (int) INT.getAcquire(page, ControlPageLayout.STATE);
    final PluginState[] states = PluginState.values();
    if (number < 0 || number >= states.length) {
      throw TraceException.guest("the plugin says it is in state " + number + ", which isn't one");
    }
    return states[number];
  }

  /** Whether it can't hand over records any more. */
  public boolean isFailed() {
    return state() == PluginState.FAILED;
  }

  /** Why the plugin failed, on one line; empty if it didn't. */
  public String failureText() {
    final byte[] text = new byte[ControlPageLayout.FAILURE_TEXT_BYTES];
    page.get(ControlPageLayout.FAILURE_TEXT, text);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return Quoted.line(new String(text, 0, length, StandardCharsets.UTF_8), text.length);
  }

  /** The errno of the plugin's failure, or 0. */
  public int failureErrno() {
    return (int) INT.getAcquire(page, ControlPageLayout.FAILURE_ERRNO);
  }

  /** The plugin interface of the QEMU it runs in. */
  public int pluginApi() {
    return (int) INT.getAcquire(page, ControlPageLayout.PLUGIN_API);
  }

  /** How many vCPUs the plugin has seen. */
  public int vcpusSeen() {
    final int seen = (int) INT.getAcquire(page, ControlPageLayout.VCPUS_SEEN);
    return Math.max(0, Math.min(seen, ControlPageLayout.VCPU_SLOTS));
  }

  /** Says that nobody reads any more: no vCPU waits for that from now on. Final. */
  public void abandon() {
    INT.setRelease(page, ControlPageLayout.ABANDON, 1);
  }

  /**
   * Makes sure that the plugin can still hand over records.
   *
   * @throws TraceException guest error with its words if it can't
   */
  public void requireNotFailed() {
    if (isFailed()) {
      throw TraceException.guest(
          "tracing failed in QEMU: " + failureText() + " (errno " + failureErrno() + ")");
    }
  }
}
