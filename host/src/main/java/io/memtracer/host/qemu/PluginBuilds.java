package io.memtracer.host.qemu;

import io.memtracer.host.status.TraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The builds of our plugin: QEMU changes its plugin interface, and refuses plugins for another
 * version than those it has.
 *
 * @param directory where they lie
 */
public record PluginBuilds(Path directory) {

  /** For QEMU 9.1 to 10.2, for 11.0, and from 11.1 on. */
  private static final List<Integer> APIS = List.of(3, 6, 7);

  private static final QemuVersion FIRST_OF_API_6 = new QemuVersion(11, 0, 0);
  private static final QemuVersion FIRST_OF_API_7 = new QemuVersion(11, 1, 0);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** What our plugin says when it is loaded to say so. */
  private static final Pattern LOADED =
      Pattern.compile("gmbeoo: plugin API (\\d{1,9}) to (\\d{1,9}), build for");

  /** What QEMU says of a plugin for another version. */
  private static final Pattern TOO_OLD =
      Pattern.compile("this QEMU supports only a minimum version of (\\d{1,9})");

  private static final Pattern TOO_NEW =
      Pattern.compile("this QEMU supports only up to version (\\d{1,9})");

  /**
   * The build for a QEMU: that of its release, unless QEMU asks for another one when it loads it.
   *
   * @throws TraceException environment error if there is none for it
   */
  public PluginBuild choose(final QemuBinary qemu) {
    final TreeSet<Integer> left = new TreeSet<>(APIS);
    int api = expected(qemu.version());
    while (true) {
      final String said = load(qemu, library(api));
      final Matcher loaded = LOADED.matcher(said);
      if (loaded.find()) {
        return new PluginBuild(library(api), api, number(loaded), number(loaded, 2));
      }
      left.remove(api);
      api = next(left, said).orElseThrow(() -> none(qemu, said));
    }
  }

  private static int expected(final QemuVersion version) {
    if (version.compareTo(FIRST_OF_API_7) >= 0) {
      return 7;
    }
    return version.compareTo(FIRST_OF_API_6) >= 0 ? 6 : 3;
  }

  /** The build that is nearest to the tried one and that QEMU's words don't exclude. */
  private static Optional<Integer> next(final TreeSet<Integer> left, final String said) {
    final Matcher old = TOO_OLD.matcher(said);
    if (old.find()) {
      return Optional.ofNullable(left.ceiling(number(old)));
    }
    final Matcher recent = TOO_NEW.matcher(said);
    return recent.find() ? Optional.ofNullable(left.floor(number(recent))) : Optional.empty();
  }

  private static TraceException none(final QemuBinary qemu, final String said) {
    final int oldest = APIS.get(0);
    final int newest = APIS.get(APIS.size() - 1);
    final Matcher old = TOO_OLD.matcher(said);
    if (old.find() && number(old) > newest) {
      return TraceException.environment(
          "QEMU %s (%s) is too new for this memtracer: it takes plugins for version %d of its plugin interface or newer, and memtracer has them for %d to %d; take an older QEMU or a newer memtracer"
              .formatted(qemu.version(), qemu.executable(), number(old), oldest, newest));
    }
    return TraceException.environment(
        "QEMU %s (%s) doesn't load memtracer's plugin: %s"
            .formatted(
                qemu.version(), qemu.executable(), said.isBlank() ? "it says nothing" : said));
  }

  private static String load(final QemuBinary qemu, final Path library) {
    if (!Files.isRegularFile(library)) {
      throw TraceException.environment(
          "QEMU's plugin " + library + " isn't built: './memtracer setup' builds it");
    }
    return Command.run(
            TIMEOUT,
            List.of(
                qemu.executable().toString(),
                "-machine",
                "none",
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-plugin",
                QemuCommand.escape(library.toString()) + ",probe=on"))
        .output()
        .strip();
  }

  private Path library(final int api) {
    return directory.resolve("libgmbeoo-api" + api + ".so");
  }

  private static int number(final Matcher found) {
    return number(found, 1);
  }

  private static int number(final Matcher found, final int group) {
    return Integer.parseInt(found.group(group));
  }
}
