package io.memtracer.host.qemu;

import io.memtracer.host.posix.ProcessStat;
import io.memtracer.host.qemu.control.ControlPage;
import io.memtracer.host.qemu.control.TraceWish;
import io.memtracer.host.qemu.monitor.Qmp;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * A machine that was started: launched, made ready, armed, disarmed, closed.
 *
 * <p>One thread leads it through these steps; any other may {@link #kill()} it, whereupon the step
 * that is under way fails.
 */
public final class VirtualMachine implements AutoCloseable {

  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration ARM_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LAST_EVENTS_TIMEOUT = Duration.ofMillis(500);
  private static final String CONTROL_FILE = "control";
  private static final String EMPTY_DIRECTORY = "nothing";
  private static final String OVERLAY_FILE = "overlay.qcow2";

  private final QemuProcess process;
  private final Optional<ControlPage> control;
  private final GuestEnd guestEnd;
  private volatile Qmp qmp;

  private VirtualMachine(
      final QemuProcess process, final Optional<ControlPage> control, final GuestEnd guestEnd) {
    this.process = process;
    this.control = control;
    this.guestEnd = guestEnd;
  }

  /**
   * Starts QEMU and returns at once, so that whoever has the machine can end it while it restores.
   *
   * @param run where its files go; one machine a run directory
   */
  public static VirtualMachine launch(
      final QemuBinary qemu,
      final MachineSpec machine,
      final LaunchSpec launch,
      final RunDirectory run) {
    final Optional<Path> overlay =
        launch
            .disk()
            .filter(disk -> disk.snapshot().isPresent())
            .map(disk -> makeOverlay(qemu, disk, run.file(OVERLAY_FILE)));
    final Optional<ControlPage> control =
        launch.plugin().map(plugin -> ControlPage.create(run.file(CONTROL_FILE)));
    final List<String> arguments =
        new ArrayList<>(
            QemuCommand.arguments(
                machine, launch, overlay, control.map(ControlPage::path), makeNothing(run)));
    if (qemu.sandbox()) {
      arguments.addAll(QemuSandbox.arguments(launch.window()));
    }
    return new VirtualMachine(
        QemuProcess.start(qemu, arguments, run),
        control,
        new GuestEnd(launch.console().map(ConsoleLog::new)));
  }

  private static Path makeNothing(final RunDirectory run) {
    try {
      return Files.createDirectory(run.file(EMPTY_DIRECTORY));
    } catch (IOException e) {
      throw TraceException.environment("can't make a directory in " + run.path() + ": " + e, e);
    }
  }

  private static Path makeOverlay(final QemuBinary qemu, final Disk disk, final Path overlay) {
    Overlay.create(qemu, disk.image(), overlay);
    return overlay;
  }

  /**
   * Waits until QEMU is up, and its snapshot restored. The guest runs then.
   *
   * @throws TraceException guest error with QEMU's words if it ends, or the time is up
   */
  public void awaitReady(final Duration timeout) {
    final Qmp opened = process.awaitReady(timeout);
    opened.addListener(guestEnd);
    qmp = opened;
  }

  /** QEMU's monitor; only when ready. */
  public Qmp qmp() {
    if (qmp == null) {
      throw new IllegalStateException("the machine is not ready");
    }
    return qmp;
  }

  /** The QEMU in which it runs. */
  public QemuProcess process() {
    return process;
  }

  /** The page shared with the plugin; only with a plugin. */
  public ControlPage control() {
    return control.orElseThrow(() -> new IllegalStateException("the machine has no plugin"));
  }

  /** Completed when QEMU has ended; says so if it was the guest that ended. */
  public CompletableFuture<QemuExit> onExit() {
    return process.onExit().thenApply(this::withGuestEnd);
  }

  /** How QEMU ended, where something that needs it broke; empty if it goes on. */
  public Optional<QemuExit> awaitObituary() {
    return Obituary.await(onExit(), qmp().onHangUp());
  }

  private QemuExit withGuestEnd(final QemuExit exit) {
    if (qmp != null) {
      qmp.awaitEnd(LAST_EVENTS_TIMEOUT);
    }
    return exit.withGuestEnd(guestEnd.describe());
  }

  /**
   * Starts tracing; the guest stands still meanwhile and runs afterwards. Somebody must have opened
   * the FIFO for reading.
   *
   * @param nudge makes something happen in the guest: a guest that sleeps takes up the wish only
   *     when it wakes
   * @throws TraceException guest error if tracing isn't possible
   */
  public void arm(final TraceWish wish, final Runnable nudge) {
    qmp().stop();
    control().awaitIdle(IDLE_TIMEOUT, this::requireAlive);
    final int sequence = control().wish(wish);
    qmp().cont();
    nudge.run();
    control().awaitInForce(sequence, ARM_TIMEOUT, this::requireAlive);
  }

  /**
   * Stops the guest for good, and with it tracing. All records are handed over when this returns:
   * somebody must read meanwhile, as slowly as may be.
   *
   * @return the exact counters
   */
  public TraceCounters disarm() {
    return disarm(() -> 0);
  }

  /**
   * The same where somebody may pause for long.
   *
   * @param reader something that changes while it is worth waiting for whoever reads
   * @return the exact counters
   */
  public TraceCounters disarm(final LongSupplier reader) {
    return disarm(reader, IDLE_TIMEOUT);
  }

  /**
   * The same where somebody may pause for long.
   *
   * @param reader something that changes while it is worth waiting for whoever reads
   * @param patience how long to wait while nothing changes
   * @return the exact counters
   */
  public TraceCounters disarm(final LongSupplier reader, final Duration patience) {
    final LongSupplier progress = () -> counters().written() + reader.getAsLong();
    qmp().stop(progress, patience);
    control().awaitIdle(patience, progress, this::requireAlive);
    return control().counters();
  }

  /** Lets the guest go on after {@link #disarm}, untraced: whoever read may be gone. */
  public void release() {
    control.ifPresent(page -> page.wish(TraceWish.OFF));
    qmp().cont();
  }

  /** What the plugin counted so far; zero if there is no plugin. Any thread may ask at any time. */
  public TraceCounters counters() {
    return control.map(ControlPage::counters).orElse(TraceCounters.ZERO);
  }

  /** Nobody reads any more: what vCPUs still hold is dropped and counted. */
  public void abandon() {
    control.ifPresent(ControlPage::abandon);
  }

  /** Whether QEMU is stopped by a signal or a debugger, and does nothing until it is continued. */
  public boolean isSuspended() {
    return ProcessStat.of(process.pid()).map(ProcessStat::isSuspended).orElse(false);
  }

  /**
   * The program that the guest's kernel ended last since no memory was left, as far as its console
   * says so; the guest's word.
   */
  public Optional<String> endedForMemory() {
    return guestEnd.endedForMemory();
  }

  /** Whether QEMU runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Makes sure that QEMU runs.
   *
   * @throws TraceException guest error with how it ended if it doesn't
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw TraceException.guest(process.obituary());
    }
  }

  /** Ends it at once; what it holds is lost. For interrupts, from any thread. */
  public void kill() {
    control.ifPresent(ControlPage::abandon);
    process.kill();
  }

  /** Ends it. Records that nobody has read are lost. A second call does nothing. */
  @Override
  public void close() {
    control.ifPresent(ControlPage::abandon);
    process.close();
  }
}
