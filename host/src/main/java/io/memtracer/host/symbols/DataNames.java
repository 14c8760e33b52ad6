package io.memtracer.host.symbols;

import io.memtracer.host.status.DataName;
import io.memtracer.host.status.DataPlace;
import io.memtracer.host.symbols.DataMapping.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names addresses of what is accessed by what lay in memory while a trace was made. Where one
 * program had different things at an address at different times, it is called after all of them;
 * where several programs had, and it isn't known which of them it is of, it gets no name.
 */
public final class DataNames {

  private static final String ANONYMOUS = "[anonymous]";

  private final KernelData kernel;
  private final List<DataMapping> mappings;
  private final ImageFiles files;
  private final GuestCode guest;
  private final ThreadStacks stacks;

  /** Programs that were executed meanwhile: what was there before isn't theirs. */
  private final Set<String> executed;

  private final List<DataMapping> before;

  /**
   * Names by these.
   *
   * @param files where images of this machine are
   * @param guest what only the guest has
   */
  DataNames(final KnownData known, final ImageFiles files, final GuestCode guest) {
    this.files = files;
    this.guest = guest;
    kernel = known.kernel();
    before = known.before();
    mappings = known.since().stream().filter(one -> one.kind() != Kind.THREAD).toList();
    stacks = new ThreadStacks(known.since());
    executed = mappings.stream().map(DataMapping::program).collect(Collectors.toSet());
  }

  /**
   * Names addresses.
   *
   * @param places addresses of what is accessed
   * @return a name for each that has one
   */
  public Map<DataPlace, DataName> of(final Collection<DataPlace> places) {
    final LoadedImages images = new LoadedImages(mappings, files, guest, places);
    final Map<DataPlace, DataName> names = new HashMap<>();
    for (final DataPlace place : places) {
      final Optional<DataName> name =
          place.address() < 0 ? kernel.at(place.address()) : ofUserOrThread(place, images);
      name.ifPresent(known -> names.put(place, known));
    }
    return demangled(names);
  }

  /** A stack is memory that was asked for like any other. */
  private Optional<DataName> ofUserOrThread(final DataPlace place, final LoadedImages images) {
    final Optional<DataName> name = ofUser(place, images);
    return name.equals(Optional.of(DataName.area(ANONYMOUS)))
        ? stacks.at(place).or(() -> name)
        : name;
  }

  private Optional<DataName> ofUser(final DataPlace place, final LoadedImages images) {
    final List<DataMapping> there =
        mappings.stream().filter(mapping -> mapping.holds(place)).toList();
    if (place.program().isEmpty() || !executed.contains(place.program())) {
      final List<DataMapping> old =
          before.stream().filter(mapping -> mapping.holds(place)).toList();
      if (!old.isEmpty()) {
        return inTurn(place, Stream.concat(old.stream(), there.stream()).toList(), Set.of());
      }
    }
    final Set<LoadedImages.Place> inImages = images.at(place);
    return there.isEmpty() && inImages.size() == 1
        ? Optional.of(inImages.iterator().next().name())
        : inTurn(place, there, inImages);
  }

  private static Optional<DataName> inTurn(
      final DataPlace place,
      final List<DataMapping> there,
      final Set<LoadedImages.Place> inImages) {
    final InTurn things = new InTurn();
    for (final DataMapping mapping : there) {
      final List<LoadedImages.Place> may =
          inImages.stream().filter(image -> image.mayBe(mapping)).toList();
      things.add(
          switch (may.size()) {
            case 0 -> name(mapping, place.address());
            case 1 -> Optional.of(may.get(0).name());
            default -> Optional.empty();
          });
    }
    return things.name(
        !place.program().isEmpty()
            && there.stream().allMatch(mapping -> mapping.program().equals(place.program())));
  }

  private static Optional<DataName> name(final DataMapping mapping, final long address) {
    return switch (mapping.kind()) {
      case ANONYMOUS -> Optional.of(DataName.area(ANONYMOUS));
      case HEAP -> Optional.of(DataName.area("[heap]"));
      case STACK -> Optional.of(DataName.area("[stack]"));
      case SPECIAL -> Optional.of(DataName.area(mapping.name()));
      case UNLINKED -> Optional.of(unlinked(mapping, address));
      case THREAD -> Optional.empty();
      case FILE ->
          mapping.name().isEmpty()
              ? Optional.empty()
              : Optional.of(
                  DataName.inFile(
                      (mapping.hostFile().isPresent() ? "" : FileMapping.OF_GUEST) + mapping.name(),
                      mapping.offsetInFile(address)));
    };
  }

  /** Memory that is shared without a file is one that Linux calls so. */
  private static DataName unlinked(final DataMapping mapping, final long address) {
    return mapping.name().equals("dev/zero")
        ? DataName.area("[anonymous, shared]")
        : new DataName(
            "[" + mapping.name() + "]",
            Optional.empty(),
            OptionalLong.of(mapping.offsetInFile(address)));
  }

  private static Map<DataPlace, DataName> demangled(final Map<DataPlace, DataName> names) {
    final Map<String, String> spellings =
        Demangler.demangle(
            names.values().stream()
                .flatMap(DataName::things)
                .flatMap(name -> name.symbol().stream())
                .toList());
    names.replaceAll(
        (place, name) -> name.spelled(symbol -> spellings.getOrDefault(symbol, symbol)));
    return names;
  }
}
