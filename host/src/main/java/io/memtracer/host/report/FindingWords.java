package io.memtracer.host.report;

import io.memtracer.api.result.Finding;
import io.memtracer.host.status.DataName;
import io.memtracer.host.status.DataPlace;
import io.memtracer.host.status.Names;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words of findings, with what lies at an address in its place. An analyzer knows addresses only.
 */
public final class FindingWords {

  private static final Pattern ADDRESS = Pattern.compile("\\b0x([0-9a-f]{1,16})\\b");

  /** What stands for an address. */
  private final Map<Long, String> words = new HashMap<>();

  private final Set<Long> different = new HashSet<>();

  /** With names for places; an address that is another place in another program has none. */
  public FindingWords(final Names names) {
    names.code().forEach((place, name) -> add(place.address(), CodeText.of(name)));
    names.data().forEach((place, name) -> add(place.address(), dataWords(place, name)));
    words.keySet().removeAll(different);
  }

  private void add(final long address, final String name) {
    final String before = words.put(address, name);
    if (before != null && !before.equals(name)) {
      different.add(address);
    }
  }

  /** In an area there are many places. */
  private static String dataWords(final DataPlace place, final DataName name) {
    return name.offset().isPresent()
        ? DataText.of(name)
        : "0x%x in %s".formatted(place.address(), DataText.of(name));
  }

  /** The text of a finding. */
  public String of(final Finding finding) {
    return ADDRESS
        .matcher(finding.text())
        .replaceAll(match -> Matcher.quoteReplacement(name(match.group(1)).orElse(match.group())));
  }

  private Optional<String> name(final String digits) {
    return Optional.ofNullable(words.get(Long.parseUnsignedLong(digits, 16)));
  }
}
