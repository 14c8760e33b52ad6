package io.memtracer.host.plugin;

/**
 * Plugin code wanted to end the process, which isn't its own. An {@link Error}, so that code which
 * catches its own exceptions lets it pass.
 */
public final class ProcessEndError extends Error {

  private static final long serialVersionUID = 1L;

  ProcessEndError(final String call) {
    super("it called " + call + ", and may not end the process");
  }
}
