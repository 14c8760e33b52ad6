package io.memtracer.host.session;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.KernelSymbolsFile;
import io.memtracer.host.report.CodeAddresses;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.symbols.CodeNames;
import io.memtracer.host.symbols.FileMapping;
import io.memtracer.host.symbols.KernelCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says in a report what lies at the addresses of code that its analyzers found. */
final class Naming {

  private Naming() {}

  /**
   * Names what can be named; the rest stays as it is.
   *
   * @param guest whose kernel ran
   * @param mappings which files lay in memory
   */
  static TraceReport name(
      final TraceReport report, final Guest guest, final List<FileMapping> mappings) {
    final Set<Long> addresses = CodeAddresses.of(report.analyzers());
    if (addresses.isEmpty()) {
      return report;
    }
    return report.naming(new CodeNames(kernelOf(guest), mappings).of(addresses));
  }

  private static KernelCode kernelOf(final Guest guest) {
    try {
      final Optional<BufferedReader> symbols = KernelSymbolsFile.read(guest.directory());
      if (symbols.isEmpty()) {
        return KernelCode.UNKNOWN;
      }
      try (BufferedReader lines = symbols.get()) {
        return KernelCode.read(lines);
      }
    } catch (IOException | UncheckedIOException e) {
      // A damaged file is no reason not to report.
      return KernelCode.UNKNOWN;
    }
  }
}
