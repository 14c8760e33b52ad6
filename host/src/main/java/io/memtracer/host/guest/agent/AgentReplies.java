package io.memtracer.host.guest.agent;

import io.memtracer.host.status.Quoted;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the agent has said. The thread that reads its frames tells it here; any other may wait for
 * it.
 */
final class AgentReplies {

  private static final int MAX_TEXT_BYTES = 4 << 10;
  private static final int MAX_MESSAGE_CHARS = 300;

  private final AgentListener listener;
  private final AgentInput input;
  private final CompletableFuture<GuestFacts> facts = new CompletableFuture<>();
  private final CompletableFuture<Integer> held = new CompletableFuture<>();
  private final CompletableFuture<WorkloadExit> exit = new CompletableFuture<>();
  private volatile CompletableFuture<WrittenTotals> written = new CompletableFuture<>();
  private volatile WrittenListener writtenListener;

  /** Whether the program was let go: from then on anything may come from the program itself. */
  private volatile boolean letGo;

  /** Of the thread that reads. */
  private boolean programHeard;

  AgentReplies(final AgentListener listener, final AgentInput input) {
    this.listener = listener;
    this.input = input;
  }

  /** The program is about to be let go. */
  void letGo() {
    letGo = true;
  }

  GuestFacts awaitFacts(final Duration timeout) {
    return await(facts, "answer", timeout);
  }

  /** Whether the program is loaded, or can't be. */
  boolean isHeld() {
    return held.isDone();
  }

  int awaitHeld(final String program, final Duration timeout) {
    return await(held, "load " + program, timeout);
  }

  CompletableFuture<WorkloadExit> exit() {
    return exit.copy();
  }

  WorkloadExit awaitExit(final Duration timeout) {
    return await(exit, "tell the workload's end", timeout);
  }

  /** The next answer is for this one; what was said before is over. */
  void listenToWritten(final WrittenListener told) {
    if (written.isDone() && !written.isCompletedExceptionally()) {
      written = new CompletableFuture<>();
    }
    writtenListener = told;
  }

  WrittenTotals awaitWritten(final Duration timeout) {
    return await(written, "tell what was written", timeout);
  }

  private void written(final int type, final ByteBuffer payload) {
    final WrittenListener told = writtenListener;
    if (told == null) {
      throw TraceException.guest("the guest told what was written without being asked");
    }
    switch (type) {
      case AgentFrames.ENTRY -> told.onEntry(WrittenEntry.decode(payload));
      case AgentFrames.CONTENT -> told.onContent(payload.getLong(), payload);
      default -> written.complete(WrittenTotals.decode(payload));
    }
  }

  /** One frame, on the thread that reads. */
  void onFrame(final int type, final ByteBuffer payload) {
    switch (type) {
      case AgentFrames.HELD -> held.complete(process(payload));
      case AgentFrames.STDOUT -> {
        programHeard = true;
        listener.onStandardOutput(payload);
      }
      case AgentFrames.STDERR -> {
        programHeard = true;
        listener.onStandardError(payload);
      }
      case AgentFrames.TERMINAL -> {
        programHeard = true;
        listener.onTerminalOutput(payload);
      }
      case AgentFrames.TAKEN -> input.taken(exactly(Integer.BYTES, type, payload).getInt());
      case AgentFrames.EXIT -> {
        exit.complete(decodeExit(exactly(2 * Integer.BYTES, type, payload)));
        input.end();
      }
      case AgentFrames.ERROR -> fail(error(text(payload)));
      case AgentFrames.REFUSED -> fail(refusal(text(payload)));
      case AgentFrames.ENTRY, AgentFrames.CONTENT, AgentFrames.WRITTEN -> written(type, payload);
      case AgentFrames.HELLO -> facts.complete(GuestFacts.parse(text(payload)));
      default -> throw TraceException.guest("the guest sent a frame of unknown type " + type);
    }
  }

  /** Agents of before don't say which. */
  private static int process(final ByteBuffer payload) {
    return payload.remaining() == Integer.BYTES ? payload.getInt() : 0;
  }

  /** Nothing more will come. */
  void fail(final RuntimeException reason) {
    facts.completeExceptionally(reason);
    held.completeExceptionally(reason);
    exit.completeExceptionally(reason);
    written.completeExceptionally(reason);
    input.end();
  }

  /**
   * Before the program runs it is about what the user wants to run; afterwards it should not be.
   */
  private TraceException error(final String text) {
    return letGo
        ? TraceException.guest(
            "the guest's agent says that it failed: " + Quoted.of(text, MAX_MESSAGE_CHARS))
        : TraceException.user(Quoted.line(text, MAX_TEXT_BYTES));
  }

  /** Believed only of a program that hasn't been heard of. */
  private TraceException refusal(final String text) {
    final String said = Quoted.of(text, MAX_MESSAGE_CHARS);
    return programHeard
        ? TraceException.guest("the guest says of a program that has run that it can't: " + said)
        : TraceException.user("the guest can't run the workload: " + said);
  }

  private static ByteBuffer exactly(final int bytes, final int type, final ByteBuffer payload) {
    if (payload.remaining() != bytes) {
      throw TraceException.guest(
          "the guest sent a frame of type %d with %d bytes instead of %d"
              .formatted(type, payload.remaining(), bytes));
    }
    return payload;
  }

  private static WorkloadExit decodeExit(final ByteBuffer payload) {
    final int kind = payload.getInt();
    final int code = payload.getInt();
    return switch (kind) {
      case AgentFrames.EXIT_KIND_EXITED ->
          new WorkloadExit(
              WorkloadExit.How.EXITED,
              inRange("exit status", code, 0, AgentFrames.MAX_EXIT_STATUS));
      case AgentFrames.EXIT_KIND_SIGNALLED ->
          new WorkloadExit(
              WorkloadExit.How.SIGNALLED, inRange("signal", code, 1, AgentFrames.MAX_SIGNAL));
      default -> throw TraceException.guest("the guest sent an end of unknown kind " + kind);
    };
  }

  private static int inRange(final String what, final int value, final int min, final int max) {
    if (value < min || value > max) {
      throw TraceException.guest(
          "the guest says that the workload ended with %s %d, but there is none outside [%d, %d]"
              .formatted(what, Integer.toUnsignedLong(value), min, max));
    }
    return value;
  }

  /** Text of the guest's, bounded and without control characters. */
  private static String text(final ByteBuffer payload) {
    final ByteBuffer bounded = payload.limit(Math.min(payload.limit(), MAX_TEXT_BYTES));
    return StandardCharsets.UTF_8
        .decode(bounded)
        .toString()
        .replaceAll("[\\p{Cntrl}&&[^\\n]]", "?");
  }

  private static <T> T await(
      final CompletableFuture<T> future, final String what, final Duration timeout) {
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TraceException failure) {
        throw failure;
      }
      throw TraceException.guest("the guest's agent did not " + what + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw TraceException.guest(
          "the guest's agent did not %s within %.1f s".formatted(what, timeout.toMillis() / 1000.0),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TraceException.guest("interrupted while waiting for the guest's agent", e);
    }
  }
}
