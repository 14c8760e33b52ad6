package io.memtracer.api;

import java.util.Objects;

/**
 * A stretch of the run that somebody gave a name: the program by a marker, or the user.
 *
 * <p>The host and the test kit make these; analyzers only read them.
 *
 * @param id different for each phase of a run; 0 is {@link #NONE}
 * @param name what it is called; equal names mean the same thing done again
 */
public record Phase(int id, String name) {

  /** Outside of all phases, or there are none. */
  public static final Phase NONE = new Phase(0, "");

  public Phase {
    Objects.requireNonNull(name, "name");
  }
}
