package io.memtracer.host.symbols;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Spells names of C++ and Rust as their source does, where c++filt is installed. */
final class Demangler {

  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** What compilers call things. Images may say anything, also what would be two lines. */
  private static final Pattern MANGLED = Pattern.compile("_[ZR][A-Za-z0-9_.$@]+");

  private Demangler() {}

  /**
   * Spells names.
   *
   * @param names as images have them
   * @return a spelling for each that has one
   */
  static Map<String, String> demangle(final List<String> names) {
    final List<String> mangled =
        names.stream().filter(name -> MANGLED.matcher(name).matches()).distinct().toList();
    final List<String> answers = new BinutilsTool(TIMEOUT_NANOS, "c++filt").answers(mangled);
    final Map<String, String> spellings = new HashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      spellings.put(mangled.get(i), answers.get(i));
    }
    return spellings;
  }
}
