package io.memtracer.host.pipeline;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps all it is given, checks that it is called in order and on one thread, and does what a test
 * tells it to in each phase.
 */
public final class RecordingAnalyzer implements TraceAnalyzer {

  /** Called in each phase before anything else, with the phase's name. */
  public interface Script {
    /** Does nothing. */
    Script NONE = (phase, ordinal) -> {};

    void on(String phase, long ordinal);
  }

  private final Script script;
  private final List<String> calls = new ArrayList<>();
  private long[] words = new long[1024];
  private long[] addresses = new long[1024];
  private int size;
  private Thread thread;

  RecordingAnalyzer(final Script script) {
    this.script = script;
  }

  @Override
  public void onStart(final AnalysisContext context) {
    call("onStart", 0);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    check(batch.firstOrdinal() == size, "ordinal " + batch.firstOrdinal() + " after " + size);
    check(batch.size() > 0, "empty batch");
    for (int i = 0; i < batch.size(); i++) {
      check(RecordWord.vcpu(batch.word(i)) == batch.vcpu(), "a record of another vCPU");
    }
    call("onBatch", batch.firstOrdinal());
    if (size + batch.size() > words.length) {
      words = Arrays.copyOf(words, 2 * (size + batch.size()));
      addresses = Arrays.copyOf(addresses, words.length);
    }
    for (int i = 0; i < batch.size(); i++) {
      words[size] = batch.word(i);
      addresses[size++] = batch.address(i);
    }
  }

  @Override
  public Optional<AnalysisResult> snapshot() {
    call("snapshot", size);
    return Optional.of(result());
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    call("onEnd", end.recordsDelivered());
    check(
        end.recordsDelivered() == size, "delivered " + end.recordsDelivered() + " but saw " + size);
    return result();
  }

  private AnalysisResult result() {
    final long sum = Arrays.stream(addresses, 0, size).sum();
    return AnalysisResult.of(
        Section.of(
            "seen",
            "Seen",
            Metric.of("count", "Records", size, Unit.COUNT),
            Metric.of("sum", "Sum of addresses", sum, Unit.NONE)));
  }

  @Override
  public void close() {
    call("close", size);
  }

  private void call(final String phase, final long ordinal) {
    final String last = calls.isEmpty() ? "" : calls.get(calls.size() - 1);
    if (thread == null) {
      thread = Thread.currentThread();
    }
    check(thread == Thread.currentThread(), phase + " on " + Thread.currentThread());
    check(!last.equals("close"), phase + " after close");
    check(!last.equals("onEnd") || phase.equals("close"), phase + " after onEnd");
    if (!last.equals(phase)) {
      calls.add(phase);
    }
    script.on(phase, ordinal);
  }

  private static void check(final boolean fine, final String what) {
    if (!fine) {
      throw new IllegalStateException(what);
    }
  }

  /** What it was given. */
  public Records seen() {
    return new Records(Arrays.copyOf(words, size), Arrays.copyOf(addresses, size));
  }

  /** The phases it went through. */
  public List<String> calls() {
    return calls;
  }

  /** A script that calls something in one phase, at the first batch from an ordinal on. */
  public static Script in(
      final String phase, final long fromOrdinal, final Consumer<String> action) {
    return (now, ordinal) -> {
      if (now.equals(phase) && ordinal >= fromOrdinal) {
        action.accept(now);
      }
    };
  }
}
