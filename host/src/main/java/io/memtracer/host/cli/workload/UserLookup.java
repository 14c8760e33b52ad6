package io.memtracer.host.cli.workload;

import io.memtracer.host.guest.agent.User;
import io.memtracer.host.qemu.Command;
import io.memtracer.host.status.TraceException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A user of this machine, from wherever it takes its users: {@code getent} and {@code id} know.
 *
 * @param name what it is called
 * @param home its home directory
 * @param user its numbers
 */
public record UserLookup(String name, String home, User user) {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int FIELDS = 7;
  private static final int UID = 2;
  private static final int GID = 3;
  private static final int HOME = 5;

  /**
   * Finds it.
   *
   * @param wanted name or number
   */
  public static UserLookup find(final String wanted) {
    final Command.Result found = Command.run(TIMEOUT, List.of("getent", "passwd", "--", wanted));
    final String[] fields = found.output().strip().split(":", -1);
    if (found.status() != 0 || fields.length != FIELDS) {
      throw TraceException.user("--user must be a user of this machine, but " + wanted + " isn't");
    }
    final List<Integer> groups =
        Stream.of(
                Command.runOrThrow(TIMEOUT, List.of("id", "-G", "--", fields[0]))
                    .strip()
                    .split(" "))
            .map(Integer::parseUnsignedInt)
            .toList();
    return new UserLookup(
        fields[0],
        fields[HOME],
        new User(
            Integer.parseUnsignedInt(fields[UID]), Integer.parseUnsignedInt(fields[GID]), groups));
  }
}
