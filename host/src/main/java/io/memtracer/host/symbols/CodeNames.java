package io.memtracer.host.symbols;

import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodeName.SourceLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Names addresses of instructions by what lay in memory while a trace was made. Where two programs
 * had different code at one address, that address gets no name.
 */
public final class CodeNames {

  private final KernelCode kernel;
  private final List<FileMapping> mappings;
  private final DebugFiles debugFiles;
  private final Map<Path, Optional<ElfImage>> images = new HashMap<>();

  /**
   * Names by these.
   *
   * @param kernel the guest kernel's functions
   * @param mappings all files' pieces that lay in memory, of all programs
   */
  public CodeNames(final KernelCode kernel, final Collection<FileMapping> mappings) {
    this(kernel, mappings, DebugFiles.installed());
  }

  CodeNames(
      final KernelCode kernel,
      final Collection<FileMapping> mappings,
      final DebugFiles debugFiles) {
    this.kernel = kernel;
    this.mappings = List.copyOf(mappings);
    this.debugFiles = debugFiles;
  }

  /** A place in an image: two addresses that mean the same one have the same name. */
  private record Place(Path file, long address) {}

  /**
   * Names addresses, all in one go: each file is looked into once.
   *
   * @param addresses of instructions
   * @return a name for each that has one
   */
  public Map<Long, CodeName> of(final Collection<Long> addresses) {
    final Map<Long, CodeName> names = new HashMap<>();
    final Map<Path, Map<Long, Place>> wanted = new TreeMap<>();
    for (final long address : new TreeSet<>(addresses)) {
      kernel.at(address).ifPresent(name -> names.put(address, name));
      place(address)
          .ifPresent(
              place ->
                  wanted.computeIfAbsent(place.file, f -> new TreeMap<>()).put(address, place));
    }
    wanted.forEach((file, places) -> names.putAll(inFile(file, places)));
    return demangled(names);
  }

  private Optional<Place> place(final long address) {
    Optional<Place> found = Optional.empty();
    for (final FileMapping mapping : mappings) {
      if (mapping.holds(address)) {
        final Optional<Place> here = place(mapping, address);
        if (here.isEmpty() || (found.isPresent() && !found.equals(here))) {
          return Optional.empty();
        }
        found = here;
      }
    }
    return found;
  }

  private Optional<Place> place(final FileMapping mapping, final long address) {
    return image(mapping.file())
        .flatMap(image -> image.addressOf(mapping.offsetInFile(address)))
        .map(inImage -> new Place(mapping.file(), inImage));
  }

  private Optional<ElfImage> image(final Path file) {
    return images.computeIfAbsent(file, f -> ElfImage.read(f, debugFiles));
  }

  private Map<Long, CodeName> inFile(final Path file, final Map<Long, Place> places) {
    final List<Long> inImage = places.values().stream().map(Place::address).distinct().toList();
    final Map<Long, SourceLine> lines = SourceLines.of(file, inImage);
    final Map<Long, CodeName> names = new HashMap<>();
    places.forEach(
        (address, place) -> {
          final Optional<Function> function =
              image(file).flatMap(image -> image.functionAt(place.address));
          names.put(
              address,
              new CodeName(
                  file.toString(),
                  place.address,
                  function.map(Function::name),
                  function.map(f -> place.address - f.start()).orElse(0L),
                  Optional.ofNullable(lines.get(place.address))));
        });
    return names;
  }

  private static Map<Long, CodeName> demangled(final Map<Long, CodeName> names) {
    final List<String> functions = new ArrayList<>();
    names.values().forEach(name -> name.function().ifPresent(functions::add));
    final Map<String, String> spellings = Demangler.demangle(functions);
    names.replaceAll(
        (address, name) ->
            new CodeName(
                name.image(),
                name.imageOffset(),
                name.function().map(function -> spellings.getOrDefault(function, function)),
                name.functionOffset(),
                name.line()));
    return names;
  }
}
