package io.memtracer.host.pipeline;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** What a thread does when it has nothing to do. */
public enum IdleMode {
  /** It sleeps, longer and longer, up to 100 microseconds: right wherever cores are scarce. */
  BACKOFF,
  /** It lets others run and asks again. */
  YIELD,
  /** It asks again at once: only where each thread has a core of its own. */
  SPIN;

  private static final long MAX_SPINS = 10;
  private static final long MAX_YIELDS = 5;
  private static final long MIN_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(10);
  private static final long MAX_PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  /** A strategy for one thread. */
  IdleStrategy newStrategy() {
    return switch (this) {
      case BACKOFF ->
          new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NANOS, MAX_PARK_NANOS);
      case YIELD -> YieldingIdleStrategy.INSTANCE;
      case SPIN -> BusySpinIdleStrategy.INSTANCE;
    };
  }
}
