package io.memtracer.host.session;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestListing;
import io.memtracer.host.guest.agent.GuestFacts;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.symbols.GuestCode;
import io.memtracer.host.symbols.ImageFiles;
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
import java.util.stream.Stream;

/**
 * All that is known of a guest's memory, whenever that is asked for: what its kernel and its
 * processes had from the beginning is read once, what has come since each time. Thread-safe.
 */
final class GuestMemory {

  /** Where the agent keeps what it is sent. */
  private static final String SENT_PROGRAMS = "/run/memtracer/";

  /** What was there before the run. */
  private record Before(KernelSymbols kernel, Optional<Mappings> listed) {}

  private final Guest guest;
  private final GuestFacts facts;
  private final WorkloadSpec workload;
  private final Optional<Path> mappingTable;
  private final List<Path> debugDirectories;
  private Optional<Before> before = Optional.empty();

  /**
   * What isn't read yet.
   *
   * @param guest whose kernel runs
   * @param facts what its agent says of it
   * @param workload the program, which may have been sent to the guest
   * @param mappingTable where QEMU's plugin says what lies in memory
   * @param debugDirectories where debug files are, besides where distributions put them
   */
  GuestMemory(
      final Guest guest,
      final GuestFacts facts,
      final WorkloadSpec workload,
      final Optional<Path> mappingTable,
      final List<Path> debugDirectories) {
    this.guest = guest;
    this.facts = facts;
    this.workload = workload;
    this.mappingTable = mappingTable;
    this.debugDirectories = debugDirectories;
  }

  /**
   * What is known now.
   *
   * @param asked what can be asked of the guest about what came into memory
   */
  synchronized KnownMemory now(final Function<Mappings, GuestCode> asked) {
    if (before.isEmpty()) {
      before = Optional.of(read());
    }
    final KernelSymbols kernel = before.get().kernel;
    final Optional<Mappings> listed = before.get().listed;
    final Optional<Mappings> told = mappingTable.flatMap(table -> MappingTable.read(table, sent()));
    // None, unless all are known: an address could be somebody else's as well.
    final boolean known = listed.isPresent() && told.isPresent();
    final Mappings old = known ? listed.get() : Mappings.UNKNOWN;
    final Mappings since = known ? told.get() : Mappings.UNKNOWN;
    return new KnownMemory(
        new KnownCode(
            kernel.code(),
            Stream.concat(old.code().stream(), since.code().stream()).toList(),
            asked.apply(since)),
        KnownData.of(kernel.data(), old, since),
        ImageFiles.with(debugDirectories));
  }

  private Before read() {
    final KernelAreas areas = KernelAreas.of(facts.values());
    return new Before(
        listed(GuestListing.KERNEL_SYMBOLS, kallsyms -> KernelSymbols.read(kallsyms, areas))
            .orElse(KernelSymbols.UNKNOWN),
        listed(GuestListing.PROCESS_MAPS, ProcessMaps::read));
  }

  /** In a directory that is the agent's alone, so that nobody else puts another one there. */
  private Map<String, Path> sent() {
    final Path program = Path.of(workload.path());
    return workload.source() == WorkloadSpec.Source.SENT && program.getFileName() != null
        ? Map.of(SENT_PROGRAMS + program.getFileName(), program.toAbsolutePath())
        : Map.of();
  }

  /** Empty if the guest has none: a damaged one is no reason not to report. */
  private <T> Optional<T> listed(
      final GuestListing listing, final Function<BufferedReader, T> reader) {
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
