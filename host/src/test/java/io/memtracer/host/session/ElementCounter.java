package io.memtracer.host.session;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Unit;
import io.memtracer.host.TestFactory;
import java.util.Arrays;

/**
 * Counts loads and stores of each element of an array by one instruction. Everything else that
 * touches the array is a stranger: another instruction, privilege level or size.
 */
public final class ElementCounter implements TraceAnalyzer {

  static final String NAME = "element-counter";
  private static final int ELEMENT_BYTES = 4;

  private final long base;
  private final long pc;
  private final long[] loads;
  private final long[] stores;
  private long strangers;
  private long records;
  private long kernelRecords;

  private ElementCounter(final AnalyzerOptions options) {
    base = Long.parseUnsignedLong(options.text("array"), 16);
    pc = Long.parseUnsignedLong(options.text("pc"), 16);
    loads = new long[(int) options.number("elements")];
    stores = new long[loads.length];
  }

  /** Names it. */
  public static final class Factory extends TestFactory {

    public Factory() {
      super(
          NAME,
          "counts accesses to the elements of an array",
          ElementCounter::new,
          OptionSpec.text("array", null, "address of the first element, hexadecimal"),
          OptionSpec.text("pc", null, "address of the instruction, hexadecimal"),
          OptionSpec.number("elements", 10_000, 1, 1_000_000, "how many elements"));
    }
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    records += batch.size();
    for (int i = 0; i < batch.size(); i++) {
      final long word = batch.word(i);
      if (!RecordWord.isUser(word)) {
        kernelRecords++;
      }
      final long offset = batch.address(i) - base;
      if (offset >= 0 && offset < (long) loads.length * ELEMENT_BYTES) {
        count(word, offset);
      }
    }
  }

  private void count(final long word, final long offset) {
    final boolean expected =
        offset % ELEMENT_BYTES == 0
            && RecordWord.pc(word) == pc
            && RecordWord.size(word) == ELEMENT_BYTES
            && RecordWord.isUser(word);
    if (!expected) {
      strangers++;
      return;
    }
    final long[] counts = RecordWord.isStore(word) ? stores : loads;
    counts[(int) (offset / ELEMENT_BYTES)]++;
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return AnalysisResult.of(
        Section.of(
            "elements",
            "Elements",
            metric("min-loads", Arrays.stream(loads).min().orElseThrow()),
            metric("max-loads", Arrays.stream(loads).max().orElseThrow()),
            metric("min-stores", Arrays.stream(stores).min().orElseThrow()),
            metric("max-stores", Arrays.stream(stores).max().orElseThrow()),
            metric("strangers", strangers),
            metric("records", records),
            metric("kernel-records", kernelRecords)));
  }

  private static Metric metric(final String key, final long value) {
    return Metric.of(key, key, value, Unit.ACCESSES);
  }
}
