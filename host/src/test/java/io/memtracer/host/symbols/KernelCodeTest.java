package io.memtracer.host.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.status.CodeName;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KernelCodeTest {

  private static final String KALLSYMS =
      """
      0000000000000000 A fixed_percpu_data
      0000000000034000 A pcpu_hot
      ffffffff81000040 T startup_64
      ffffffff81000000 T _stext
      ffffffff81000000 T _text
      ffffffff81000100 t local
      ffffffff81000180 D data
      ffffffff81000200 T last
      ffffffffc0201000 t ext4_sync_fs\t[ext4]
      ffffffffc0201080 t ext4_freeze\t[ext4]
      ffffffffc0300000 t nobody knows its end\t[9p]
      ffffffffc0300000 t v9fs_read\t[9p]
      ffffffffc0300100 r v9fs_table\t[9p]
      nonsense
      """;

  private final KernelCode kernel = KernelCode.read(new BufferedReader(new StringReader(KALLSYMS)));

  @Test
  void namesFunctionsOfTheKernelAndOfModules() {
    assertEquals(Optional.of("[kernel] startup_64+bf"), at(0xffff_ffff_8100_00ffL));
    assertEquals(Optional.of("[kernel] local+7f"), at(0xffff_ffff_8100_017fL));
    assertEquals(Optional.of("[ext4] ext4_sync_fs+10"), at(0xffff_ffff_c020_1010L));
    assertEquals(Optional.of("[9p] v9fs_read+0"), at(0xffff_ffff_c030_0000L));
  }

  @Test
  void leavesOutWhatIsntKnown() {
    assertEquals(Optional.empty(), at(0xffff_ffff_8100_0180L), "data");
    assertEquals(Optional.empty(), at(0xffff_ffff_8100_0200L), "the kernel's last one");
    assertEquals(Optional.empty(), at(0xffff_ffff_c020_1080L), "a module's last one");
    assertEquals(Optional.empty(), at(0x34000), "an offset");
    assertEquals(Optional.empty(), at(0xffff_ffff_80ff_ffffL), "before all");
  }

  private Optional<String> at(final long address) {
    return kernel.at(address).map(KernelCodeTest::text);
  }

  private static String text(final CodeName name) {
    return "%s %s+%x".formatted(name.image(), name.function().orElseThrow(), name.functionOffset());
  }
}
