package io.memtracer.host.qemu.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KernelLayoutTest {

  private static Map<String, String> facts() {
    final Map<String, String> facts = new HashMap<>();
    facts.put("kernel", "6.1.0");
    facts.put("current_task", "0x1fb80");
    facts.put("task_flags", "44");
    facts.put("task_state", "24");
    facts.put("task_mm", "2272");
    facts.put("task_pid", "2416");
    facts.put("task_tgid", "2420");
    facts.put("task_parent", "2432");
    facts.put("task_start", "2600");
    facts.put("task_comm", "2976");
    facts.put("exec_filename", "96");
    facts.put("function_set_comm", "0xffffffff81300000");
    facts.put("function_wake_new", "0xffffffff81300010");
    facts.put("function_exit", "0xffffffff81300020");
    facts.put("function_exec", "0");
    return facts;
  }

  @Test
  void readsWhatTheAgentSays() {
    final KernelLayout layout = KernelLayout.of(facts()).orElseThrow();
    assertArrayEquals(new int[] {96, 44, 24, 2272, 2416, 2420, 2432, 2600, 2976}, layout.offsets());
    assertArrayEquals(
        new long[] {
          0x1fb80, 0xffff_ffff_8130_0000L, 0xffff_ffff_8130_0010L, 0xffff_ffff_8130_0020L, 0
        },
        layout.addresses());
  }

  @Test
  void believesNothingThatCannotBe() {
    assertEquals(Optional.empty(), KernelLayout.of(Map.of()));
    for (final String key : facts().keySet()) {
      if (!key.equals("kernel")) {
        final Map<String, String> without = facts();
        without.remove(key);
        assertEquals(Optional.empty(), KernelLayout.of(without), key);
      }
    }
    assertRefused("task_pid", "-1");
    assertRefused("task_pid", "32769");
    assertRefused("task_pid", "4294967297");
    assertRefused("task_pid", "pid");
    assertRefused("current_task", "0x123456789abcdef01");
    assertRefused("function_exit", "0x401000");
  }

  private static void assertRefused(final String key, final String value) {
    final Map<String, String> facts = facts();
    facts.put(key, value);
    assertEquals(Optional.empty(), KernelLayout.of(facts), key + "=" + value);
  }
}
