package io.memtracer.host.faults;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Does, in a method of choice, what analyzers should not do. */
public final class MisbehavingAnalyzer implements TraceAnalyzer {

  public static final String NAME = "misbehaving";

  private final String where;
  private final String how;
  private Path life;

  private MisbehavingAnalyzer(final String where, final String how) {
    this.where = where;
    this.how = how;
  }

  /** Names it. */
  public static final class Factory implements TraceAnalyzerFactory {

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String description() {
      return "misbehaves";
    }

    @Override
    public List<OptionSpec> options() {
      return List.of(
          OptionSpec.text("where", "onBatch", "the method"),
          OptionSpec.text("how", "runtime", "what it does there"));
    }

    @Override
    public TraceAnalyzer create(final AnalyzerOptions options) {
      final MisbehavingAnalyzer analyzer =
          new MisbehavingAnalyzer(options.text("where"), options.text("how"));
      return analyzer.act("create") ? null : analyzer;
    }
  }

  @Override
  public void onStart(final AnalysisContext context) {
    life = context.scratchDirectory();
    act("onStart");
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    act("onBatch");
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return act("onEnd") ? null : AnalysisResult.of();
  }

  @Override
  public void close() {
    act("close");
  }

  /** Whether to return null. */
  private boolean act(final String method) {
    if (!method.equals(where)) {
      return false;
    }
    switch (how) {
      case "runtime" -> throw new IllegalStateException("on purpose");
      case "error" -> throw new AssertionError("on purpose");
      case "linkage" -> throw new NoClassDefFoundError("on/purpose");
      case "checked" -> MisbehavingAnalyzer.<RuntimeException>sneak(new Exception("on purpose"));
      case "overflow" -> overflow(0);
      case "memory" -> allocate();
      case "interrupt" -> Thread.currentThread().interrupt();
      case "loop" -> loop();
      case "exit" -> System.exit(0);
      case "halt" -> Runtime.getRuntime().halt(0);
      case "reflect" -> exitByReflection();
      default -> {
        return how.equals("null");
      }
    }
    return false;
  }

  @SuppressWarnings("unchecked")
  private static <T extends Exception> void sneak(final Exception e) throws T {
    throw (T) e;
  }

  @SuppressWarnings("InfiniteRecursion")
  private static long overflow(final long depth) {
    return overflow(depth + 1) + 1;
  }

  private static void allocate() {
    Object[] all = {};
    while (true) {
      all = new Object[] {all, new long[1 << 17]};
    }
  }

  /**
   * For as long as there is the directory that it was given. Ignores interrupts, too; it sleeps for
   * the sake of whoever else runs on this machine.
   */
  private void loop() {
    while (Files.exists(life)) {
      LockSupport.parkNanos(1_000_000);
      final boolean unused = Thread.interrupted();
    }
  }

  private static void exitByReflection() {
    try {
      System.class.getMethod("ex" + "it", int.class).invoke(null, 0);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
