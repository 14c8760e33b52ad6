package io.memtracer.host.symbols;

import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.symbols.SourceLines.Written;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Names addresses of instructions by what lay in memory while a trace was made. Where it isn't
 * known which of two programs with different code an address is of, it gets no name.
 */
public final class CodeNames {

  private final KernelCode kernel;
  private final List<FileMapping> mappings;
  private final ImageFiles files;
  private final GuestNames guest;
  private final Map<Path, Optional<ElfImage>> images = new HashMap<>();

  /**
   * Names by these.
   *
   * @param kernel the guest kernel's functions
   * @param mappings all code that lay in memory, of all programs
   * @param guest what only the guest has of that
   */
  public CodeNames(
      final KernelCode kernel, final Collection<FileMapping> mappings, final GuestCode guest) {
    this(kernel, mappings, guest, ImageFiles.installed());
  }

  CodeNames(
      final KernelCode kernel,
      final Collection<FileMapping> mappings,
      final GuestCode guest,
      final ImageFiles files) {
    this.kernel = kernel;
    this.mappings = List.copyOf(mappings);
    this.files = files;
    this.guest = new GuestNames(guest, files);
  }

  /**
   * A place in an image: two addresses that mean the same one have the same name.
   *
   * @param file which, if it is one of this machine
   * @param guestFile or else one of the guest's own; empty for what is in no file
   * @param address as the image counts, or in a guest's file where in that; of what is in no file
   *     its own
   */
  private record InImage(Optional<Path> file, String guestFile, long address) {}

  /**
   * Names addresses, all in one go: each file is looked into once.
   *
   * @param places addresses of instructions
   * @return a name for each that has one
   */
  public Map<CodePlace, CodeName> of(final Collection<CodePlace> places) {
    final Map<CodePlace, CodeName> names = new HashMap<>();
    final Map<Path, Map<CodePlace, InImage>> wanted = new TreeMap<>();
    for (final CodePlace place : places) {
      kernel.at(place.address()).ifPresent(name -> names.put(place, name));
      final Optional<InImage> found = find(place);
      if (found.isPresent() && found.get().file.isPresent()) {
        wanted
            .computeIfAbsent(found.get().file.get(), f -> new HashMap<>())
            .put(place, found.get());
      } else {
        found.ifPresent(there -> guest.add(place, there.guestFile, there.address));
      }
    }
    names.putAll(guest.names());
    wanted.forEach((file, found) -> names.putAll(inFile(file, found)));
    return demangled(names);
  }

  private Optional<InImage> find(final CodePlace place) {
    Optional<InImage> found = Optional.empty();
    for (final FileMapping mapping : mappings) {
      if (mapping.holds(place)) {
        final Optional<InImage> here = find(mapping, place.address());
        if (here.isEmpty() || (found.isPresent() && !found.equals(here))) {
          return Optional.empty();
        }
        found = here;
      }
    }
    return found;
  }

  private Optional<InImage> find(final FileMapping mapping, final long address) {
    final long inFile = mapping.offsetInFile(address);
    return mapping.file().isPresent()
        ? mapping
            .file()
            .flatMap(
                file ->
                    image(file)
                        .flatMap(image -> address(image, mapping, address))
                        .map(inImage -> new InImage(Optional.of(file), "", inImage)))
        : Optional.of(
            new InImage(
                Optional.empty(), mapping.guestPath(), mapping.isOfNoFile() ? address : inFile));
  }

  private static Optional<Long> address(
      final ElfImage image, final FileMapping mapping, final long address) {
    return image
        .addressOf(mapping.offsetInFile(address))
        .or(
            () ->
                image
                    .addressOfAllCode(mapping.end() - mapping.start())
                    .map(start -> start + address - mapping.start()));
  }

  private Optional<ElfImage> image(final Path file) {
    return images.computeIfAbsent(file, f -> ElfImage.read(files.at(f), files));
  }

  private Map<CodePlace, CodeName> inFile(final Path file, final Map<CodePlace, InImage> found) {
    final List<Long> addresses = found.values().stream().map(InImage::address).distinct().toList();
    final Map<Long, Written> written = SourceLines.of(files.linesOf(file), addresses);
    final Map<CodePlace, CodeName> names = new HashMap<>();
    found.forEach(
        (place, inImage) -> {
          final Written source = written.getOrDefault(inImage.address, Written.UNKNOWN);
          final Optional<Function> function =
              image(file).flatMap(image -> image.functionAt(inImage.address));
          names.put(
              place,
              new CodeName(
                  file.toString(),
                  inImage.address,
                  function.map(Function::name),
                  function.map(f -> inImage.address - f.start()).orElse(0L),
                  source.inlined(),
                  source.line()));
        });
    return names;
  }

  private static Map<CodePlace, CodeName> demangled(final Map<CodePlace, CodeName> names) {
    final List<String> functions = new ArrayList<>();
    for (final CodeName name : names.values()) {
      name.function().ifPresent(functions::add);
      functions.addAll(name.inlined());
    }
    final Map<String, String> spellings = Demangler.demangle(functions);
    names.replaceAll(
        (place, name) -> name.spelled(function -> spellings.getOrDefault(function, function)));
    return names;
  }
}
