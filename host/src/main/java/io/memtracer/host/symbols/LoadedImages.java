package io.memtracer.host.symbols;

import io.memtracer.host.status.DataName;
import io.memtracer.host.status.DataPlace;
import io.memtracer.host.symbols.DataMapping.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Programs and libraries as they were loaded into programs' memory. Where an image lies is known by
 * its code; its data lies as far from that as the image says, whether it is the file's or begins as
 * zeros. While it is loaded there is more of the file there for a moment, which nobody looks at.
 */
final class LoadedImages {

  private final ImageFiles files;
  private final GuestCode guest;
  private final Map<ImageSource, Optional<ElfImage>> images = new HashMap<>();
  private final Set<Loaded> loaded = new LinkedHashSet<>();

  /**
   * Finds them.
   *
   * @param mappings all of all programs
   * @param guest asked for an image of its own if one of the places may be in that
   */
  LoadedImages(
      final List<DataMapping> mappings,
      final ImageFiles files,
      final GuestCode guest,
      final Collection<DataPlace> places) {
    this.files = files;
    this.guest = guest;
    final Set<ImageSource> wanted = wanted(mappings, places);
    for (final DataMapping mapping : mappings) {
      final ImageSource source = ImageSource.of(mapping);
      if (mapping.code() && (mapping.hostFile().isPresent() || wanted.contains(source))) {
        image(source)
            .flatMap(
                image ->
                    image
                        .addressOfPage(mapping.fileOffset())
                        .or(() -> image.addressOfAllCode(mapping.end() - mapping.start())))
            .ifPresent(
                address ->
                    loaded.add(new Loaded(mapping.program(), source, mapping.start() - address)));
      }
    }
  }

  /** What of the guest's own lies there, or right before memory that may begin as its zeros. */
  private static Set<ImageSource> wanted(
      final List<DataMapping> mappings, final Collection<DataPlace> places) {
    final List<DataMapping> touched =
        mappings.stream().filter(mapping -> places.stream().anyMatch(mapping::holds)).toList();
    final Set<Long> zeros =
        touched.stream()
            .filter(mapping -> mapping.kind() != Kind.FILE)
            .map(DataMapping::start)
            .collect(Collectors.toSet());
    return Stream.concat(
            touched.stream(), mappings.stream().filter(mapping -> zeros.contains(mapping.end())))
        .map(ImageSource::of)
        .filter(ImageSource::isOfGuest)
        .collect(Collectors.toSet());
  }

  /**
   * An image in a program's memory.
   *
   * @param program whose, or empty
   * @param image which
   * @param base what is to be added to the image's own addresses
   */
  private record Loaded(String program, ImageSource image, long base) {

    boolean mayBeOf(final String other) {
      return program.isEmpty() || other.isEmpty() || program.equals(other);
    }
  }

  /**
   * A place in an image.
   *
   * @param image which
   * @param address as its own addresses count
   * @param symbol what it says that lies there
   * @param zeros whether it is in pages that aren't the file's, but begin as zeros
   */
  record Place(ImageSource image, long address, Optional<Function> symbol, boolean zeros) {

    /** Whether what is mapped there may be it. */
    boolean mayBe(final DataMapping mapping) {
      return (zeros && mapping.kind() == Kind.ANONYMOUS) || ImageSource.of(mapping).equals(image);
    }

    DataName name() {
      return symbol
          .map(there -> DataName.inVariable(image.name(), there.name(), address - there.start()))
          .orElseGet(() -> DataName.inFile(image.name(), address));
    }
  }

  /** All places in images that it may be. */
  Set<Place> at(final DataPlace place) {
    final Set<Place> places = new LinkedHashSet<>();
    for (final Loaded one : loaded) {
      final long address = place.address() - one.base;
      if (one.mayBeOf(place.program())) {
        image(one.image)
            .filter(image -> image.spans(address))
            .ifPresent(
                image ->
                    places.add(
                        new Place(
                            one.image, address, image.dataAt(address), image.hasZerosAt(address))));
      }
    }
    return places;
  }

  private Optional<ElfImage> image(final ImageSource source) {
    return images.computeIfAbsent(
        source,
        one ->
            one.file()
                .map(files::at)
                .or(() -> guest.image(one.guestPath()))
                .flatMap(file -> ElfImage.read(file, files)));
  }
}
