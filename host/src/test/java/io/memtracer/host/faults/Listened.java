package io.memtracer.host.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a stream, as they come. */
final class Listened {

  private final List<String> lines = new ArrayList<>();
  private boolean over;

  /** Reads it to its end, on a thread of its own. */
  void listenTo(final InputStream stream) {
    final Thread thread = new Thread(() -> read(stream), "listen");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(final InputStream stream) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("(can't be read on: " + e + ")");
    } finally {
      end();
    }
  }

  private synchronized void add(final String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    over = true;
    notifyAll();
  }

  /** Waits for a line that begins so. */
  synchronized void awaitLine(final String beginning) {
    try {
      while (lines.stream().noneMatch(line -> line.startsWith(beginning))) {
        if (over) {
          throw new AssertionError("never said '" + beginning + "', but:\n" + this);
        }
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for '" + beginning + "':\n" + this, e);
    }
  }

  /** Waits until it is at its end. */
  synchronized void awaitEnd() throws InterruptedException {
    while (!over) {
      wait();
    }
  }

  /** All that came so far. */
  @Override
  public synchronized String toString() {
    return String.join("\n", lines) + "\n";
  }
}
