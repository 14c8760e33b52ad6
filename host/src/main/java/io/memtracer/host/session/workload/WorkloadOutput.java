package io.memtracer.host.session.workload;

import io.memtracer.host.guest.agent.AgentListener;
import io.memtracer.host.session.request.TraceListener;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Passes on what the workload writes, and looks for what an unwrapped one announces in it. */
record WorkloadOutput(TraceListener listener, Optional<Announcements> announcements)
    implements AgentListener {

  @Override
  public void onStandardOutput(final ByteBuffer bytes) {
    announcements.ifPresent(said -> said.accept(bytes));
    listener.onStandardOutput(bytes);
  }

  @Override
  public void onStandardError(final ByteBuffer bytes) {
    announcements.ifPresent(said -> said.accept(bytes));
    listener.onStandardError(bytes);
  }

  @Override
  public void onTerminalOutput(final ByteBuffer bytes) {
    announcements.ifPresent(said -> said.accept(bytes));
    listener.onTerminalOutput(bytes);
  }
}
