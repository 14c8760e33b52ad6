package io.memtracer.host.pipeline;

import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentInvoker;

/** All agents on the caller's thread, a step at a time. */
final class InvokerCrew implements Crew {

  private final List<AgentInvoker> invokers;
  private final Progress progress;

  /**
   * Creates the crew.
   *
   * @param agents in the order in which they are stepped and closed; started the other way round
   */
  InvokerCrew(final List<GuardedAgent> agents, final Progress progress) {
    this.progress = progress;
    invokers =
        agents.stream().map(agent -> new AgentInvoker(progress::failed, null, agent)).toList();
  }

  @Override
  public void start() {
    for (int i = invokers.size() - 1; i >= 0; i--) {
      invokers.get(i).start();
    }
  }

  @Override
  public int invoke() {
    int work = 0;
    for (final AgentInvoker invoker : invokers) {
      work += invoker.invoke();
    }
    return work;
  }

  @Override
  public void await() {
    while (!progress.isOver()) {
      if (invoke() == 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() {
    CloseHelper.closeAll(invokers);
  }
}
