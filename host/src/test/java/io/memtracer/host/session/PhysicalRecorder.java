package io.memtracer.host.session;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.PhysicalAddress;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.host.TestFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps where accesses of user code to the memory and devices of {@code moved.c} went, and holds
 * all of the kernel's to its direct map, which is physical memory in one piece, against that.
 */
public final class PhysicalRecorder implements TraceAnalyzer {

  static final String NAME = "physical-recorder";
  private static final long BEGIN = 0x1000_0000_0000L;
  private static final long END = 0x1200_0000_0000L;

  /** Where x86-64 Linux has it with four levels of page tables and no address randomisation. */
  private static final long DIRECT_MAP = 0xffff_8880_0000_0000L;

  private static final long DIRECT_MAP_BYTES = 1L << 40;

  private final List<List<Object>> accesses = new ArrayList<>();
  private long direct;
  private long elsewhere;
  private long unknown;
  private long devices;

  /** Names it. */
  public static final class Factory extends TestFactory {

    public Factory() {
      super(NAME, "keeps where accesses went", options -> new PhysicalRecorder());
    }

    @Override
    public boolean needsPhysicalAddresses(final AnalyzerOptions options) {
      return true;
    }
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      final long address = batch.address(i);
      final long physical = batch.physical(i);
      unknown += PhysicalAddress.isKnown(physical) ? 0 : 1;
      devices += PhysicalAddress.isDevice(physical) ? 1 : 0;
      if (address >= BEGIN && address < END && RecordWord.isUser(batch.word(i))) {
        keep(batch.task().process(), address, physical);
      } else if (Long.compareUnsigned(address - DIRECT_MAP, DIRECT_MAP_BYTES) < 0) {
        direct++;
        elsewhere += physical == address - DIRECT_MAP ? 0 : 1;
      }
    }
  }

  private void keep(final int process, final long address, final long physical) {
    accesses.add(
        List.of(
            "%d %x".formatted(process, address),
            "%x".formatted(PhysicalAddress.address(physical)),
            PhysicalAddress.isDevice(physical) ? "device" : "memory"));
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return AnalysisResult.of(
        Section.of(
            "physical",
            "Physical",
            Metric.of("direct", "Direct", direct, Unit.ACCESSES),
            Metric.of("elsewhere", "Elsewhere", elsewhere, Unit.ACCESSES),
            Metric.of("unknown", "Unknown", unknown, Unit.ACCESSES),
            Metric.of("devices", "Devices", devices, Unit.ACCESSES),
            new Table(
                "accesses",
                "Accesses",
                List.of(
                    new Column("where", "where", Unit.TEXT),
                    new Column("physical", "physical", Unit.TEXT),
                    new Column("what", "what", Unit.TEXT)),
                accesses)));
  }
}
