package io.memtracer.plugins.external;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program in a session of its own, so that Ctrl-C, which ends a trace early, doesn't end
 * the tool that is to say what is in it. Java can't do that itself: {@code setsid} of util-linux
 * makes the session and then becomes the program, in the same process.
 */
final class OwnSession {

  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  private OwnSession() {}

  /** The command that does so; the command as it is where there is no setsid. */
  static List<String> of(final List<String> command) {
    final List<String> whole = new ArrayList<>();
    SETSID.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .ifPresent(whole::add);
    whole.addAll(command);
    return whole;
  }
}
