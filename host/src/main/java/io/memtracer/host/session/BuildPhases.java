package io.memtracer.host.session;

import io.memtracer.host.guest.build.BuildProgress;
import io.memtracer.host.session.request.TraceListener;
import java.time.Duration;

/** Tells of the steps of a guest that is built on the way. */
record BuildPhases(TraceListener listener) implements BuildProgress {

  @Override
  public void onStep(final String step) {
    listener.onPhase("building the guest: " + step);
  }

  @Override
  public void onStepDone(final String step, final Duration took) {}
}
