package io.memtracer.host.status;

/**
 * Which accesses are recorded, where that isn't all.
 *
 * @param phasesOnly only those in phases
 * @param skip how many of what is then left are not
 * @param most how many of what is then left are, at most; 0 for all
 * @param from a function of the command's program, from each call of which on they are, or with
 *     {@link #FIRST} behind it from the first; empty for none
 * @param until the same, until each call of which, or the first after that
 */
public record Selection(boolean phasesOnly, long skip, long most, String from, String until) {

  /** Behind a function of which only one call counts. */
  public static final String FIRST = ":first";

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

  /** Whether what is between such calls is recorded once, and not each time. */
  public boolean isOnce() {
    return from.endsWith(FIRST) || until.endsWith(FIRST);
  }

  /** The function whose call begins it; empty for none. */
  public String beginning() {
    return function(from);
  }

  /** The function whose call ends it; empty for none. */
  public String end() {
    return function(until);
  }

  /** What the phase is called between these calls. */
  public String phase() {
    return from.isEmpty() ? "until " + end() : beginning();
  }

  private static String function(final String asked) {
    return asked.endsWith(FIRST) ? asked.substring(0, asked.length() - FIRST.length()) : asked;
  }
}
