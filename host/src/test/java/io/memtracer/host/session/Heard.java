package io.memtracer.host.session;

import io.memtracer.host.session.request.TraceListener;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a run says of itself, and what its workload wrote. */
abstract class Heard implements TraceListener {

  private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
  private final ByteArrayOutputStream standardError = new ByteArrayOutputStream();
  private final List<String> phases = new CopyOnWriteArrayList<>();
  private String workloadInfo = "";

  String standardOutput() {
    return standardOutput.toString(StandardCharsets.UTF_8);
  }

  /** Waits, on another thread than that of the run, until it wrote that. */
  void awaitStandardOutput(final String text) throws InterruptedException {
    synchronized (standardOutput) {
      while (!standardOutput().contains(text)) {
        standardOutput.wait();
      }
    }
  }

  byte[] standardOutputBytes() {
    return standardOutput.toByteArray();
  }

  String workloadInfo() {
    return workloadInfo;
  }

  String standardError() {
    return standardError.toString(StandardCharsets.UTF_8);
  }

  /** What it said it was doing, in this order. */
  List<String> phases() {
    return List.copyOf(phases);
  }

  @Override
  public void onPhase(final String phase) {
    phases.add(phase);
  }

  @Override
  public void onWorkloadInfo(final String info) {
    workloadInfo = info;
  }

  @Override
  public void onStandardOutput(final ByteBuffer bytes) {
    append(bytes, standardOutput);
  }

  @Override
  public void onStandardError(final ByteBuffer bytes) {
    append(bytes, standardError);
  }

  private static void append(final ByteBuffer bytes, final ByteArrayOutputStream to) {
    synchronized (to) {
      while (bytes.hasRemaining()) {
        to.write(bytes.get());
      }
      to.notifyAll();
    }
  }
}
