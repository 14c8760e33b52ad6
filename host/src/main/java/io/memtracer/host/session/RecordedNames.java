package io.memtracer.host.session;

import io.memtracer.host.guest.GuestStore;
import io.memtracer.host.recording.format.Names;
import io.memtracer.host.symbols.FileIdentity;
import io.memtracer.host.symbols.FileMapping;
import io.memtracer.host.symbols.GuestCode;
import io.memtracer.host.symbols.ImageFiles;
import io.memtracer.host.symbols.JitMethod;
import io.memtracer.host.symbols.KernelCode;
import io.memtracer.host.symbols.KernelFunction;
import io.memtracer.host.symbols.KnownCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of code, as recordings have it. */
final class RecordedNames {

  private RecordedNames() {}

  /** As it is to be recorded. */
  static Names write(final KnownCode code, final long[] addresses) {
    final KnownCode needed = code.holding(addresses);
    final FileIdentity identity = new FileIdentity();
    return new Names(
        needed.kernel().holding(addresses).stream().map(RecordedNames::write).toList(),
        Stream.concat(
                needed.mappings().stream().map(mapping -> write(mapping, identity, needed.guest())),
                RecordedCode.write(jit(needed, addresses)).stream())
            .toList());
  }

  private static List<JitMethod> jit(final KnownCode code, final long[] addresses) {
    return code.mappings().stream().anyMatch(FileMapping::isOfNoFile)
        ? code.guest().jit().holding(addresses)
        : List.of();
  }

  private static Names.KernelFunction write(final KernelFunction function) {
    return new Names.KernelFunction(
        function.start(), function.end(), function.name(), function.image());
  }

  private static Names.Mapping write(
      final FileMapping mapping, final FileIdentity identity, final GuestCode guest) {
    return new Names.Mapping(
        mapping.start(),
        mapping.end(),
        mapping.fileOffset(),
        mapping.file().map(Path::toString).orElse(mapping.guestPath()),
        mapping.file().map(identity::of).orElseGet(() -> ofGuest(mapping, guest)),
        mapping.program());
  }

  private static String ofGuest(final FileMapping mapping, final GuestCode guest) {
    return mapping.isOfNoFile()
        ? ""
        : guest
            .image(mapping.guestPath())
            .map(copy -> RecordedCode.OF_GUEST + copy.getFileName())
            .orElse("");
  }

  /** As it was recorded. A file that is another one by now, and nowhere else, names nothing. */
  static KnownCode read(final Names names, final ImageFiles files) {
    final List<KernelFunction> kernel =
        names.kernel().stream()
            .map(one -> new KernelFunction(one.start(), one.end(), one.name(), one.image()))
            .toList();
    return new KnownCode(
        KernelCode.of(kernel),
        names.mappings().stream()
            .filter(one -> Long.compareUnsigned(one.start(), one.end()) < 0)
            .filter(one -> !RecordedCode.isMade(one))
            .map(one -> read(one, files))
            .toList(),
        new RecordedCode(names, CopiesOfImages.beside(GuestStore.ofEnvironment())));
  }

  private static FileMapping read(final Names.Mapping one, final ImageFiles files) {
    return new FileMapping(
        one.start(),
        one.end(),
        one.fileOffset(),
        isOfGuest(one)
            ? Optional.empty()
            : RecordedPath.of(one.file()).flatMap(file -> files.find(file, one.identity())),
        isOfGuest(one) ? one.file() : "",
        one.program());
  }

  private static boolean isOfGuest(final Names.Mapping one) {
    return one.identity().isEmpty() || one.identity().startsWith(RecordedCode.OF_GUEST);
  }
}
