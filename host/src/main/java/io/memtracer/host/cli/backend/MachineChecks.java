package io.memtracer.host.cli.backend;

import io.memtracer.host.cli.backend.Backend.Check;
import io.memtracer.host.cli.backend.Backend.Check.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run needs of the machine itself.
 *
 * @param proc where the kernel tells about itself
 * @param temporary where runs keep their files
 * @param cache where guests are kept
 */
record MachineChecks(Path proc, Path temporary, Path cache) {

  private static final int MEBI = 1 << 20;
  private static final long NEEDED_MEMORY = 1536L * MEBI;
  private static final long NEEDED_TEMPORARY = 64L * MEBI;
  private static final long NEEDED_CACHE = 512L * MEBI;
  private static final int PIPE_BYTES = 1 << 20;
  private static final int OLDEST_JAVA = 17;
  private static final int KIBI = 1024;

  List<Check> checks() {
    return List.of(
        java(Runtime.version().feature(), Runtime.version().toString()),
        processors(Runtime.getRuntime().availableProcessors()),
        memory(),
        pipes(),
        space("temporary files", temporary, NEEDED_TEMPORARY),
        space("guests and cache", cache, NEEDED_CACHE));
  }

  static Check java(final int feature, final String version) {
    return feature >= OLDEST_JAVA
        ? new Check("Java", State.FINE, version, "")
        : new Check("Java", State.MISSING, version, "install a JDK 17 or newer");
  }

  static Check processors(final int count) {
    return count >= 2
        ? new Check("processors", State.FINE, Integer.toString(count), "")
        : new Check(
            "processors",
            State.POOR,
            Integer.toString(count),
            "guest and analyzers take turns on one; give the machine a second");
  }

  Check memory() {
    final Optional<Long> available = number("meminfo", "MemAvailable:").map(kibi -> kibi * KIBI);
    if (available.isEmpty()) {
      return unreadable("memory", "meminfo");
    }
    final String finding = mebi(available.get()) + " available";
    return available.get() >= NEEDED_MEMORY
        ? new Check("memory", State.FINE, finding, "")
        : new Check(
            "memory",
            State.POOR,
            finding,
            "a run takes about " + mebi(NEEDED_MEMORY) + ": end something else");
  }

  Check pipes() {
    final Optional<Long> most = number("sys/fs/pipe-max-size", "");
    if (most.isEmpty()) {
      return unreadable("pipe size", "sys/fs/pipe-max-size");
    }
    final String finding = "pipes may have " + most.get() / KIBI + " KiB";
    return most.get() >= PIPE_BYTES
        ? new Check("pipe size", State.FINE, finding, "")
        : new Check(
            "pipe size", State.POOR, finding, "as root: sysctl fs.pipe-max-size=" + PIPE_BYTES);
  }

  static Check space(final String subject, final Path directory, final long needed) {
    Path existing = directory.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return new Check(
          subject, State.MISSING, existing + " can't be written to", "as its owner: chmod u+w");
    }
    // Not by its FileStore, which there is none of in a chroot or some containers.
    final long free = existing.toFile().getUsableSpace();
    final String finding = mebi(free) + " free in " + directory;
    return free >= needed
        ? new Check(subject, State.FINE, finding, "")
        : new Check(subject, State.MISSING, finding, "free at least " + mebi(needed));
  }

  private Check unreadable(final String subject, final String file) {
    return new Check(
        subject, State.MISSING, proc.resolve(file) + " can't be read", "mount /proc: it is needed");
  }

  /** The number that follows a prefix in a file of {@code /proc}. */
  private Optional<Long> number(final String file, final String prefix) {
    final List<String> lines = new ArrayList<>();
    try {
      lines.addAll(Files.readAllLines(proc.resolve(file)));
    } catch (IOException e) {
      return Optional.empty();
    }
    return lines.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).replace("kB", "").strip())
        .filter(text -> text.matches("[0-9]{1,15}"))
        .map(Long::parseLong)
        .findFirst();
  }

  private static String mebi(final long bytes) {
    return String.format(Locale.ROOT, "%,d MiB", bytes / MEBI);
  }
}
