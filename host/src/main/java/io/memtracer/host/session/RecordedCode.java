package io.memtracer.host.session;

import io.memtracer.host.recording.format.Names;
import io.memtracer.host.symbols.GuestCode;
import io.memtracer.host.symbols.JitCode;
import io.memtracer.host.symbols.JitMethod;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Code that only the guest had, as recordings have it: its files by the digests of their contents,
 * what programs made as mappings of their own.
 */
final class RecordedCode implements GuestCode {

  /** What the identity of a file of the guest's begins with. */
  static final String OF_GUEST = "guest-sha256:";

  /** The identity of code that a program made. */
  static final String MADE = "made-by-the-program";

  private final Map<String, String> digests = new HashMap<>();
  private final CopiesOfImages copies;
  private final JitCode jit;

  RecordedCode(final Names names, final CopiesOfImages copies) {
    this.copies = copies;
    final Set<String> ambiguous = new HashSet<>();
    for (final Names.Mapping one : names.mappings()) {
      if (one.identity().startsWith(OF_GUEST)) {
        final String digest = one.identity().substring(OF_GUEST.length());
        final String other = digests.put(one.file(), digest);
        if (other != null && !other.equals(digest)) {
          ambiguous.add(one.file());
        }
      }
    }
    digests.keySet().removeAll(ambiguous);
    jit =
        JitCode.of(
            names.mappings().stream()
                .filter(one -> isMade(one) && one.start() >= 0 && one.start() < one.end())
                .map(one -> new JitMethod(one.start(), one.end(), one.file(), one.program()))
                .toList());
  }

  /** Whether it is code that a program made. */
  static boolean isMade(final Names.Mapping mapping) {
    return mapping.identity().equals(MADE);
  }

  /** As they are to be recorded. */
  static List<Names.Mapping> write(final List<JitMethod> methods) {
    return methods.stream()
        .map(one -> new Names.Mapping(one.start(), one.end(), 0, one.name(), MADE, one.program()))
        .toList();
  }

  @Override
  public Optional<Path> image(final String path) {
    return Optional.ofNullable(digests.get(path)).flatMap(copies::of);
  }

  @Override
  public JitCode jit() {
    return jit;
  }
}
