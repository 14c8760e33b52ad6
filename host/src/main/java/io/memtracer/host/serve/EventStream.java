package io.memtracer.host.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What there is to say, as server-sent events, for each who listens until it goes or all ends. */
final class EventStream {

  /** More than people have browsers; each has a thread. */
  static final int MOST = 4;

  private static final String TYPE = "text/event-stream; charset=utf-8";

  /** So often is looked whether somebody is still there who was told nothing. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final byte[] NOTHING = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Newest newest;
  private final AtomicInteger listening = new AtomicInteger();

  EventStream(final Newest newest) {
    this.newest = newest;
  }

  /** How many listen. */
  int listening() {
    return listening.get();
  }

  /** Tells one that listens everything from now on. */
  void serve(final HttpExchange exchange) throws IOException, InterruptedException {
    if (listening.incrementAndGet() > MOST) {
      listening.decrementAndGet();
      Answer.text(exchange, Answer.BUSY, "too many look at this run already");
      return;
    }
    try (OutputStream out = new BufferedOutputStream(Answer.endless(exchange, TYPE))) {
      tell(out);
    } finally {
      listening.decrementAndGet();
      synchronized (listening) {
        listening.notifyAll();
      }
    }
  }

  private void tell(final OutputStream out) throws IOException, InterruptedException {
    out.flush();
    long told = 0;
    while (!newest.isClosed()) {
      final Optional<Newest.Message> message = newest.after(told, LOOK_NANOS);
      if (message.isEmpty()) {
        out.write(NOTHING);
      } else {
        told = message.get().number();
        write(message.get(), out);
      }
      out.flush();
      if (message.filter(Newest.Message::isLast).isPresent()) {
        return;
      }
    }
  }

  private static void write(final Newest.Message message, final OutputStream out)
      throws IOException {
    final String kind = message.isLast() ? "end" : "report";
    out.write(("event: " + kind + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
    message.json().writeTo(out);
    out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** Waits until nobody listens any more, as everybody does who has heard the last, for a time. */
  void awaitNobody(final long nanos) throws InterruptedException {
    final long deadline = System.nanoTime() + nanos;
    synchronized (listening) {
      while (listening.get() > 0) {
        final long left = deadline - System.nanoTime();
        if (left <= 0) {
          return;
        }
        TimeUnit.NANOSECONDS.timedWait(listening, left);
      }
    }
  }
}
