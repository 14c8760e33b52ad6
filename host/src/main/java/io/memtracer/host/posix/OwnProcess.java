package io.memtracer.host.posix;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the kernel says of this process, and what a process that it starts would inherit.
 *
 * @param uid effective user
 * @param gid effective group
 * @param groups supplementary groups
 * @param umask the bits that files it makes don't get
 * @param environment as it was at the start, strings {@code NAME=VALUE}
 * @param hostname the machine's name
 */
public record OwnProcess(
    int uid, int gid, List<Integer> groups, int umask, List<String> environment, String hostname) {

  private static final Path SELF = Path.of("/proc/self");
  private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");
  private static final int EFFECTIVE = 1;
  private static final int OCTAL = 8;

  public OwnProcess {
    groups = List.copyOf(groups);
    environment = List.copyOf(environment);
  }

  /** As of now. */
  public static OwnProcess current() {
    try {
      final Map<String, String> status = status();
      return new OwnProcess(
          number(words(status.get("Uid")).get(EFFECTIVE)),
          number(words(status.get("Gid")).get(EFFECTIVE)),
          words(status.get("Groups")).stream().map(OwnProcess::number).toList(),
          Integer.parseInt(status.get("Umask"), OCTAL),
          strings(Files.readAllBytes(SELF.resolve("environ"))),
          Files.readAllLines(HOSTNAME).get(0));
    } catch (IOException e) {
      throw TraceException.environment("can't read what /proc says of this process: " + e, e);
    }
  }

  /** Does what Ctrl-C at the terminal would. */
  public static void interrupt() {
    Posix.kill(ProcessHandle.current().pid(), Posix.SIGINT);
  }

  private static Map<String, String> status() throws IOException {
    final Map<String, String> values = new TreeMap<>();
    for (final String line : Files.readAllLines(SELF.resolve("status"))) {
      final int colon = line.indexOf(':');
      values.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return values;
  }

  private static List<String> words(final String line) {
    return Stream.of(line.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  /** Users and groups are unsigned. */
  private static int number(final String word) {
    return Integer.parseUnsignedInt(word);
  }

  private static List<String> strings(final byte[] bytes) {
    final String all = new String(bytes, StandardCharsets.UTF_8);
    return Arrays.stream(all.split("\0")).filter(string -> !string.isEmpty()).toList();
  }
}
