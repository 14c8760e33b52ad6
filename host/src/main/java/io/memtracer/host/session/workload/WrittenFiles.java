package io.memtracer.host.session.workload;

import io.memtracer.host.guest.agent.AgentChannel;
import io.memtracer.host.guest.agent.WrittenEntry;
import io.memtracer.host.guest.agent.WrittenListener;
import io.memtracer.host.guest.agent.WrittenTotals;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.FilesSeen;
import io.memtracer.host.status.TraceException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Finds out, once tracing is over, what the workload wrote over the files it was shown: while the
 * guest looks, results are finished here.
 *
 * <p>Used by one thread; the guest is listened to on another.
 */
public final class WrittenFiles {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** As long as the guest lives, it gets on with it. */
  private static final Duration KEEP_TIMEOUT = Duration.ofHours(1);

  private static final int MAX_NAMES = 3;

  private final WorkloadSpec workload;
  private final AgentChannel agent;
  private final long maxBytes;
  private CompletableFuture<Optional<FilesSeen>> answer =
      CompletableFuture.completedFuture(Optional.empty());

  /**
   * Knows nothing yet.
   *
   * @param agent of the guest that the workload runs in
   * @param maxBytes as much as the guest can hold
   */
  public WrittenFiles(final WorkloadSpec workload, final AgentChannel agent, final long maxBytes) {
    this.workload = workload;
    this.agent = agent;
    this.maxBytes = maxBytes;
  }

  /**
   * Asks the guest, which goes on for that, untraced, if the workload was shown any files. It must
   * not be ended before {@link #await}.
   */
  public void collect(final VirtualMachine machine) {
    if (workload.surroundings().view().isEmpty()) {
      return;
    }
    final CompletableFuture<Optional<FilesSeen>> asked = new CompletableFuture<>();
    answer = asked;
    final Thread thread = new Thread(() -> ask(machine, asked), "written-files");
    thread.setDaemon(true);
    thread.start();
  }

  private void ask(
      final VirtualMachine machine, final CompletableFuture<Optional<FilesSeen>> asked) {
    try {
      machine.release();
      agent.kill();
      asked.complete(Optional.of(workload.keep().map(this::keep).orElseGet(this::look)));
    } catch (RuntimeException | Error e) {
      asked.completeExceptionally(e);
    }
  }

  /** Waits until all is said, or can't be. */
  public void await() {
    answer.exceptionally(failure -> Optional.empty()).join();
  }

  /**
   * What it said; empty if there was nothing to ask, or the guest was gone.
   *
   * @throws TraceException if files were to be kept, and couldn't
   */
  public Optional<FilesSeen> seen() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof TraceException failure)) {
        throw e;
      }
      if (workload.keep().isPresent()) {
        throw failure;
      }
      return Optional.empty();
    }
  }

  private FilesSeen look() {
    final Names names = new Names(Optional.empty());
    return result(agent.written(names, false, TIMEOUT), names, List.of());
  }

  private FilesSeen keep(final Path root) {
    try (KeptFiles kept = KeptFiles.in(root, maxBytes)) {
      final Names names = new Names(Optional.of(kept));
      final WrittenTotals totals = agent.written(names, true, KEEP_TIMEOUT);
      return result(totals, names, kept.leftOut());
    }
  }

  private FilesSeen result(
      final WrittenTotals totals, final Names names, final List<String> leftOut) {
    return new FilesSeen(
        workload.surroundings().shares().stream().map(Path::toString).toList(),
        totals.files(),
        totals.bytes(),
        totals.removed(),
        totals.isFull(),
        names.first,
        workload.keep().map(Path::toString),
        leftOut);
  }

  /** Remembers the first names, and passes all on. */
  private record Names(List<String> first, Optional<WrittenListener> next)
      implements WrittenListener {

    Names(final Optional<WrittenListener> next) {
      this(new ArrayList<>(), next);
    }

    @Override
    public void onEntry(final WrittenEntry entry) {
      if (first.size() < MAX_NAMES && !entry.isRemoved()) {
        first.add(entry.path());
      }
      next.ifPresent(listener -> listener.onEntry(entry));
    }

    @Override
    public void onContent(final long offset, final ByteBuffer bytes) {
      next.ifPresent(listener -> listener.onContent(offset, bytes));
    }
  }
}
