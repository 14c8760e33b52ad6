package io.memtracer.host.guest.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is around a program in the guest when it starts.
 *
 * @param view the files it sees; empty for those of the guest, which it may change
 * @param environment its environment, strings {@code NAME=VALUE}
 * @param directory its current directory
 * @param user who it is
 * @param umask the bits that files it makes don't get
 */
public record Surroundings(
    Optional<View> view, List<String> environment, Path directory, User user, int umask) {

  private static final int USUAL_UMASK = 022;

  public Surroundings {
    environment = List.copyOf(environment);
  }

  /**
   * Files of the host among those of the guest; what is written stays in the guest's memory.
   *
   * @param shares absolute paths of directories, at most as many as the guest has slots; one that
   *     is {@code /} comes first, and then none of the guest's own files are there
   * @param hostname what the program takes for the machine's name
   */
  public record View(List<Path> shares, String hostname) {

    public View {
      shares = List.copyOf(shares);
    }
  }

  /** Those of a program that is root in the guest, the same for every run, so that runs repeat. */
  public static Surroundings ofGuest() {
    return new Surroundings(
        Optional.empty(),
        List.of(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME=/root",
            "LANG=C.UTF-8"),
        Path.of("/tmp"),
        User.ROOT,
        USUAL_UMASK);
  }

  /** Directories of the host that it can read. */
  public List<Path> shares() {
    return view.map(View::shares).orElse(List.of());
  }
}
