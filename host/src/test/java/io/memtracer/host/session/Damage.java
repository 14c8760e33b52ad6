package io.memtracer.host.session;

import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Overwrites parts of mapped files, from time to time, or all the time on a thread of its own. */
final class Damage {

  private static final long NAP_NANOS = 20_000;

  private final Random random;
  private final List<Target> targets;
  private final int oneOf;
  private final Thread thread;
  private volatile boolean over;

  /**
   * A part of a file.
   *
   * @param what it is
   */
  private record Target(String what, MappedByteBuffer file, int from, int to) {}

  private Damage(
      final Random random, final List<Target> targets, final int oneOf, final boolean concurrent) {
    this.random = random;
    this.targets = targets;
    this.oneOf = oneOf;
    thread = concurrent ? new Thread(this::hammer, "damage") : null;
  }

  /** What a seed wants: one kind or several, rarely or often, between messages or at any time. */
  static Damage of(final Random seed, final Path prefix, final Path control) {
    final Path directory = prefix.getParent();
    final MappedByteBuffer page = PluginSide.map(control);
    final MappedByteBuffer ring = PluginSide.map(directory.resolve("trace.0"));
    final int trailer = ring.capacity() - 768;
    final List<Target> all =
        List.of(
            new Target("state", page, 128, 384),
            new Target("counters", page, 4096, 4096 + 256),
            new Target("page", page, 0, page.capacity()),
            new Target("ring", ring, 0, trailer),
            new Target("positions", ring, trailer, ring.capacity()),
            whole("sites", directory.resolve("trace.sites"), 8192),
            whole("tasks", directory.resolve("trace.tasks"), 2048),
            whole("phases", directory.resolve("trace.phases"), 1024));
    final List<Target> chosen = new ArrayList<>(all);
    if (seed.nextInt(4) > 0) {
      chosen.clear();
      chosen.add(all.get(seed.nextInt(all.size())));
    }
    final Damage damage =
        new Damage(
            new Random(seed.nextLong()), chosen, 1 + seed.nextInt(300), seed.nextInt(3) == 0);
    if (damage.thread != null) {
      damage.thread.setDaemon(true);
      damage.thread.start();
    }
    return damage;
  }

  private static Target whole(final String what, final Path file, final int bytes) {
    final MappedByteBuffer mapped = PluginSide.map(file);
    return new Target(what, mapped, 0, Math.min(bytes, mapped.capacity()));
  }

  private void hammer() {
    while (!over) {
      one();
      LockSupport.parkNanos(NAP_NANOS);
    }
  }

  /** Now, if it is time. */
  void maybe() {
    if (thread == null && random.nextInt(oneOf) == 0) {
      one();
    }
  }

  /** No more. */
  void end() {
    over = true;
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void one() {
    final Target target = targets.get(random.nextInt(targets.size()));
    final int bytes = 1 << random.nextInt(4);
    final int at = target.from() + random.nextInt((target.to() - target.from()) / bytes) * bytes;
    final int kind = random.nextInt(4);
    for (int i = 0; i < bytes; i++) {
      final byte was = target.file().get(at + i);
      target
          .file()
          .put(
              at + i,
              switch (kind) {
                case 0 -> (byte) random.nextInt();
                case 1 -> (byte) (was ^ 1 << random.nextInt(8));
                case 2 -> (byte) 0;
                default -> (byte) -1;
              });
    }
  }

  @Override
  public String toString() {
    return (thread == null ? "1/" + oneOf : "always") + targets.stream().map(Target::what).toList();
  }
}
