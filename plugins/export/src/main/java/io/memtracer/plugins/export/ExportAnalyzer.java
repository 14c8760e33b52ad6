package io.memtracer.plugins.export;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.Finding.Level;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.TextBlock;
import io.memtracer.api.result.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Writes the records that were chosen, or what caches make of all of them, into a file. */
final class ExportAnalyzer implements TraceAnalyzer {

  private final Format format;
  private final RecordFormat written;
  private final Target target;
  private final Chosen chosen;

  /** The caches that are between the accesses and the file; null if there are none. */
  private final Behind behind;

  private boolean isBatchChosen;
  private Output out;
  private boolean finished;
  private long exported;
  private long leftOut;
  private long missing;

  /**
   * Makes one for one file.
   *
   * @param levels of the caches that are between, as users type them; empty for none
   */
  ExportAnalyzer(
      final Format format, final Target target, final Chosen chosen, final String levels) {
    this.format = format;
    this.written = format.create();
    this.target = target;
    this.chosen = chosen;
    behind =
        levels.isEmpty() ? null : new Behind(levels, (batch, ordinal) -> record(batch, 0, ordinal));
  }

  @Override
  public void onStart(final AnalysisContext context) {
    try {
      out = target.open();
      written.begin(out);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    isBatchChosen = chosen.includes(batch);
    if (behind != null) {
      behind.run(batch);
    } else if (isBatchChosen) {
      for (int i = 0; i < batch.size(); i++) {
        record(batch, i, batch.firstOrdinal() + i);
      }
    } else {
      leftOut += batch.size();
    }
  }

  private void record(final RecordBatch batch, final int index, final long ordinal) {
    if (!isBatchChosen || !chosen.includes(batch, index)) {
      leftOut++;
      return;
    }
    try {
      written.record(out, batch, index, ordinal);
      exported++;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void onEvent(final TraceEvent event) {
    if (event instanceof TraceEvent.Gap gap) {
      missing += gap.accesses();
    }
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    finish();
    final List<Item> items = new ArrayList<>();
    if (missing > 0) {
      items.add(
          Finding.of(
              "partial",
              Level.WARNING,
              "The trace has gaps, %,d accesses in all, that the file doesn't show."
                  .formatted(missing)));
    }
    if (behind != null) {
      items.add(Metric.of("accesses", "Accesses to the caches", behind.accesses(), Unit.ACCESSES));
    }
    items.add(Metric.of("exported", "Records written", exported, Unit.ACCESSES));
    items.add(Metric.of("left-out", "Records not asked for", leftOut, Unit.ACCESSES));
    items.add(Metric.of("written", "Bytes written", out.bytes(), Unit.BYTES));
    items.add(new TextBlock("file", "File", target.file().toString()));
    if (!written.leavesOut().isEmpty()) {
      items.add(new TextBlock("without", "What the format leaves out", written.leavesOut()));
    }
    return AnalysisResult.of(new Section("export", "Export as " + format.word(), items));
  }

  private void finish() {
    try {
      written.end(out);
      out.close();
      if (format.isFilledInAtTheEnd()) {
        new NextUses().fillIn(target.part());
      }
      target.finish();
      finished = true;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(final IOException e) {
    return new UncheckedIOException("can't write " + target.file() + ": " + e.getMessage(), e);
  }

  /** What isn't whole by now never will be. */
  @Override
  public void close() {
    if (finished || out == null) {
      return;
    }
    try {
      target.abandon();
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
