package io.memtracer.host.cli.backend;

import java.util.ArrayList;
import java.util.List;

/** As the virtual machine has them, but a test says when it ends. */
public final class FakeShutdownHooks implements ShutdownHooks {

  private final List<Thread> threads = new ArrayList<>();
  private boolean ending;

  @Override
  public void add(final Thread hook) {
    threads.add(hook);
  }

  @Override
  public boolean remove(final Thread hook) {
    return !ending && threads.remove(hook);
  }

  public List<Thread> registered() {
    return List.copyOf(threads);
  }

  /** From now on it is ending; returns what it would start. */
  public List<Thread> shutDown() {
    ending = true;
    return registered();
  }
}
