package io.memtracer.plugins.external;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts a program in a session of its own, so that Ctrl-C, which ends a trace early, doesn't end
 * the tool that is to say what is in it; and so that the kernel kills it if we are killed and can't
 * do it any more. Java can't ask for that itself: {@code setsid} and {@code setpriv} of util-linux
 * do, and then become the program, in the same process.
 */
final class OwnSession {

  private static final List<String> SETSID = List.of("/usr/bin/setsid", "/bin/setsid");

  /** Only here it is util-linux's: another one doesn't know the option. */
  private static final List<String> SETPRIV = List.of("/usr/bin/setpriv");

  private OwnSession() {}

  /** The command that does so, as far as the programs for it are there. */
  static List<String> of(final List<String> command) {
    final List<String> whole = new ArrayList<>();
    installed(SETSID).ifPresent(whole::add);
    installed(SETPRIV).ifPresent(setpriv -> whole.addAll(List.of(setpriv, "--pdeathsig", "KILL")));
    whole.addAll(command);
    return whole;
  }

  private static Optional<String> installed(final List<String> places) {
    return places.stream().filter(place -> Files.isExecutable(Path.of(place))).findFirst();
  }
}
