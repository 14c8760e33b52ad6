package io.memtracer.host.symbols;

import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.symbols.SourceLines.Written;
import io.memtracer.host.symbols.dwarf.Effort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Names addresses of code that only the guest has: of its own programs and libraries, and what
 * programs made while they ran. No program of this machine reads what comes from the guest: where
 * addr2line has no debug file of this machine's, lines of source are those that are read here.
 */
final class GuestNames {

  /** Whose code it is that programs make. */
  private static final String JIT = "[jit]";

  private final GuestCode guest;
  private final ImageFiles debugFiles;
  private final Map<String, List<InFile>> wanted = new TreeMap<>();
  private final List<CodePlace> made = new ArrayList<>();
  private final Effort effort = Effort.ofAReport();

  GuestNames(final GuestCode guest, final ImageFiles debugFiles) {
    this.guest = guest;
    this.debugFiles = debugFiles;
  }

  private record InFile(CodePlace place, long offset) {

    CodeName in(final String file, final Optional<Function> function, final long address) {
      return new CodeName(
          FileMapping.OF_GUEST + file,
          offset,
          function.map(Function::name),
          function.map(found -> address - found.start()).orElse(0L),
          List.of(),
          Optional.empty());
    }
  }

  /**
   * Asks for one.
   *
   * @param file what the guest calls it; empty for what is in no file
   * @param offset where in the file
   */
  void add(final CodePlace place, final String file, final long offset) {
    if (file.isEmpty()) {
      made.add(place);
    } else {
      wanted.computeIfAbsent(file, f -> new ArrayList<>()).add(new InFile(place, offset));
    }
  }

  /** What is known of those that were asked for. */
  Map<CodePlace, CodeName> names() {
    final Map<CodePlace, CodeName> names = new HashMap<>();
    wanted.forEach((file, places) -> names(file, places, names));
    for (final CodePlace place : made) {
      guest
          .jit()
          .at(place)
          .ifPresent(
              method ->
                  names.put(
                      place,
                      new CodeName(
                          JIT,
                          place.address(),
                          Optional.of(method.name()),
                          place.address() - method.start(),
                          List.of(),
                          Optional.empty())));
    }
    return names;
  }

  private void names(
      final String file, final List<InFile> places, final Map<CodePlace, CodeName> names) {
    final Optional<Path> copy = guest.image(file);
    final Optional<ElfImage> image = copy.flatMap(path -> ElfImage.read(path, debugFiles));
    final Map<InFile, Long> addresses = new HashMap<>();
    for (final InFile one : places) {
      final Optional<Long> address = image.flatMap(is -> is.addressOf(one.offset));
      address.ifPresent(known -> addresses.put(one, known));
      names.put(
          one.place,
          one.in(
              file,
              address.flatMap(known -> image.flatMap(is -> is.functionAt(known))),
              address.orElse(0L)));
    }
    if (!addresses.isEmpty()) {
      addLines(written(image.orElseThrow(), addresses.values()), addresses, names);
    }
  }

  private Map<Long, Written> written(final ElfImage image, final Collection<Long> addresses) {
    final Optional<Path> debugFile = image.buildId().flatMap(debugFiles::debugFile);
    if (debugFile.isPresent()) {
      return SourceLines.of(debugFile.get(), addresses.stream().distinct().toList());
    }
    final Map<Long, Written> written = new HashMap<>();
    image
        .lines(addresses, effort)
        .forEach(
            (address, line) -> written.put(address, new Written(Optional.of(line), List.of())));
    return written;
  }

  private static void addLines(
      final Map<Long, Written> lines,
      final Map<InFile, Long> addresses,
      final Map<CodePlace, CodeName> names) {
    addresses.forEach(
        (one, address) -> {
          final Written source = lines.getOrDefault(address, Written.UNKNOWN);
          names.computeIfPresent(
              one.place, (place, name) -> name.at(source.inlined(), source.line()));
        });
  }
}
