package io.memtracer.host.guest;

import io.memtracer.host.files.Directories;
import io.memtracer.host.qemu.QemuVersion;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The built guests in the cache directory, one directory each: {@code guests/NAME-HASH}. Such a
 * directory appears when its guest is complete, under its final name, and is never changed.
 */
public final class GuestStore {

  /** What may be a guest's name. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,40}");

  private static final String WORK_PREFIX = ".building-";

  private final Path cache;

  private GuestStore(final Path cache) {
    this.cache = cache;
  }

  /** In {@code ${MEMTRACER_CACHE:-${XDG_CACHE_HOME:-~/.cache}/memtracer}}. */
  public static GuestStore ofEnvironment() {
    return at(cacheDirectory(System.getenv(), System.getProperty("user.home")));
  }

  /** In a cache directory of the caller's choice. */
  public static GuestStore at(final Path cache) {
    return new GuestStore(cache.toAbsolutePath());
  }

  static Path cacheDirectory(final Map<String, String> environment, final String home) {
    final String own = environment.getOrDefault("MEMTRACER_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    final String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    return (shared.startsWith("/") ? Path.of(shared) : Path.of(home, ".cache"))
        .resolve("memtracer");
  }

  /** The cache directory; may not exist yet. */
  public Path cache() {
    return cache;
  }

  /** All guests, by name, the newest of a name first. */
  public List<Guest> list() {
    final List<Guest> guests = new ArrayList<>();
    if (Files.isDirectory(guestsDirectory())) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(guestsDirectory())) {
        for (final Path entry : entries) {
          if (!entry.getFileName().toString().startsWith(".")) {
            GuestFile.read(entry).ifPresent(guests::add);
          }
        }
      } catch (IOException e) {
        throw TraceException.environment("can't read " + guestsDirectory() + ": " + e, e);
      }
    }
    guests.sort(
        Comparator.comparing(Guest::name)
            .thenComparing(Comparator.comparing(GuestStore::built).reversed())
            .thenComparing(Guest::directory));
    return guests;
  }

  private static String built(final Guest guest) {
    return guest.facts().getOrDefault(FactNames.BUILT, "");
  }

  /** The newest guest of a name that meets a condition. */
  public Optional<Guest> find(final String name, final Predicate<Guest> condition) {
    return list().stream().filter(guest -> guest.name().equals(name)).filter(condition).findFirst();
  }

  /**
   * The newest guest of a name.
   *
   * @throws TraceException user error with the names there are, if there is none
   */
  public Guest require(final String name) {
    return find(name, guest -> true).orElseThrow(() -> noSuchGuest(name));
  }

  /**
   * The newest guest of a name that a QEMU can restore: its devices and machine types are those of
   * its minor release.
   *
   * @throws TraceException user error if there is none, or only of another QEMU
   */
  public Guest require(final String name, final QemuVersion qemu) {
    return find(name, guest -> guest.builtBy().map(qemu::isSameMinorAs).orElse(true))
        .orElseThrow(() -> builtByAnother(require(name), qemu));
  }

  private static TraceException builtByAnother(final Guest guest, final QemuVersion qemu) {
    return TraceException.user(
        "the guest '%s' was built by QEMU %s, and can't be restored by %s: build it again, or take that QEMU with --qemu"
            .formatted(guest.name(), guest.builtBy().orElseThrow(), qemu));
  }

  private TraceException noSuchGuest(final String name) {
    final List<String> names = list().stream().map(Guest::name).distinct().toList();
    return TraceException.user(
        "there is no guest '%s'; there are: %s".formatted(name, names.isEmpty() ? "none" : names));
  }

  /**
   * Removes all guests of a name. Runs that use them go on: their files last as long as they are
   * open.
   *
   * @return what was removed
   * @throws TraceException user error with the names there are, if there is none
   */
  public List<Guest> remove(final String name) {
    final List<Guest> doomed = list().stream().filter(guest -> guest.name().equals(name)).toList();
    if (doomed.isEmpty()) {
      throw noSuchGuest(name);
    }
    for (final Guest guest : doomed) {
      try {
        // First what makes it a guest: half of it is none.
        Files.delete(guest.directory().resolve(GuestFile.NAME));
        Directories.delete(guest.directory());
      } catch (IOException e) {
        throw TraceException.environment("can't remove " + guest.directory() + ": " + e, e);
      }
    }
    return doomed;
  }

  static boolean isName(final String name) {
    return NAME.matcher(name).matches();
  }

  static void requireName(final String name) {
    if (!isName(name)) {
      throw TraceException.user(
          "a guest's name has lower-case letters, digits, dots, hyphens and underscores, at most"
              + " 41 of them, but '"
              + name
              + "' has others");
    }
  }

  public Path guestsDirectory() {
    return cache.resolve("guests");
  }

  /** A new, empty directory to build a guest in. */
  public Path workDirectory() throws IOException {
    Files.createDirectories(guestsDirectory());
    return Files.createTempDirectory(guestsDirectory(), WORK_PREFIX);
  }

  /** Removes what builders that were killed left; only while no other builder runs. */
  public void sweepWorkDirectories() throws IOException {
    if (!Files.isDirectory(guestsDirectory())) {
      return;
    }
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(guestsDirectory(), WORK_PREFIX + "*")) {
      for (final Path directory : left) {
        Directories.delete(directory);
      }
    }
  }
}
