package io.memtracer.host.plugin;

import java.util.Optional;

/** Tells whose code is running, by the class loaders of what is on the stack. */
public final class PluginCode {

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private PluginCode() {}

  /**
   * The plugin that called, directly or through libraries: the name of its analyzer, or its
   * Plugin-Id if it has several; empty if no plugin's code is on this thread's stack.
   */
  public static Optional<String> caller() {
    return STACK.walk(
        frames ->
            frames
                .map(frame -> frame.getDeclaringClass().getClassLoader())
                .filter(ApiFromHostClassLoader.class::isInstance)
                .map(loader -> ((ApiFromHostClassLoader) loader).label())
                .findFirst());
  }
}
