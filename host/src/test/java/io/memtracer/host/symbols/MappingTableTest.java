package io.memtracer.host.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file as the plugin's own code writes it, and damaged ones. */
final class MappingTableTest {

  private static final Path GOLDEN = Path.of("../qemu-gmbeoo/build/golden/ring.mappings");

  @TempDir private Path directory;

  @Test
  void saysWhatThePluginWrote() throws IOException {
    assertEquals(MappingTable.fileBytes(), Files.size(GOLDEN));
    assertEquals(
        Optional.of(
            List.of(
                new FileMapping(
                    0x5555_5555_5000L,
                    0x5555_5555_7000L,
                    0x1000,
                    Optional.of(Path.of("/usr/bin/sort")),
                    "sort"),
                new FileMapping(0x7fff_0000_0000L, 0x7fff_0000_1000L, 0, Optional.empty(), ""))),
        MappingTable.read(GOLDEN, Map.of()).map(Mappings::code));
    assertEquals(
        List.of(
            "5555:FILE:/usr/bin/sort",
            "7fff:FILE:",
            "6000:HEAP:",
            "7ffe:SPECIAL:[vdso]",
            "7f00:UNLINKED:memfd:x"),
        MappingTable.read(GOLDEN, Map.of()).flatMap(Mappings::data).orElseThrow().stream()
            .map(row -> "%x:%s:%s".formatted(row.start() >>> 32, row.kind(), row.name()))
            .toList());
  }

  @Test
  void namesCodeEvenIfThereWasNoRoomForAllData() throws IOException {
    final byte[] bytes = Files.readAllBytes(GOLDEN);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(28, 1);
    assertEquals(Optional.empty(), read(bytes).orElseThrow().data());
    assertEquals(2, read(bytes).orElseThrow().code().size());
  }

  @Test
  void saysNothingIfItDoesNotSayAll() throws IOException {
    final byte[] bytes = Files.readAllBytes(GOLDEN);
    assertEquals(Optional.empty(), MappingTable.read(directory.resolve("missing"), Map.of()));
    assertEquals(Optional.empty(), read(Arrays.copyOf(bytes, 100)));
    for (final int field : List.of(0, 8, 20)) {
      final byte[] other = bytes.clone();
      ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(field, 77);
      assertEquals(Optional.empty(), read(other), "field at " + field);
    }
  }

  @Test
  void comesToAnEndWhateverItSays() throws IOException {
    final byte[] bytes = Files.readAllBytes(GOLDEN);
    for (long seed = 0; seed < 300; seed++) {
      final Random random = new Random(seed);
      final byte[] damaged = Arrays.copyOf(bytes, random.nextInt(64, 4096));
      for (int i = 0; i < 6; i++) {
        damaged[random.nextInt(8, 200) % damaged.length] = (byte) random.nextInt();
      }
      MappingTable.read(Files.write(directory.resolve("damaged"), damaged), Map.of());
    }
  }

  private Optional<Mappings> read(final byte[] bytes) throws IOException {
    return MappingTable.read(Files.write(directory.resolve("table"), bytes), Map.of());
  }
}
