package io.memtracer.host.session.workload;

import io.memtracer.host.guest.agent.AgentChannel;
import io.memtracer.host.guest.agent.FileRequest;
import io.memtracer.host.qemu.VirtualMachine;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Files of the guest, asked for when tracing is over: the guest goes on for that, untraced. There
 * is a limit to what is taken from it in all; once it doesn't answer it isn't asked again.
 *
 * <p>Used by one thread.
 */
public final class GuestFiles {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long MAX_BYTES_IN_ALL = 1L << 29;
  private static final int MAX_FILES = 512;

  private final AgentChannel agent;
  private final VirtualMachine machine;
  private final WrittenFiles before;
  private boolean begun;
  private boolean gone;
  private long bytes;
  private int files;

  /**
   * Asks nothing yet.
   *
   * @param agent of the guest
   * @param before what the guest is asked first
   */
  public GuestFiles(
      final AgentChannel agent, final VirtualMachine machine, final WrittenFiles before) {
    this.agent = agent;
    this.machine = machine;
    this.before = before;
  }

  /**
   * Copies a file.
   *
   * @param to a file that isn't there yet
   * @return whether there was one
   */
  public boolean copy(final FileRequest file, final Path to) throws IOException {
    if (gone || !file.isPossible() || ++files > MAX_FILES || bytes > MAX_BYTES_IN_ALL) {
      return false;
    }
    try (CopiedFile copy = new CopiedFile(to, file.maxBytes())) {
      begin();
      agent.file(file, copy, TIMEOUT);
      bytes += copy.bytes();
      return copy.isThere();
    } catch (TraceException e) {
      // There are no names, then, as of a guest that can't be asked.
      gone = true;
      Files.deleteIfExists(to);
      return false;
    }
  }

  /** The same in memory; empty if there was none. */
  public Optional<byte[]> read(final FileRequest file, final Path temporary) throws IOException {
    try {
      return copy(file, temporary) ? Optional.of(Files.readAllBytes(temporary)) : Optional.empty();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      before.await();
      machine.requireAlive();
      machine.release();
      agent.kill();
    }
  }
}
