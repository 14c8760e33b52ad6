package io.memtracer.host.plugin;

/**
 * What plugins' classes call instead of the methods that end the process: {@link ProcessEndGuard}
 * puts these calls there. Their names and arguments are those of what they replace.
 */
@SuppressWarnings("DoNotCallSuggester") // Called they are, by classes that are rewritten.
public final class ProcessEnd {

  private ProcessEnd() {}

  /** For {@code System.exit(status)}. */
  public static void exit(final int status) {
    throw new ProcessEndError("System.exit(" + status + ")");
  }

  /** For {@code runtime.exit(status)}. */
  public static void exit(final Runtime runtime, final int status) {
    throw new ProcessEndError("Runtime.exit(" + status + ")");
  }

  /** For {@code runtime.halt(status)}. */
  public static void halt(final Runtime runtime, final int status) {
    throw new ProcessEndError("Runtime.halt(" + status + ")");
  }
}
