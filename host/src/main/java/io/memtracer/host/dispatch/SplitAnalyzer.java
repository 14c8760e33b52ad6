package io.memtracer.host.dispatch;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Section;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;

/**
 * Three analyzers of one kind that look like one: for all records, those of user code and those of
 * kernel code.
 */
final class SplitAnalyzer implements TraceAnalyzer {

  /** One of the three, and what it has seen. */
  private static final class Part {
    private final String name;
    private final TraceAnalyzer analyzer;
    private long delivered;

    Part(final String name, final TraceAnalyzer analyzer) {
      this.name = name;
      this.analyzer = analyzer;
    }

    void start(final AnalysisContext context) {
      analyzer.onStart(PartContext.of(context, name));
    }

    void deliver(final RecordBatch batch) {
      if (batch.size() > 0) {
        analyzer.onBatch(batch);
        delivered += batch.size();
      }
    }

    void end(final List<Section> sections) {
      for (final Section section : analyzer.onEnd(delivered).sections()) {
        sections.add(
            new Section(
                name + "-" + section.key(), section.title() + " (" + name + ")", section.items()));
      }
    }
  }

  private final CplPartition partition;
  private final Part total;
  private final Part user;
  private final Part kernel;

  /**
   * Creates the three.
   *
   * @param partition may be shared with other analyzers on the same thread
   */
  SplitAnalyzer(
      final TraceAnalyzerFactory factory,
      final AnalyzerOptions options,
      final CplPartition partition) {
    this.partition = partition;
    total = new Part("total", factory.create(options));
    user = new Part("user", factory.create(options));
    kernel = new Part("kernel", factory.create(options));
  }

  @Override
  public void onStart(final AnalysisContext context) {
    total.start(context);
    user.start(context);
    kernel.start(context);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    partition.accept(batch);
    total.deliver(batch);
    user.deliver(partition.user());
    kernel.deliver(partition.kernel());
  }

  @Override
  public AnalysisResult onEnd(final long recordsDelivered) {
    final List<Section> sections = new ArrayList<>();
    total.end(sections);
    user.end(sections);
    kernel.end(sections);
    return new AnalysisResult(sections);
  }

  /** What the analyzer of all records says: the others see the same ones again. */
  @Override
  public long recordsLost() {
    return total.analyzer.recordsLost();
  }

  @Override
  public void close() {
    CloseHelper.closeAll(total.analyzer, user.analyzer, kernel.analyzer);
  }
}
