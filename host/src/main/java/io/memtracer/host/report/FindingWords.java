package io.memtracer.host.report;

import io.memtracer.api.result.Finding;
import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodePlace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words of findings, with what lies at an address of code in its place. An analyzer knows addresses
 * only.
 */
public final class FindingWords {

  private static final Pattern ADDRESS = Pattern.compile("\\b0x([0-9a-f]{1,16})\\b");

  private final Map<Long, CodeName> names = new HashMap<>();

  /** With names for places; an address that is another place in another program has none. */
  public FindingWords(final Map<CodePlace, CodeName> codeNames) {
    final Set<Long> different = new HashSet<>();
    codeNames.forEach(
        (place, name) -> {
          final CodeName before = names.put(place.address(), name);
          if (before != null && !before.equals(name)) {
            different.add(place.address());
          }
        });
    names.keySet().removeAll(different);
  }

  /** The text of a finding. */
  public String of(final Finding finding) {
    return ADDRESS
        .matcher(finding.text())
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    name(match.group(1)).map(CodeText::of).orElse(match.group())));
  }

  private Optional<CodeName> name(final String digits) {
    return Optional.ofNullable(names.get(Long.parseUnsignedLong(digits, 16)));
  }
}
