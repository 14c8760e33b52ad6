package io.memtracer.host.session;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestListing;
import io.memtracer.host.report.CodePlaces;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.symbols.FileMapping;
import io.memtracer.host.symbols.KernelCode;
import io.memtracer.host.symbols.KnownCode;
import io.memtracer.host.symbols.MappingTable;
import io.memtracer.host.symbols.ProcessMaps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Says in a report what lies at the addresses of code that its analyzers found. */
final class Naming {

  private Naming() {}

  /**
   * All that is known of code after a run.
   *
   * @param guest whose kernel ran
   * @param mappingTable where QEMU's plugin has said which code lay in memory
   */
  static KnownCode known(final Guest guest, final Optional<Path> mappingTable) {
    return new KnownCode(kernelOf(guest), mappings(guest, mappingTable));
  }

  /**
   * Names what can be named; the rest stays as it is.
   *
   * @param code asked for if there is anything to be named
   */
  static TraceReport name(final TraceReport report, final Supplier<KnownCode> code) {
    final Set<CodePlace> places = CodePlaces.of(report.analyzers());
    return places.isEmpty() ? report : report.naming(code.get().names().of(places));
  }

  /** None, unless all are known: an address could be somebody else's as well. */
  private static List<FileMapping> mappings(final Guest guest, final Optional<Path> table) {
    final Optional<List<FileMapping>> before =
        listed(guest, GuestListing.PROCESS_MAPS, ProcessMaps::read);
    final Optional<List<FileMapping>> since = table.flatMap(MappingTable::read);
    if (before.isEmpty() || since.isEmpty()) {
      return List.of();
    }
    return Stream.concat(before.get().stream(), since.get().stream()).toList();
  }

  private static KernelCode kernelOf(final Guest guest) {
    return listed(guest, GuestListing.KERNEL_SYMBOLS, KernelCode::read).orElse(KernelCode.UNKNOWN);
  }

  /** Empty if the guest has none: a damaged one is no reason not to report. */
  private static <T> Optional<T> listed(
      final Guest guest, final GuestListing listing, final Function<BufferedReader, T> reader) {
    try {
      final Optional<BufferedReader> lines = listing.read(guest.directory());
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      try (BufferedReader open = lines.get()) {
        return Optional.of(reader.apply(open));
      }
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
