package io.memtracer.host.session;

import io.memtracer.api.RecordWord;
import io.memtracer.host.pipeline.PipelineConfig;
import io.memtracer.host.qemu.control.ControlPage;
import io.memtracer.host.ring.Intake;
import io.memtracer.host.ring.RingWriter;
import io.memtracer.host.ring.SharedRings;
import io.memtracer.host.session.workload.Ending;
import io.memtracer.host.session.workload.Producer;
import io.memtracer.host.session.workload.RunEnd;
import io.memtracer.host.status.Origin;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import io.memtracer.host.status.WorkloadExit.How;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * What a QEMU shares with us: control page, rings, tables, all as they should be but for what a
 * seed damages, between messages or while we read.
 */
final class LyingQemu implements ReplaySource, Producer {

  static final int RECORDS = 20_000;

  private static final int RING_BYTES = 1 << 13;
  private static final int SITES = 500;
  private static final int TASKS = 20;
  private static final int PHASES = 10;

  /** As docs/wire-formats.md numbers what is told of tasks and phases. */
  private static final int TASK_RUNS = 1;

  private static final int PHASE_IS = 6;
  private static final long NAP_NANOS = 50_000;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Random random;
  private final int vcpus;
  private final Path prefix;
  private final RingWriter writer;
  private final ControlPage control;
  private final PluginSide page;
  private final Damage damage;
  private final Thread thread = new Thread(this::make, "lying-qemu");
  private Ending ending;
  private volatile boolean abandoned;
  private volatile boolean dead;
  private volatile long handedOver;

  /**
   * One that hasn't begun.
   *
   * @param directory where its files are to be
   */
  LyingQemu(final long seed, final Path directory) {
    random = new Random(seed);
    vcpus = 1 + random.nextInt(2);
    prefix = directory.resolve("trace");
    writer = new RingWriter(prefix, RING_BYTES, SITES).tasks(TASKS).phases(PHASES);
    for (int vcpu = 0; vcpu < vcpus; vcpu++) {
      writer.vcpu(vcpu);
    }
    for (int task = 1; task < TASKS / 2; task++) {
      writer.task(100 + task, "task" + task);
    }
    for (int phase = 1; phase < PHASES / 2; phase++) {
      writer.phase(phase / 2, "phase" + phase);
    }
    control = ControlPage.create(directory.resolve("control"));
    page = PluginSide.of(control.path());
    page.vcpusSeen(vcpus);
    damage = Damage.of(random, prefix, control.path());
  }

  /** How many records it really handed over. */
  long handedOver() {
    return handedOver;
  }

  @Override
  public List<String> command() {
    return List.of("lying", damage.toString());
  }

  @Override
  public String info() {
    return "";
  }

  @Override
  public int vcpus() {
    return vcpus;
  }

  @Override
  public Origin origin() {
    return Origin.live(Map.of());
  }

  @Override
  public Producer producer() {
    return this;
  }

  @Override
  public Intake intake(final PipelineConfig config) {
    return SharedRings.open(
        prefix,
        vcpus == 1 ? List.of(0) : List.of(0, 1),
        () -> vcpusUp() >= vcpus,
        PATIENCE.toNanos());
  }

  @Override
  public void start(final Ending toComplete) {
    ending = toComplete;
    thread.setDaemon(true);
    thread.start();
  }

  /** The plugin's and the guest's part. */
  private void make() {
    try {
      final long[] made = new long[vcpus];
      long all = 0;
      while (all < RECORDS && !abandoned && !dead) {
        final int vcpu = random.nextInt(vcpus);
        final int records = addMessage(vcpu);
        while (!writer.write(vcpu) && !abandoned && !dead) {
          LockSupport.parkNanos(NAP_NANOS);
        }
        all += records;
        handedOver = all;
        made[vcpu] += records;
        page.count(vcpu, made[vcpu]);
        damage.maybe();
      }
      damage.end();
      ending.complete(RunEnd.exited(new WorkloadExit(How.EXITED, 0)));
    } catch (RuntimeException e) {
      // It fell over what it had damaged itself.
      dead = true;
      ending.complete(RunEnd.broken(TraceException.guest("QEMU ended: " + e)));
    } finally {
      damage.end();
      page.idle(vcpus);
    }
  }

  private int addMessage(final int vcpu) {
    final int records = 1 + random.nextInt(40);
    writer.tell(random.nextInt(TASKS / 2), TASK_RUNS);
    writer.tell(random.nextInt(PHASES / 2), PHASE_IS);
    for (int i = 0; i < records; i++) {
      if (random.nextInt(30) == 0) {
        writer.gap(1 + random.nextInt(1000), random.nextBoolean());
      }
      final int wide = random.nextInt(50) == 0 ? 0 : 20;
      writer.add(
          RecordWord.of(0x400000 + random.nextInt(SITES + 10), vcpu, 3, random.nextBoolean(), 3),
          random.nextLong() >> wide);
    }
    return records;
  }

  @Override
  public TraceCounters counters() {
    return control.counters();
  }

  @Override
  public int vcpusUp() {
    return control.vcpusSeen();
  }

  @Override
  public Optional<TraceException> failure() {
    try {
      control.requireNotFailed();
      return Optional.empty();
    } catch (TraceException e) {
      return Optional.of(e);
    }
  }

  @Override
  public boolean isAlive() {
    return !dead;
  }

  @Override
  public void requireAlive() {
    if (dead) {
      throw TraceException.guest("QEMU ended");
    }
  }

  @Override
  public TraceCounters stop(final LongSupplier reader, final Duration patience) {
    control.awaitIdle(PATIENCE, this::requireAlive);
    return counters();
  }

  @Override
  public void abandon() {
    abandoned = true;
    control.abandon();
  }

  @Override
  public String obituary(final RuntimeException noticed) {
    return noticed.getMessage();
  }

  @Override
  public void close() {
    dead = true;
    abandon();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
