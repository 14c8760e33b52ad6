package io.memtracer.host.symbols;

import io.memtracer.host.status.DataName;
import io.memtracer.host.status.DataPlace;
import io.memtracer.host.symbols.DataMapping.Kind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Programs and libraries as they were loaded into programs' memory. Where an image lies is known by
 * its code; its data lies as far from that as the image says, whether it is the file's or begins as
 * zeros. While it is loaded there is more of the file there for a moment, which nobody looks at.
 */
final class LoadedImages {

  private final ImageFiles files;
  private final Map<Path, Optional<ElfImage>> images = new HashMap<>();
  private final Set<Loaded> loaded = new LinkedHashSet<>();

  /**
   * Finds them.
   *
   * @param mappings all of all programs
   */
  LoadedImages(final List<DataMapping> mappings, final ImageFiles files) {
    this.files = files;
    for (final DataMapping mapping : mappings) {
      if (mapping.code() && mapping.hostFile().isPresent()) {
        final Path file = mapping.hostFile().get();
        image(file)
            .flatMap(
                image ->
                    image
                        .addressOfPage(mapping.fileOffset())
                        .or(() -> image.addressOfAllCode(mapping.end() - mapping.start())))
            .ifPresent(
                address ->
                    loaded.add(new Loaded(mapping.program(), file, mapping.start() - address)));
      }
    }
  }

  /**
   * An image in a program's memory.
   *
   * @param program whose, or empty
   * @param file the image
   * @param base what is to be added to the image's own addresses
   */
  private record Loaded(String program, Path file, long base) {

    boolean mayBeOf(final String other) {
      return program.isEmpty() || other.isEmpty() || program.equals(other);
    }
  }

  /**
   * A place in an image.
   *
   * @param file which
   * @param address as its own addresses count
   * @param symbol what it says that lies there
   * @param zeros whether it is in pages that aren't the file's, but begin as zeros
   */
  record Place(Path file, long address, Optional<Function> symbol, boolean zeros) {

    /** Whether what is mapped there may be it. */
    boolean mayBe(final DataMapping mapping) {
      return (zeros && mapping.kind() == Kind.ANONYMOUS)
          || mapping.hostFile().equals(Optional.of(file));
    }

    DataName name() {
      return symbol
          .map(there -> DataName.inVariable(file.toString(), there.name(), address - there.start()))
          .orElseGet(() -> DataName.inFile(file.toString(), address));
    }
  }

  /** All places in images that it may be. */
  Set<Place> at(final DataPlace place) {
    final Set<Place> places = new LinkedHashSet<>();
    for (final Loaded one : loaded) {
      final long address = place.address() - one.base;
      if (one.mayBeOf(place.program())) {
        image(one.file)
            .filter(image -> image.spans(address))
            .ifPresent(
                image ->
                    places.add(
                        new Place(
                            one.file, address, image.dataAt(address), image.hasZerosAt(address))));
      }
    }
    return places;
  }

  private Optional<ElfImage> image(final Path file) {
    return images.computeIfAbsent(file, f -> ElfImage.read(files.at(f), files));
  }
}
