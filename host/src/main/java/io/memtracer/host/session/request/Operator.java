package io.memtracer.host.session.request;

/**
 * How somebody attends the machine.
 *
 * @param window whether QEMU opens a window, with the guest's console in it
 * @param stays whether the guest goes on, untraced, when there is a report, until QEMU is told to
 *     quit or the run is interrupted
 */
public record Operator(boolean window, boolean stays) {

  /** Nobody does. */
  public static final Operator NONE = new Operator(false, false);
}
