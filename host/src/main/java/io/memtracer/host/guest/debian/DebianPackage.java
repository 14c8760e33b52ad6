package io.memtracer.host.guest.debian;

import io.memtracer.host.status.TraceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A package as the package lists have it.
 *
 * @param name such as busybox-static
 * @param version of the candidate for installation
 * @param fileName the last part of its path in the archive
 * @param sha256 of the file
 * @param depends the field Depends, as it is
 */
public record DebianPackage(
    String name, String version, String fileName, String sha256, String depends) {

  private static final Pattern FIELD = Pattern.compile("(?m)^([A-Za-z0-9-]+): *(.*)$");

  /**
   * Reads what {@code apt-cache show} prints.
   *
   * @return by name
   * @throws TraceException environment error if one of the packages can't be downloaded
   */
  static Map<String, DebianPackage> parseAll(final String paragraphs) {
    final Map<String, DebianPackage> packages = new LinkedHashMap<>();
    for (final String paragraph : paragraphs.strip().split("\n\\s*\n", -1)) {
      find(paragraph, "Package")
          .ifPresent(name -> packages.putIfAbsent(name, parse(name, paragraph)));
    }
    return packages;
  }

  private static DebianPackage parse(final String name, final String paragraph) {
    final String path = field(name, paragraph, "Filename");
    return new DebianPackage(
        name,
        field(name, paragraph, "Version"),
        path.substring(path.lastIndexOf('/') + 1),
        field(name, paragraph, "SHA256"),
        find(paragraph, "Depends").orElse(""));
  }

  private static String field(final String name, final String paragraph, final String key) {
    return find(paragraph, key)
        .orElseThrow(
            () ->
                TraceException.environment(
                    ("the package %s can't be downloaded: the package lists have no %s for it;"
                            + " run 'apt-get update' as root, then try again")
                        .formatted(name, key)));
  }

  private static Optional<String> find(final String paragraph, final String key) {
    final Matcher matcher = FIELD.matcher(paragraph);
    while (matcher.find()) {
      if (matcher.group(1).equals(key)) {
        return Optional.of(matcher.group(2).strip()).filter(value -> !value.isEmpty());
      }
    }
    return Optional.empty();
  }

  /** The packages it depends on whose names match, without their versions. */
  public List<String> dependencies(final Pattern wanted) {
    return Stream.of(depends.split("[,|]", -1))
        .map(alternative -> alternative.strip().split("[ (:]", 2)[0])
        .filter(wanted.asMatchPredicate())
        .toList();
  }

  /** As {@code apt-get download} wants it. */
  public String specification() {
    return name + "=" + version;
  }
}
