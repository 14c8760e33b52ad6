package io.memtracer.plugins.stridedetector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.RecordWord;
import io.memtracer.api.result.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrideFindingsTest {

  /** A load of 8 bytes by user code at 0x401000. */
  private static final long WORD = RecordWord.of(0x401000, 0, 3, false, 3);

  @Test
  void namesTheBusiestOfEachKind() {
    assertEquals(
        List.of(
            "The load at 0x401000 (user), which makes 10.0 % of the accesses, steps by 4,096 bytes,"
                + " and so to another cache line each time.",
            "The load at 0x401000 (user), which makes 50.0 % of the accesses, follows no stride: no"
                + " prefetcher foresees where it goes."),
        texts(instruction(500, 8, 1), instruction(100, 4096, 99), instruction(90, 8192, 89)));
  }

  @Test
  void saysNothingOfWhatIsRareOrNear() {
    assertEquals(List.of(), texts(instruction(49, 4096, 48), instruction(900, 56, 899)));
  }

  private static List<String> texts(final Instruction... instructions) {
    return new StrideFindings(1000, "top")
        .of(List.of(instructions)).stream().map(Finding::text).toList();
  }

  private static Instruction instruction(
      final long accesses, final long stride, final long followed) {
    return new Instruction(WORD, 0, accesses, accesses - 1, stride, followed, 3);
  }
}
