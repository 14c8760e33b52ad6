package io.memtracer.host.cli.backend;

/** Where threads are registered that run when the virtual machine ends. */
public interface ShutdownHooks {

  void add(Thread hook);

  /**
   * Takes one back.
   *
   * @return whether that was in time; not where the virtual machine is already ending: then the
   *     hook has run, or is running
   */
  boolean remove(Thread hook);

  /** The virtual machine's own. */
  static ShutdownHooks ofRuntime() {
    return new ShutdownHooks() {
      @Override
      public void add(final Thread hook) {
        Runtime.getRuntime().addShutdownHook(hook);
      }

      @Override
      public boolean remove(final Thread hook) {
        try {
          return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
          return false;
        }
      }
    };
  }
}
