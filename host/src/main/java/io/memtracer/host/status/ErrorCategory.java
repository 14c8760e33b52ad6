package io.memtracer.host.status;

/** Who can mend an error; decides the program's exit status. */
public enum ErrorCategory {
  /** The user asked for something that can't be: a bad option, a file that isn't there. */
  USER(2),
  /** Something a run needs is missing on this machine. */
  ENVIRONMENT(3),
  /** An analyzer, or the JAR it came from, failed. */
  ANALYZER(4),
  /** QEMU or the guest in it failed: the result is incomplete or missing. */
  GUEST(5),
  /** A fault of memtracer's own. */
  INTERNAL(70);

  private final int exitStatus;

  ErrorCategory(final int exitStatus) {
    this.exitStatus = exitStatus;
  }

  /** The exit status of a program that ends with such an error. */
  public int exitStatus() {
    return exitStatus;
  }
}
