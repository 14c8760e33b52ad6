package io.memtracer.host.guest.agent;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keeps what a program in the guest writes. */
public final class CollectedOutput implements AgentListener {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Override
  public synchronized void onStandardOutput(final ByteBuffer bytes) {
    append(out, bytes);
  }

  @Override
  public synchronized void onStandardError(final ByteBuffer bytes) {
    append(err, bytes);
  }

  private void append(final ByteArrayOutputStream to, final ByteBuffer bytes) {
    final byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    to.writeBytes(copy);
    notifyAll();
  }

  /** Waits until that was written to standard output, and nothing else. */
  synchronized void awaitOut(final String text) {
    while (!out().equals(text)) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new AssertionError("never wrote '" + text + "', but: " + out(), e);
      }
    }
  }

  public synchronized byte[] outBytes() {
    return out.toByteArray();
  }

  public synchronized String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public synchronized String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
