package io.memtracer.host.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.CodeName;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KernelSymbolsTest {

  private static final String KALLSYMS =
      """
      0000000000000000 A fixed_percpu_data
      0000000000034000 A pcpu_hot
      0000000000034040 A irq_count
      ffffffff81000040 T startup_64
      ffffffff81000000 T _stext
      ffffffff81000000 T _text
      ffffffff81000100 t local
      ffffffff81000180 D data
      ffffffff81000200 T last
      ffffffff81200000 R __start_rodata
      ffffffff81200000 r table_of_constants
      ffffffff81300000 R __end_rodata
      ffffffff81400000 D _sdata
      ffffffff81400000 D init_stack
      ffffffff81404000 d count.1
      ffffffff81404040 D _edata
      ffffffffc0201000 t ext4_sync_fs\t[ext4]
      ffffffffc0201080 t ext4_freeze\t[ext4]
      ffffffffc0300000 t nobody knows its end\t[9p]
      ffffffffc0300000 t v9fs_read\t[9p]
      ffffffffc0300100 r v9fs_table\t[9p]
      ffffffffc0300200 d v9fs_count\t[9p]
      ffffffffc0300210 d v9fs_last\t[9p]
      nonsense
      """;

  private static KernelSymbols kernel(final KernelAreas areas) {
    return KernelSymbols.read(new BufferedReader(new StringReader(KALLSYMS)), areas);
  }

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

  private static Optional<String> at(final long address) {
    return kernel(AREAS).code().at(address).map(KernelSymbolsTest::text);
  }

  private static String text(final CodeName name) {
    return "%s %s+%x".formatted(name.image(), name.function().orElseThrow(), name.functionOffset());
  }

  private static final KernelAreas AREAS =
      KernelAreas.of(
          Map.of(
              "page_offset_base", "0xffff888000000000",
              "vmalloc_base", "0xffffc90000000000",
              "vmemmap_base", "0xffffea0000000000",
              "per_cpu_0", "0xffff88803e800000,0,0x35000",
              "per_cpu_1", "0xffff88803f800000,0,0x35000"));

  private static String data(final long address, final KernelAreas areas) {
    return kernel(areas)
        .data()
        .at(address)
        .map(
            name ->
                name.owner()
                    + name.symbol().map(symbol -> " " + symbol).orElse("")
                    + name.offset().stream()
                        .mapToObj(offset -> "+" + Long.toHexString(offset))
                        .findFirst()
                        .orElse(""))
        .orElse("");
  }

  @Test
  void namesVariablesOfTheKernelOfModulesAndOfEachCpu() {
    assertEquals("[kernel] init_stack+20", data(0xffff_ffff_8140_0020L, AREAS));
    assertEquals("[kernel] count.1+8", data(0xffff_ffff_8140_4008L, AREAS));
    assertEquals("[9p] v9fs_count+f", data(0xffff_ffff_c030_020fL, AREAS));
    assertEquals("[kernel per-CPU 0] pcpu_hot+10", data(0xffff_8880_3e83_4010L, AREAS));
    assertEquals("[kernel per-CPU 1] pcpu_hot+10", data(0xffff_8880_3f83_4010L, AREAS));
  }

  /** What a recording keeps of it. */
  @Test
  void knowsTheSameOfDataByWhatItKeeps() {
    final KernelData all = kernel(AREAS).data();
    final String kept = all.kallsyms();
    assertTrue(kept.lines().count() < KALLSYMS.lines().count(), kept);
    final KernelData again =
        KernelSymbols.read(
                new BufferedReader(new StringReader(kept)), KernelAreas.of(all.areas().facts()))
            .data();
    for (final long start :
        new long[] {
          0xffff_ffff_8100_0000L,
          0xffff_ffff_8140_0000L,
          0xffff_ffff_8120_0000L,
          0xffff_ffff_c020_1000L,
          0xffff_ffff_c030_0000L,
          0xffff_8880_3e83_4000L,
          0xffff_8880_3f83_4f00L,
          0xffff_c900_0000_0000L
        }) {
      for (long address = start - 8; address < start + 0x5000; address += 8) {
        assertEquals(all.at(address), again.at(address), Long.toHexString(address));
      }
    }
    assertEquals(kept, again.kallsyms());
  }

  @Test
  void saysWhatMemoryIsForWhereItHasNoName() {
    assertEquals("[kernel rodata]", data(0xffff_ffff_8120_0000L, AREAS), "constants");
    assertEquals("[kernel modules]", data(0xffff_ffff_c030_0210L, AREAS), "a module's last");
    assertEquals("[kernel direct map]", data(0xffff_8880_0000_0000L, AREAS));
    assertEquals("[kernel per-CPU 1]", data(0xffff_8880_3f83_4fffL, AREAS), "its last");
    assertEquals("[kernel direct map]", data(0xffff_8880_3f83_5000L, AREAS), "behind a CPU's");
    assertEquals("[kernel vmalloc]", data(0xffff_c900_0000_0000L, AREAS));
    assertEquals("[kernel vmemmap]", data(0xffff_ea00_0000_0000L, AREAS));
    assertEquals("[kernel cpu_entry_area]", data(0xffff_fe00_0000_1000L, AREAS));
    assertEquals("[kernel fixmap]", data(0xffff_ffff_ff5f_d300L, AREAS));
    assertEquals("", data(0xffff_e900_0000_0000L, AREAS), "behind vmalloc");
    assertEquals("", data(0xffff_8000_0000_0000L, AREAS), "a guard hole");
  }

  @Test
  void doesNotGuessWhereAKernelHasPutWhat() {
    final KernelAreas unknown = KernelAreas.of(Map.of());
    assertEquals("", data(0xffff_8880_3e83_4010L, unknown));
    assertEquals("", data(0xffff_c900_0000_0000L, unknown));
    assertEquals("[kernel cpu_entry_area]", data(0xffff_fe00_0000_1000L, unknown));
    for (final String nonsense : List.of("", "0x", "x", "0x1000", "0xffffffff81000000")) {
      final KernelAreas damaged =
          KernelAreas.of(
              Map.of(
                  "page_offset_base",
                  nonsense,
                  "vmalloc_base",
                  "0xffffc90000000000",
                  "vmemmap_base",
                  "0xffffea0000000000",
                  "per_cpu_0",
                  nonsense));
      assertEquals("", data(0xffff_8880_3e83_4010L, damaged), nonsense);
    }
  }
}
