package io.memtracer.host.cli;

import java.util.ArrayList;
import java.util.List;

/** As the virtual machine has them, but a test says when it ends. */
final class FakeShutdownHooks implements ShutdownHooks {

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

  List<Thread> registered() {
    return List.copyOf(threads);
  }

  /** From now on it is ending; returns what it would start. */
  List<Thread> shutDown() {
    ending = true;
    return registered();
  }
}
