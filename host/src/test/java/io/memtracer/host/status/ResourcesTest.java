package io.memtracer.host.status;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResourcesTest {

  private final List<String> closed = new ArrayList<>();

  @Test
  void closesInReverseOrderOnce() {
    final Resources resources = new Resources();
    resources.add(named("first"));
    resources.add(named("second"));
    resources.close();
    resources.close();
    assertEquals(List.of("second", "first"), closed);
  }

  @Test
  void closesAllThoughSomeFail() {
    final IllegalStateException one = new IllegalStateException("one");
    final IllegalStateException two = new IllegalStateException("two");
    final Resources resources = new Resources();
    resources.add(named("first"));
    resources.add(failing(one));
    resources.add(failing(two));
    assertSame(two, assertThrows(IllegalStateException.class, resources::close));
    assertArrayEquals(new Throwable[] {one}, two.getSuppressed());
    assertEquals(List.of("first"), closed);
  }

  @Test
  void keepsTheReasonForClosing() {
    final Resources resources = new Resources();
    resources.add(failing(new IllegalStateException("closing")));
    final TraceException reason = TraceException.guest("the reason");
    resources.closeAfter(reason);
    assertEquals("closing", reason.getSuppressed()[0].getMessage());
  }

  @Test
  void closesWhatComesTooLate() {
    final Resources resources = new Resources();
    resources.close();
    assertThrows(TraceException.class, () -> resources.add(named("late")));
    assertEquals(List.of("late"), closed);
  }

  private AutoCloseable named(final String name) {
    return () -> closed.add(name);
  }

  private static AutoCloseable failing(final RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }
}
