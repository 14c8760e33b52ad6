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
 * Names addresses of what is accessed by what lay in memory while a trace was made. Where different
 * things lay at an address, in one program at different times or in several ones, it gets no name.
 */
public final class DataNames {

  private static final String ANONYMOUS = "[anonymous]";

  private final KernelData kernel;
  private final List<DataMapping> mappings;
  private final LoadedImages images;
  private final ThreadStacks stacks;

  /** Programs that were executed meanwhile: what was there before isn't theirs. */
  private final Set<String> executed;

  private final List<DataMapping> before;

  DataNames(final KnownData known, final ImageFiles files) {
    kernel = known.kernel();
    before = known.before();
    mappings = known.since().stream().filter(one -> one.kind() != Kind.THREAD).toList();
    stacks = new ThreadStacks(known.since());
    executed = mappings.stream().map(DataMapping::program).collect(Collectors.toSet());
    images = new LoadedImages(mappings, files);
  }

  /**
   * Names addresses.
   *
   * @param places addresses of what is accessed
   * @return a name for each that has one
   */
  public Map<DataPlace, DataName> of(final Collection<DataPlace> places) {
    final Map<DataPlace, DataName> names = new HashMap<>();
    for (final DataPlace place : places) {
      final Optional<DataName> name =
          place.address() < 0 ? kernel.at(place.address()) : ofUserOrThread(place);
      name.ifPresent(known -> names.put(place, known));
    }
    return demangled(names);
  }

  /** A stack is memory that was asked for like any other. */
  private Optional<DataName> ofUserOrThread(final DataPlace place) {
    final Optional<DataName> name = ofUser(place);
    return name.equals(Optional.of(DataName.area(ANONYMOUS)))
        ? stacks.at(place).or(() -> name)
        : name;
  }

  private Optional<DataName> ofUser(final DataPlace place) {
    final List<DataMapping> there =
        mappings.stream().filter(mapping -> mapping.holds(place)).toList();
    if (place.program().isEmpty() || !executed.contains(place.program())) {
      final List<DataMapping> old =
          before.stream().filter(mapping -> mapping.holds(place)).toList();
      if (!old.isEmpty()) {
        return agreed(place, Stream.concat(old.stream(), there.stream()).toList());
      }
    }
    final Set<LoadedImages.Place> inImages = images.at(place);
    if (inImages.isEmpty()) {
      return agreed(place, there);
    }
    return inImages.size() == 1 && there.stream().allMatch(inImages.iterator().next()::mayBe)
        ? Optional.of(inImages.iterator().next().name())
        : Optional.empty();
  }

  /** What all say that lies there; without a place in it, if they don't agree on that. */
  private static Optional<DataName> agreed(
      final DataPlace place, final List<DataMapping> candidates) {
    Optional<DataName> agreed = Optional.empty();
    for (final DataMapping mapping : candidates) {
      if (mapping.holds(place)) {
        final Optional<DataName> name = name(mapping, place.address());
        if (name.isEmpty() || agreed.map(known -> !isOfSame(known, name.get())).orElse(false)) {
          return Optional.empty();
        }
        agreed =
            agreed.isEmpty() || agreed.equals(name)
                ? name
                : Optional.of(DataName.area(name.get().owner()));
      }
    }
    return agreed;
  }

  private static boolean isOfSame(final DataName one, final DataName other) {
    return one.owner().equals(other.owner());
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
        Demangler.demangle(names.values().stream().flatMap(n -> n.symbol().stream()).toList());
    names.replaceAll(
        (place, name) ->
            new DataName(
                name.owner(),
                name.symbol().map(symbol -> spellings.getOrDefault(symbol, symbol)),
                name.offset()));
    return names;
  }
}
