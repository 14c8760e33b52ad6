package io.memtracer.host.pipeline;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** A thread for each agent, by the agent's name. */
final class ThreadCrew implements Crew {

  private static final long MAX_SPINS = 10;
  private static final long MAX_YIELDS = 5;
  private static final long MIN_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(10);
  private static final long MAX_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final int CLOSE_WAIT_MILLIS = 500;
  private static final int LEFT_BEHIND_WAIT_MILLIS = 100;
  private static final int CLOSE_ATTEMPTS = 6;

  /** Thrown to get out of {@link AgentRunner#close}, which would wait for ever. */
  private static final class GiveUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GiveUp(final Thread thread) {
      super(thread.getName() + " doesn't end, although it was interrupted");
    }
  }

  private final List<AgentRunner> runners;
  private final Progress progress;

  /**
   * Creates the crew.
   *
   * @param agents in the order in which they are closed; started the other way round
   */
  ThreadCrew(final List<GuardedAgent> agents, final Progress progress) {
    this.progress = progress;
    runners =
        agents.stream()
            .map(agent -> new AgentRunner(idleStrategy(), progress::failed, null, agent))
            .toList();
  }

  /** A thread with nothing to do sleeps longer and longer: cores are scarce where QEMU runs. */
  private static IdleStrategy idleStrategy() {
    return new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NANOS, MAX_PARK_NANOS);
  }

  @Override
  public void start() throws InterruptedException {
    for (int i = runners.size() - 1; i >= 0; i--) {
      AgentRunner.startOnThread(runners.get(i), ThreadCrew::newThread);
    }
    progress.awaitStarted();
  }

  private static Thread newThread(final Runnable work) {
    final Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public int invoke() {
    throw new IllegalStateException("the pipeline has threads of its own");
  }

  @Override
  public void await() throws InterruptedException {
    progress.awaitOver();
  }

  @Override
  public void close() {
    runners.forEach(this::close);
  }

  /** An analyzer that never returns, also when interrupted, is left behind on its daemon thread. */
  private void close(final AgentRunner runner) {
    final int[] attempts = {0};
    // Where one is known not to end, nobody waits for it again.
    final int mostAttempts = progress.isAnyLeftBehind() ? 1 : CLOSE_ATTEMPTS;
    try {
      runner.close(
          progress.isAnyLeftBehind() ? LEFT_BEHIND_WAIT_MILLIS : CLOSE_WAIT_MILLIS,
          thread -> {
            attempts[0]++;
            if (attempts[0] >= mostAttempts) {
              throw new GiveUp(thread);
            }
          });
    } catch (GiveUp e) {
      progress.failed(e);
    }
  }
}
