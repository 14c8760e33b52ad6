package io.memtracer.host.session;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.TextBlock;
import io.memtracer.api.result.Unit;
import io.memtracer.host.TestFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** Writes the records of user code in a range of addresses to a file, as they are in a FIFO. */
public final class RangeRecorder implements TraceAnalyzer {

  static final String NAME = "range-recorder";
  private static final int RECORD_BYTES = 16;
  private static final int USER_CPL = 3;

  private final long from;
  private final long to;
  private final FileChannel file;
  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private long records;
  private long gaps;
  private long missing;
  private final Set<Integer> vcpusWithGaps = new HashSet<>();

  private RangeRecorder(final AnalyzerOptions options) {
    from = Long.parseUnsignedLong(options.text("from"), 16);
    to = Long.parseUnsignedLong(options.text("to"), 16);
    final Path path = Path.of(options.text("file"));
    try {
      file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("can't make " + path, e);
    }
  }

  /** Names it. */
  public static final class Factory extends TestFactory {

    public Factory() {
      super(
          NAME,
          "writes the records of a range of code to a file",
          RangeRecorder::new,
          OptionSpec.text("from", null, "address of the first instruction, hexadecimal"),
          OptionSpec.text("to", null, "address after the last instruction, hexadecimal"),
          OptionSpec.text("file", null, "which must not exist"));
    }
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      final long word = batch.word(i);
      final long pc = RecordWord.pc(word);
      if (RecordWord.isUser(word) && pc >= from && pc < to) {
        bytes.putLong(word).putLong(batch.address(i));
        records++;
        if (bytes.remaining() < RECORD_BYTES) {
          write();
        }
      }
    }
  }

  @Override
  public void onEvent(final TraceEvent event) {
    if (event instanceof TraceEvent.Gap gap) {
      gaps++;
      missing += gap.accesses();
      vcpusWithGaps.add(gap.vcpu());
    }
  }

  private void write() {
    bytes.flip();
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.clear();
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    write();
    return AnalysisResult.of(
        Section.of("range", "Range", Metric.of("records", "Records", records, Unit.ACCESSES)),
        Section.of(
            "end",
            "What it was told in the end",
            Metric.of("delivered", "Delivered", end.recordsDelivered(), Unit.ACCESSES),
            Metric.of("gaps", "Gaps", gaps, Unit.COUNT),
            Metric.of("vcpus-with-gaps", "vCPUs with gaps", vcpusWithGaps.size(), Unit.COUNT),
            Metric.of("missing", "Missing in gaps", missing, Unit.ACCESSES),
            Metric.of(
                "user-instructions",
                "Instructions of user code",
                end.instructions(USER_CPL).orElse(-1),
                Unit.INSTRUCTIONS),
            Metric.of(
                "kernel-instructions",
                "Instructions of the kernel",
                end.instructions(0).orElse(-1),
                Unit.INSTRUCTIONS),
            Metric.of("lost", "Lost", end.recordsLost(), Unit.ACCESSES),
            new TextBlock("ending", "Ending", end.ending().toString())));
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
