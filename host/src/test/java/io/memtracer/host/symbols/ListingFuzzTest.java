package io.memtracer.host.symbols;

import io.memtracer.host.fuzz.Fuzzing;
import io.memtracer.host.fuzz.Mutations;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.status.DataPlace;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a guest says of its memory, which may be anything. */
final class ListingFuzzTest {

  private static final Path GOLDEN = Path.of("../qemu-gmbeoo/build/golden/ring.mappings");
  private static final String SYMBOLS =
      """
      0000000000000000 A fixed_percpu_data
      0000000000031000 A current_task
      ffffffff81000000 T _text
      ffffffff81000000 T startup_64
      ffffffff81001000 t idle
      ffffffff81e00000 T _etext
      ffffffff82000000 D _sdata
      ffffffff82000040 d jiffies
      ffffffff82400000 D _edata
      ffffffffc0201000 t ext4_sync_fs\t[ext4]
      ffffffffc0202000 b state\t[ext4]
      """;
  private static final String MAPS =
      """
      555555554000-555555556000 r--p 00000000 08:01 123 /usr/bin/sort
      555555556000-55555555a000 r-xp 00002000 08:01 123 /usr/bin/sort
      55555555a000-55555557b000 rw-p 00000000 00:00 0 [heap]
      7ffff7fc1000-7ffff7fc5000 r--p 00000000 00:00 0 [vvar]
      ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]
      """;

  /** What is before the texts of the table, most of which nobody looks at. */
  private static final int LOOKED_AT_BYTES = 64 + 48 * 8;

  @TempDir private Path directory;

  @Test
  void comesToAnEndWhateverAMappingTableSays() throws Exception {
    final byte[] golden = Files.readAllBytes(GOLDEN);
    final Path changed = directory.resolve("table");
    Fuzzing.run(
        "a table of mappings",
        random -> {
          final byte[] table = golden.clone();
          final byte[] head = Mutations.of(Arrays.copyOf(golden, LOOKED_AT_BYTES), random);
          System.arraycopy(head, 0, table, 0, Math.min(head.length, LOOKED_AT_BYTES));
          Files.write(changed, table);
          MappingTable.read(changed, Map.of()).ifPresent(this::name);
        });
  }

  @Test
  void comesToAnEndWhateverAKernelSays() throws Exception {
    final byte[] symbols = SYMBOLS.getBytes(StandardCharsets.UTF_8);
    Fuzzing.run(
        "a kernel's symbols",
        random -> {
          final KernelSymbols read =
              KernelSymbols.read(
                  lines(grown(Mutations.of(symbols, random), random)),
                  KernelAreas.of(
                      Map.of("per_cpu_0", number(random) + "," + number(random) + ",0x9")));
          read.data().kallsyms();
          for (final long address : List.of(0L, 0x31000L, 0xffffffff82000041L, -1L)) {
            read.code().at(address);
            read.data().at(address);
          }
        });
  }

  private static String number(final Random random) {
    return "0x" + Long.toHexString(Mutations.extreme(random));
  }

  /** Now and then there are as many as a guest can send. */
  private static byte[] grown(final byte[] text, final Random random) {
    return random.nextInt(100) == 0
        ? new String(text, StandardCharsets.UTF_8).repeat(500).getBytes(StandardCharsets.UTF_8)
        : text;
  }

  @Test
  void comesToAnEndWhateverProcessesHaveMapped() throws Exception {
    final byte[] maps = MAPS.getBytes(StandardCharsets.UTF_8);
    Fuzzing.run(
        "lists of mappings",
        random -> name(ProcessMaps.read(lines(grown(Mutations.of(maps, random), random)))));
  }

  private static BufferedReader lines(final byte[] text) {
    return new BufferedReader(new StringReader(new String(text, StandardCharsets.UTF_8)));
  }

  private void name(final Mappings mappings) {
    final ImageFiles none = new ImageFiles(directory);
    new CodeNames(KernelCode.UNKNOWN, mappings.code(), GuestCode.NONE, none)
        .of(List.of(new CodePlace("", 0x7fff_0000_0010L), new CodePlace("sort", -1)));
    new DataNames(
            KnownData.of(KernelData.UNKNOWN, Mappings.of(List.of(), true), mappings),
            none,
            GuestCode.NONE)
        .of(List.of(new DataPlace("", 0x55555555a010L), new DataPlace("", -1)));
  }
}
