package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.cli.backend.FakeShutdownHooks;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ForeignExitTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<Integer> halted = new ArrayList<>();
  private final FakeShutdownHooks hooks = new FakeShutdownHooks();

  /** Done when the stacks are looked at. */
  private Runnable looked = () -> {};

  private ForeignExit watch(final String... frames) {
    final StackTraceElement[] stack = new StackTraceElement[frames.length];
    for (int i = 0; i < stack.length; i++) {
      final int dot = frames[i].lastIndexOf('.');
      stack[i] =
          new StackTraceElement(frames[i].substring(0, dot), frames[i].substring(dot + 1), "", 1);
    }
    final Console console =
        new Console(
            "memtracer", new ByteArrayOutputStream(), err, new Terminal(0, 0, false, true, true));
    return ForeignExit.register(
        () -> {
          looked.run();
          return Map.of(new Thread(() -> {}, "trace-dispatch"), stack);
        },
        console,
        halted::add,
        hooks);
  }

  /** What the virtual machine does with the one hook. */
  private void shutDown() throws InterruptedException {
    final Thread hook = hooks.shutDown().get(0);
    hook.start();
    hook.join();
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void namesWhoEndsTheProcessAndEndsWithTheStatusOfAnAnalyzer() throws InterruptedException {
    final ForeignExit watch =
        watch(
            "java.lang.Shutdown.exit",
            "java.lang.Runtime.exit",
            "java.lang.reflect.Method.invoke",
            "com.example.Evil.onBatch");
    looked = () -> assertFalse(watch.over());
    shutDown();
    assertEquals(
        "memtracer: an analyzer ends the process, which it may not: com.example.Evil.onBatch on"
            + " thread trace-dispatch\n",
        err());
    assertEquals(List.of(4), halted);
  }

  @Test
  void leavesSignalsAlone() throws InterruptedException {
    final ForeignExit watch = watch("java.lang.Shutdown.exit", "java.lang.Terminator$1.handle");
    shutDown();
    assertFalse(watch.over());
    assertEquals("", err());
    assertEquals(List.of(), halted);
  }

  @Test
  void takesItsHookBackBeforeTheEndThatIsItsOwn() {
    final ForeignExit watch = watch("java.lang.Runtime.exit", "io.memtracer.host.cli.Program.run");
    assertTrue(watch.over());
    assertEquals(List.of(), hooks.registered());
  }
}
