package io.memtracer.host.pipeline;

import io.memtracer.host.dispatch.GivenUpException;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;

/**
 * An agent whose first failure is its last: Agrona's runner would report it and go on, and a stage
 * that lost something must not go on.
 */
final class GuardedAgent implements Agent {

  private final Agent agent;
  private final Progress progress;
  private boolean ended;
  private boolean givenUp;

  GuardedAgent(final Agent agent, final Progress progress) {
    this.agent = agent;
    this.progress = progress;
  }

  @Override
  public String roleName() {
    return agent.roleName();
  }

  @Override
  public void onStart() {
    try {
      agent.onStart();
    } catch (Throwable t) {
      fail(t);
    } finally {
      progress.started();
    }
  }

  @Override
  public int doWork() {
    if (ended) {
      throw new AgentTerminationException(true);
    }
    try {
      return agent.doWork();
    } catch (AgentTerminationException e) {
      ended = true;
      throw e;
    } catch (GivenUpException e) {
      givenUp = true;
      throw new AgentTerminationException(true);
    } catch (Throwable t) {
      fail(t);
      throw new AgentTerminationException(true);
    }
  }

  @Override
  public void onClose() {
    if (givenUp) {
      // Others have its work, and have counted it out.
      return;
    }
    try {
      if (!ended) {
        progress.cutShort(agent.roleName());
      }
      agent.onClose();
    } catch (Throwable t) {
      fail(t);
    } finally {
      progress.closed();
    }
  }

  private void fail(final Throwable t) {
    ended = true;
    progress.failed(t);
  }
}
