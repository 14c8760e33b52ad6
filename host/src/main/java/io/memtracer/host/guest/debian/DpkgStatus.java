package io.memtracer.host.guest.debian;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A package as dpkg knows it: what it needs to set up a package that somebody else unpacked. */
final class DpkgStatus {

  private static final Pattern CONFIGURATION_FILE = Pattern.compile("(?m)^(/\\S+)\\s*$");

  private final String control;
  private final Map<String, String> digests = new LinkedHashMap<>();

  /**
   * Begins one.
   *
   * @param control its file "control"
   * @param conffiles its file "conffiles", may be empty
   */
  DpkgStatus(final String control, final String conffiles) {
    this.control = control.replaceAll("\n+", "\n").strip();
    final Matcher matcher = CONFIGURATION_FILE.matcher(conffiles);
    while (matcher.find()) {
      digests.put(matcher.group(1), "newconffile");
    }
  }

  /** The package's name. */
  String name() {
    return field("Package");
  }

  /** What the names of its files in dpkg's directory begin with. */
  String infoName() {
    return field("Multi-Arch").equals("same") ? name() + ":" + field("Architecture") : name();
  }

  private String field(final String key) {
    final Matcher matcher = Pattern.compile("(?m)^" + key + ": *(.*)$").matcher(control);
    return matcher.find() ? matcher.group(1).strip() : "";
  }

  /** Whether a file may be changed by who runs the machine. */
  boolean isConfiguration(final String path) {
    return digests.containsKey(path);
  }

  /** Tells the MD5 sum of such a file. */
  void configuration(final String path, final String md5) {
    digests.put(path, md5);
  }

  /**
   * Its paragraph in dpkg's database.
   *
   * @param installed whether it is to pass for set up
   */
  String paragraph(final boolean installed) {
    final StringBuilder text = new StringBuilder();
    control
        .lines()
        .forEach(
            line -> {
              text.append(line).append('\n');
              if (line.startsWith("Package:")) {
                text.append("Status: install ok ")
                    .append(installed ? "installed" : "unpacked")
                    .append('\n');
              }
            });
    if (!digests.isEmpty()) {
      text.append("Conffiles:\n");
      digests.forEach((path, md5) -> text.append(' ' + path + ' ' + md5 + '\n'));
    }
    return text.append('\n').toString();
  }
}
