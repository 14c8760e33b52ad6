package io.memtracer.host.status;

/**
 * Of what parts of the records an analyzer's figures are wanted too, besides those of all.
 *
 * @param byCpl user code (CPL 3) and kernel code (CPL 0 to 2) apart
 * @param byTask how tasks are taken apart
 * @param byPhase each phase apart
 */
public record Parts(boolean byCpl, TaskParts byTask, boolean byPhase) {

  /** All together only. */
  public static final Parts NONE = new Parts(false, TaskParts.NONE, false);

  /** Whether there is nothing to take apart. */
  public boolean isWhole() {
    return equals(NONE);
  }

  /** The same without parts by CPL, for where there is only one. */
  public Parts withoutCpl() {
    return new Parts(false, byTask, byPhase);
  }
}
