package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.report.Reports;
import io.memtracer.host.report.SampleResults;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.CodeName;
import io.memtracer.host.symbols.ImageFiles;
import io.memtracer.host.symbols.KernelCode;
import io.memtracer.host.symbols.KernelFunction;
import io.memtracer.host.symbols.KnownCode;
import io.memtracer.host.symbols.KnownData;
import io.memtracer.host.symbols.KnownMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LiveNamesTest {

  private static final TraceReport REPORT =
      Reports.report().analyzers(Reports.outcome("a", SampleResults.everyKind())).build();

  private final List<Long> lookedUpAt = new ArrayList<>();
  private long now;

  private final LiveNames names =
      new LiveNames(
          () -> {
            lookedUpAt.add(now);
            now += TimeUnit.MILLISECONDS.toNanos(500);
            return new KnownMemory(
                new KnownCode(
                    KernelCode.of(
                        List.of(new KernelFunction(Long.MIN_VALUE, -1, "everywhere", "[kernel]"))),
                    List.of()),
                KnownData.UNKNOWN,
                ImageFiles.installed());
          },
          () -> now);

  private List<String> functions() {
    return names.name(REPORT).names().code().values().stream()
        .map(CodeName::function)
        .flatMap(function -> function.stream())
        .distinct()
        .toList();
  }

  /** It took half a second, and is to take no more than a tenth of the time. */
  @Test
  void looksUpWhatHasNoNameYetNowAndThen() {
    assertEquals(List.of("everywhere"), functions());
    assertEquals(List.of(0L), lookedUpAt);
    now = TimeUnit.MILLISECONDS.toNanos(4_999);
    assertEquals(List.of("everywhere"), functions());
    assertEquals(1, lookedUpAt.size());
    now = TimeUnit.SECONDS.toNanos(5);
    assertEquals(List.of("everywhere"), functions());
    assertEquals(List.of(0L, TimeUnit.SECONDS.toNanos(5)), lookedUpAt);
  }
}
