package io.memtracer.host.guest.agent;

import io.memtracer.host.status.TraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A program to run in the guest.
 *
 * @param program a file on the host that is sent, or a path where it will run; in the guest's own
 *     files, a name without a slash is looked for as a shell does
 * @param calledAs its argument 0; empty for its path
 * @param arguments its arguments, without the program
 * @param sent whether the program is sent
 * @param surroundings what is around it
 * @param preparation what is done before it is held
 * @param terminal what its standard input is; empty for a pipe
 */
public record RunRequest(
    String program,
    Optional<String> calledAs,
    List<String> arguments,
    boolean sent,
    Surroundings surroundings,
    Preparation preparation,
    Optional<TerminalWish> terminal) {

  public RunRequest {
    arguments = List.copyOf(arguments);
  }

  /** What is done before the program is held, and so isn't traced. */
  public enum Preparation {
    /** Nothing. */
    NONE,
    /** Its file, its interpreter and its libraries are read. */
    READ_AHEAD,
    /** The same, after it has run to its end once, for nothing. */
    WARM_UP
  }

  /** A program of the host's, to be sent. */
  public static RunRequest ofHostFile(final Path program, final List<String> arguments) {
    return plain(program.toString(), arguments, true);
  }

  /** A program that is in the guest. */
  public static RunRequest inGuest(final String program, final List<String> arguments) {
    return plain(program, arguments, false);
  }

  private static RunRequest plain(
      final String program, final List<String> arguments, final boolean sent) {
    return new RunRequest(
        program,
        Optional.empty(),
        arguments,
        sent,
        Surroundings.ofGuest(),
        Preparation.NONE,
        Optional.empty());
  }

  /** Fails unless a program that is sent can be read. */
  void requireReadable() {
    final Path path = Path.of(program);
    if (sent && !(Files.isRegularFile(path) && Files.isReadable(path))) {
      throw TraceException.user(
          "the workload must be a file that can be read, but " + program + " isn't");
    }
  }
}
