package io.memtracer.host.guest.agent;

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

  private final AgentListener listener;
  private final AgentInput input;
  private final CompletableFuture<GuestFacts> facts = new CompletableFuture<>();
  private final CompletableFuture<Void> held = new CompletableFuture<>();
  private final CompletableFuture<WorkloadExit> exit = new CompletableFuture<>();

  AgentReplies(final AgentListener listener, final AgentInput input) {
    this.listener = listener;
    this.input = input;
  }

  GuestFacts awaitFacts(final Duration timeout) {
    return await(facts, "answer", timeout);
  }

  /** Whether the program is loaded, or can't be. */
  boolean isHeld() {
    return held.isDone();
  }

  void awaitHeld(final String program, final Duration timeout) {
    await(held, "load " + program, timeout);
  }

  CompletableFuture<WorkloadExit> exit() {
    return exit.copy();
  }

  WorkloadExit awaitExit(final Duration timeout) {
    return await(exit, "tell the workload's end", timeout);
  }

  /** One frame, on the thread that reads. */
  void onFrame(final int type, final ByteBuffer payload) {
    switch (type) {
      case AgentFrames.HELD -> held.complete(null);
      case AgentFrames.STDOUT -> listener.onStandardOutput(payload);
      case AgentFrames.STDERR -> listener.onStandardError(payload);
      case AgentFrames.TAKEN -> input.taken(exactly(Integer.BYTES, type, payload).getInt());
      case AgentFrames.EXIT -> {
        exit.complete(decodeExit(exactly(2 * Integer.BYTES, type, payload)));
        input.end();
      }
      case AgentFrames.ERROR -> fail(TraceException.user(text(payload)));
      case AgentFrames.HELLO -> facts.complete(GuestFacts.parse(text(payload)));
      default -> throw TraceException.guest("the guest sent a frame of unknown type " + type);
    }
  }

  /** Nothing more will come. */
  void fail(final RuntimeException reason) {
    facts.completeExceptionally(reason);
    held.completeExceptionally(reason);
    exit.completeExceptionally(reason);
    input.end();
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
      case AgentFrames.EXIT_KIND_EXITED -> new WorkloadExit(WorkloadExit.How.EXITED, code);
      case AgentFrames.EXIT_KIND_SIGNALLED -> new WorkloadExit(WorkloadExit.How.SIGNALLED, code);
      default -> throw TraceException.guest("the guest sent an end of unknown kind " + kind);
    };
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
