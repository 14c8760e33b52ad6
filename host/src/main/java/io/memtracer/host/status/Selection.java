package io.memtracer.host.status;

/**
 * Which accesses are recorded, where that isn't all.
 *
 * @param phasesOnly only those in phases
 * @param skip how many of what is then left are not
 * @param most how many of what is then left are, at most; 0 for all
 * @param from a function of the command's program, from each call of which on they are; empty for
 *     none
 * @param until the same, until each call of which
 */
public record Selection(boolean phasesOnly, long skip, long most, String from, String until) {

  /** All of them. */
  public static final Selection ALL = new Selection(false, 0, 0, "", "");

  /** Whether some may be left out. */
  public boolean isAny() {
    return !equals(ALL);
  }

  /** Whether it takes phases to know which. */
  public boolean needsPhases() {
    return phasesOnly || callsMatter();
  }

  /** Whether calls of functions matter. */
  public boolean callsMatter() {
    return !from.isEmpty() || !until.isEmpty();
  }

  /** What the phase is called between these calls. */
  public String phase() {
    return from.isEmpty() ? "until " + until : from;
  }
}
