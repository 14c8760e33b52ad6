package io.memtracer.host.qemu;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a short program to its end, without a shell and within a bound. */
public final class Command {

  private static final long DRAIN_MILLIS = 1000;

  private Command() {}

  /**
   * Runs it.
   *
   * @param line the program and its arguments
   * @throws TraceException environment error if it can't be started or doesn't end in time
   */
  public static Result run(final Duration timeout, final List<String> line) {
    return run(timeout, line, OutputTail.DEFAULT_CAPACITY);
  }

  /**
   * Runs it.
   *
   * @param outputBytes how much of its output is kept: the last
   */
  public static Result run(final Duration timeout, final List<String> line, final int outputBytes) {
    final Process process = start(line);
    final OutputTail output =
        new OutputTail(process.getInputStream(), "command-output", outputBytes);
    try {
      process.getOutputStream().close();
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw TraceException.environment(
            "'" + String.join(" ", line) + "' did not end within " + timeout.toSeconds() + " s");
      }
      output.awaitEnd(DRAIN_MILLIS);
      return new Result(process.exitValue(), output.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TraceException.environment("interrupted while '" + line.get(0) + "' was running", e);
    } catch (IOException e) {
      throw TraceException.environment("can't run " + line.get(0) + ": " + e.getMessage(), e);
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * Runs it.
   *
   * @return what it printed
   * @throws TraceException environment error also if its exit status isn't 0
   */
  public static String runOrThrow(final Duration timeout, final List<String> line) {
    final Result result = run(timeout, line);
    if (result.status() != 0) {
      throw TraceException.environment(
          "'%s' failed with status %d: %s"
              .formatted(String.join(" ", line), result.status(), result.output()));
    }
    return result.output();
  }

  private static Process start(final List<String> line) {
    try {
      final ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      return builder.start();
    } catch (IOException e) {
      throw TraceException.environment("can't run " + line.get(0) + ": " + e.getMessage(), e);
    }
  }

  /**
   * How it ended.
   *
   * @param status its exit status; 128 + N if signal N killed it
   * @param output the end of what it printed, standard error included; 64 KiB unless asked for more
   */
  public record Result(int status, String output) {}
}
