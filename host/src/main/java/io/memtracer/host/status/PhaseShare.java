package io.memtracer.host.status;

import io.memtracer.api.Phase;

/**
 * A phase, and what was done in it.
 *
 * @param phase which
 * @param parent the {@link Phase#id} of the one it is within; 0 if it is within none
 * @param ownName its name without those of the phases that it is within
 * @param ofRun whether it is of the whole run, and not of the thread that began it
 * @param begun how often it began
 * @param ended how often it ended
 * @param user accesses at CPL 3, without those in phases within it
 * @param kernel its other ones
 */
public record PhaseShare(
    Phase phase,
    int parent,
    String ownName,
    boolean ofRun,
    long begun,
    long ended,
    long user,
    long kernel) {

  /** All accesses in it, without those in phases within it. */
  public long accesses() {
    return user + kernel;
  }

  /** The same with what was counted. */
  public PhaseShare with(final long userAccesses, final long kernelAccesses) {
    return new PhaseShare(
        phase, parent, ownName, ofRun, begun, ended, userAccesses, kernelAccesses);
  }
}
