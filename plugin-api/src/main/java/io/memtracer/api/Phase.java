package io.memtracer.api;

import java.util.Objects;

/**
 * A stretch of the run that somebody gave a name: the program by a marker, or the user.
 *
 * <p>The host and the test kit make these; analyzers only read them.
 *
 * @param id different for each phase of a run, and the same whenever it begins again; 0 is {@link
 *     #NONE}
 * @param name what it is called, after the names of those that it is within, with a slash between
 *     them: {@code load/parse}. It comes from the guest and is not to be trusted
 */
public record Phase(int id, String name) {

  /** Outside of all phases, or there are none. */
  public static final Phase NONE = new Phase(0, "");

  public Phase {
    Objects.requireNonNull(name, "name");
  }
}
