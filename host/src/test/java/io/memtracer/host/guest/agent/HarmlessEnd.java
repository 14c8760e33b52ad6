package io.memtracer.host.guest.agent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import java.util.function.Supplier;

/** What may come of a conversation with a guest that lies. */
public final class HarmlessEnd {

  /** Before the start it may say why a program can't be run, with a path in it. */
  private static final int MAX_MESSAGE_CHARS = 5000;

  private HarmlessEnd() {}

  /**
   * An end that there is, or a failure of the guest's or the user's that is told in one line,
   * without a character that could do anything.
   */
  public static void require(final Supplier<?> step) {
    try {
      if (step.get() instanceof WorkloadExit exit) {
        assertTrue(exit.code() >= 0 && exit.code() <= 255, exit::toString);
      }
    } catch (TraceException e) {
      assertTrue(
          e.category() == ErrorCategory.GUEST || e.category() == ErrorCategory.USER, e::toString);
      assertFalse(e.getMessage().matches("(?s).*[\\p{Cntrl}\\p{Cf}].*"), e::toString);
      assertTrue(e.getMessage().length() < MAX_MESSAGE_CHARS, e::toString);
    }
  }
}
