package io.memtracer.host.session;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestListing;
import io.memtracer.host.guest.agent.GuestFacts;
import io.memtracer.host.report.Places;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.Names;
import io.memtracer.host.symbols.FileMapping;
import io.memtracer.host.symbols.GuestCode;
import io.memtracer.host.symbols.KernelAreas;
import io.memtracer.host.symbols.KernelSymbols;
import io.memtracer.host.symbols.KnownCode;
import io.memtracer.host.symbols.KnownData;
import io.memtracer.host.symbols.KnownMemory;
import io.memtracer.host.symbols.MappingTable;
import io.memtracer.host.symbols.Mappings;
import io.memtracer.host.symbols.ProcessMaps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Says in a report what lies at the addresses that its analyzers found. */
final class Naming {

  /** Where the agent keeps what it is sent. */
  private static final String SENT_PROGRAMS = "/run/memtracer/";

  private Naming() {}

  /**
   * All that is known of memory after a run.
   *
   * @param guest whose kernel ran
   * @param facts what its agent says of it
   * @param workload the program, which may have been sent to the guest
   * @param mappingTable where QEMU's plugin has said what lay in memory
   * @param asked what makes of code that lay there what can be asked for of it
   */
  static KnownMemory known(
      final Guest guest,
      final GuestFacts facts,
      final WorkloadSpec workload,
      final Optional<Path> mappingTable,
      final Function<List<FileMapping>, GuestCode> asked) {
    final Optional<Mappings> listed = listed(guest, GuestListing.PROCESS_MAPS, ProcessMaps::read);
    final Optional<Mappings> told =
        mappingTable.flatMap(table -> MappingTable.read(table, sent(workload)));
    // None, unless all are known: an address could be somebody else's as well.
    final boolean known = listed.isPresent() && told.isPresent();
    final Mappings before = known ? listed.get() : Mappings.UNKNOWN;
    final Mappings since = known ? told.get() : Mappings.UNKNOWN;
    final KernelSymbols kernel = kernelOf(guest, KernelAreas.of(facts.values()));
    return new KnownMemory(
        new KnownCode(
            kernel.code(),
            Stream.concat(before.code().stream(), since.code().stream()).toList(),
            asked.apply(since.code())),
        KnownData.of(kernel.data(), before, since));
  }

  /** What is found out when it is asked for first. */
  static Supplier<KnownMemory> once(final Supplier<KnownMemory> memory) {
    return new Supplier<>() {
      private KnownMemory known;

      @Override
      public KnownMemory get() {
        if (known == null) {
          known = memory.get();
        }
        return known;
      }
    };
  }

  /**
   * Names what can be named; the rest stays as it is.
   *
   * @param memory asked for if there is anything to be named
   */
  static TraceReport name(final TraceReport report, final Supplier<KnownMemory> memory) {
    final Places places = Places.of(report.analyzers());
    if (places.code().isEmpty() && places.data().isEmpty()) {
      return report;
    }
    final KnownMemory known = memory.get();
    return report.naming(
        new Names(known.code().names().of(places.code()), known.data().names().of(places.data())));
  }

  /** In a directory that is the agent's alone, so that nobody else puts another one there. */
  private static Map<String, Path> sent(final WorkloadSpec workload) {
    final Path program = Path.of(workload.path());
    return workload.source() == WorkloadSpec.Source.SENT && program.getFileName() != null
        ? Map.of(SENT_PROGRAMS + program.getFileName(), program.toAbsolutePath())
        : Map.of();
  }

  private static KernelSymbols kernelOf(final Guest guest, final KernelAreas areas) {
    return listed(
            guest, GuestListing.KERNEL_SYMBOLS, kallsyms -> KernelSymbols.read(kallsyms, areas))
        .orElse(KernelSymbols.UNKNOWN);
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
