package io.memtracer.host.dispatch.partition;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Finding;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Section;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One of several analyzers that look like one, and what it has seen. */
final class Part implements AutoCloseable {

  private final String key;
  private final TraceAnalyzer analyzer;
  private String name;
  private long delivered;
  private boolean isGivenAny;

  /**
   * A part that has seen nothing.
   *
   * @param key begins the keys of its sections
   * @param name ends their titles
   */
  Part(final String key, final String name, final TraceAnalyzer analyzer) {
    this.key = key;
    this.name = name;
    this.analyzer = analyzer;
  }

  void start(final AnalysisContext context) {
    analyzer.onStart(PartContext.of(context, key));
  }

  /** It is called something else from now on: what it is about may have changed its name. */
  void called(final String newName) {
    name = newName;
  }

  /** How many records it was given, or are others' to look at. */
  long delivered() {
    return delivered;
  }

  /** Passes on a batch, with ordinals that count what this part was given. */
  void deliver(final RecordBatch batch) {
    if (batch.size() > 0) {
      analyzer.onBatch(
          batch.firstOrdinal() == delivered
              ? batch
              : RecordBatchWriter.renumbered(batch, delivered));
      delivered += batch.size();
      isGivenAny = true;
    }
  }

  /** Goes past records that another one of its kind is given. */
  void pass(final long records) {
    delivered += records;
  }

  /** If its analyzer is {@link Mergeable}. */
  void save(final DataOutput out) throws IOException {
    out.writeBoolean(isGivenAny);
    out.writeUTF(name);
    ((Mergeable) analyzer).save(out);
  }

  /** Absorbs the same part of the records behind these, which it has {@link #pass passed}. */
  void mergeNext(final DataInput in) throws IOException {
    final boolean isNamedAnew = in.readBoolean();
    final String last = in.readUTF();
    if (isNamedAnew) {
      name = last;
    }
    ((Mergeable) analyzer).mergeNext(in);
  }

  void event(final TraceEvent event) {
    analyzer.onEvent(event.at(delivered));
  }

  /** What it has found so far. */
  Optional<AnalysisResult> snapshot() {
    return analyzer.snapshot();
  }

  /** Instructions were counted of the whole, and nobody knows which of them were this part's. */
  AnalysisResult end(final EndOfTrace end) {
    return analyzer.onEnd(
        EndOfTrace.of(delivered).withRecordsLost(end.recordsLost()).withEnding(end.ending()));
  }

  /** The same sections, called after the part they are about. */
  List<Section> named(final List<Section> sections) {
    return sections.stream()
        .map(
            section ->
                new Section(
                    key + "-" + section.key(),
                    section.title() + " (" + name + ")",
                    section.items().stream().map(this::about).toList()))
        .toList();
  }

  /** A finding is about a section of the same part. */
  private Item about(final Item item) {
    return item instanceof Finding finding && !finding.about().isEmpty()
        ? new Finding(finding.key(), finding.level(), finding.text(), key + "-" + finding.about())
        : item;
  }

  @Override
  public void close() {
    analyzer.close();
  }
}
