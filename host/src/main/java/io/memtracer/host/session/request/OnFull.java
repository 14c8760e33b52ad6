package io.memtracer.host.session.request;

/** What QEMU does when nobody reads fast enough. */
public enum OnFull {
  /** The vCPU stands still; nothing is lost. */
  WAIT,
  /** Records are dropped and counted; the guest runs on. */
  DROP
}
