package io.memtracer.host.session;

import io.memtracer.host.guest.AgentListener;
import java.nio.ByteBuffer;

/** Passes on what the workload writes. */
record WorkloadOutput(TraceListener listener) implements AgentListener {

  @Override
  public void onStandardOutput(final ByteBuffer bytes) {
    listener.onStandardOutput(bytes);
  }

  @Override
  public void onStandardError(final ByteBuffer bytes) {
    listener.onStandardError(bytes);
  }
}
