package io.memtracer.host.qemu.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.Sampling;
import io.memtracer.host.Waiting;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.InstructionCounts;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Offsets are written out here on purpose: they are those of docs/wire-formats.md. */
@Timeout(30)
final class ControlPageTest {

  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path temporary;
  private Path file;
  private ControlPage page;
  private MappedByteBuffer plugin;

  @BeforeEach
  void mapTwice() throws Exception {
    file = temporary.resolve("control");
    page = ControlPage.create(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      plugin = channel.map(FileChannel.MapMode.READ_WRITE, 0, 65_536);
      plugin.order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  @Test
  void isPrivateAndHasAHeader() throws Exception {
    assertEquals(65_536, Files.size(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    final byte[] expected = new byte[64];
    ByteBuffer.wrap(expected)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("MTCTRL01".getBytes(StandardCharsets.US_ASCII))
        .putInt(1)
        .putInt(256);
    assertArrayEquals(expected, bytes(0, 64));
  }

  @Test
  void saysWhereTasksAre() {
    final KernelLayout kernel =
        new KernelLayout(
            0x1fb80,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            -10,
            -11,
            -12,
            -13,
            Optional.of(
                new MappingLayout(
                    List.of(14, 15),
                    -16,
                    List.of(17, 18),
                    new MappingChanges(-19, -20, -21, List.of(22, 23, 24)))));
    final TaskWish tasks = new TaskWish(kernel, 70, 1);
    page.wish(TraceWish.ALL.withTasks(Optional.of(tasks)));
    assertEquals(
        "01000000" + "46000000" + "01000000" + "09000000" + "01000000" + "02000000" + "03000000",
        HexFormat.of().formatHex(bytes(512, 28)));
    assertEquals(8, plugin.getInt(556));
    assertEquals(0x1fb80, plugin.getLong(560));
    assertEquals(-10, plugin.getLong(568));
    assertEquals(-13, plugin.getLong(592));
    assertEquals(14, plugin.getInt(600));
    assertEquals(15, plugin.getInt(604));
    assertEquals(1, plugin.getInt(676));
    assertEquals(-16, plugin.getLong(680));
    assertEquals(18, plugin.getInt(692));
    assertEquals(-19, plugin.getLong(712));
    assertEquals(-20, plugin.getLong(720));
    assertEquals(-21, plugin.getLong(728));
    assertEquals(24, plugin.getInt(744));
    page.wish(TraceWish.ALL);
    assertEquals(0, plugin.getInt(512));
    assertEquals(false, page.tellsTasks());
    plugin.putInt(152, 1);
    assertTrue(page.tellsTasks());
  }

  @Test
  void writesWishesAsTheWireFormatSays() {
    assertEquals(1, page.wish(new TraceWish(true, true, new Sampling(12, 5), true)));
    assertEquals(
        "01000000" + "01000000" + "01000000" + "0c000000" + "05000000" + "01000000" + "00000000",
        HexFormat.of().formatHex(bytes(64, 28)));
    assertEquals(2, page.wish(TraceWish.OFF));
    assertEquals("02000000" + "00000000".repeat(6), HexFormat.of().formatHex(bytes(64, 28)));
    page.abandon();
    assertEquals(1, plugin.getInt(88));
    assertEquals(0, plugin.getInt(92));
    page.wish(TraceWish.ALL.withExactInstructions(true));
    assertEquals(1, plugin.getInt(92));
    assertEquals(0, plugin.getInt(116));
    page.wish(TraceWish.ALL.withPages(true));
    assertEquals(1, plugin.getInt(116));
  }

  @Test
  void readsWhatThePluginWrites() {
    plugin.putInt(128, 1).putInt(136, 32).putInt(140, 2).putInt(148, 4);
    for (int vcpu = 0; vcpu < 2; vcpu++) {
      for (int field = 0; field < 6; field++) {
        plugin.putLong(4096 + 128 * vcpu + 8 * field, 10L * vcpu + field + 1);
      }
      for (int cpl = 0; cpl < 4; cpl++) {
        plugin.putLong(4096 + 128 * vcpu + 56 + 8 * cpl, cpl == 1 ? -1 : 100L * vcpu + cpl);
      }
    }
    assertEquals(PluginState.ARMED, page.state());
    assertEquals(32, page.failureErrno());
    assertEquals(4, page.pluginApi());
    assertEquals(
        List.of(
            new TraceCounters(1, 2, 3, 4, 5, 6).with(new InstructionCounts(0, -1, 2, 3)),
            new TraceCounters(11, 12, 13, 14, 15, 16)
                .with(new InstructionCounts(100, -1, 102, 103))),
        page.countersByVcpu());
    assertEquals(
        new TraceCounters(12, 14, 16, 18, 20, 22).with(new InstructionCounts(100, -1, 104, 106)),
        page.counters());
  }

  @Test
  void survivesWhatThePluginMustNotWrite() {
    plugin.putInt(140, -1).putInt(128, 77);
    assertEquals(0, page.vcpusSeen());
    assertThrows(TraceException.class, page::state);
    plugin.putInt(140, 1_000_000);
    assertEquals(256, page.vcpusSeen());
    assertEquals(256, page.countersByVcpu().size());
    plugin.position(192).put("x".repeat(192).getBytes(StandardCharsets.US_ASCII));
    assertEquals("x".repeat(192), page.failureText());
  }

  @Test
  void waitsForTheAnswerOfAnotherThread() throws Exception {
    final CompletableFuture<Boolean> answer =
        CompletableFuture.supplyAsync(
            () -> {
              Waiting.until(() -> (int) INT.getAcquire(plugin, 64) == 1);
              final boolean whole = plugin.getInt(68) == 1 && plugin.getInt(76) == 3;
              INT.setRelease(plugin, 128, 1);
              INT.setRelease(plugin, 132, 1);
              return whole;
            });
    final int sequence = page.wish(new TraceWish(true, false, new Sampling(3, 2), false));
    page.awaitInForce(sequence, LONG, ControlPageTest::alive);
    assertEquals(PluginState.ARMED, page.state());
    assertTrue(answer.get());
  }

  @Test
  void waitsUntilAllVcpusAreIdleAndSeesTheirCountersThen() throws Exception {
    plugin.putInt(140, 2).putInt(4096 + 48, 1);
    final CompletableFuture<Void> last =
        CompletableFuture.runAsync(
            () -> {
              for (long i = 1; i <= 1_000_000; i++) {
                plugin.putLong(4096 + 128, i);
              }
              INT.setRelease(plugin, 4096 + 128 + 48, 1);
            });
    page.awaitIdle(LONG, ControlPageTest::alive);
    assertEquals(1_000_000, page.counters().seen());
    last.get();
  }

  @Test
  void isNotIdleBeforeAVcpuWasSeen() {
    final TraceException e =
        assertThrows(
            TraceException.class,
            () -> page.awaitIdle(Duration.ofMillis(20), ControlPageTest::alive));
    assertEquals("QEMU did not bring all vCPUs to rest within 0.02 s", e.getMessage());
    assertEquals(ErrorCategory.GUEST, e.category());
  }

  @Test
  void waitsForRestAsLongAsRecordsAreWritten() {
    plugin.putInt(140, 1);
    page.awaitIdle(
        Duration.ofMillis(1),
        () -> {
          final long written = plugin.getLong(4096 + 16) + 1;
          plugin.putLong(4096 + 16, written);
          if (written == 50) {
            plugin.putInt(4096 + 48, 1);
          }
        });
    assertEquals(50, page.counters().written());
  }

  @Test
  void stopsWaitingWhenQemuDies() {
    final Runnable dead =
        () -> {
          throw TraceException.guest("QEMU ended with signal 9 (SIGKILL)");
        };
    final int sequence = page.wish(TraceWish.ALL);
    final TraceException e =
        assertThrows(TraceException.class, () -> page.awaitInForce(sequence, LONG, dead));
    assertEquals("QEMU ended with signal 9 (SIGKILL)", e.getMessage());
  }

  @Test
  void stopsWaitingWhenInterrupted() {
    Thread.currentThread().interrupt();
    assertThrows(TraceException.class, () -> page.awaitIdle(LONG, ControlPageTest::alive));
    assertTrue(Thread.interrupted());
  }

  @Test
  void saysWhyAWishCouldNotBeFulfilled() {
    final int sequence = page.wish(TraceWish.ALL);
    plugin.position(192).put("nobody reads the FIFO\0".getBytes(StandardCharsets.UTF_8));
    plugin.putInt(136, 6).putInt(128, 3).putInt(132, sequence);
    final TraceException e =
        assertThrows(
            TraceException.class, () -> page.awaitInForce(sequence, LONG, ControlPageTest::alive));
    assertEquals("tracing failed in QEMU: nobody reads the FIFO (errno 6)", e.getMessage());
  }

  @Test
  void refusesAFileThatIsThere() {
    assertThrows(TraceException.class, () -> ControlPage.create(file));
  }

  private static void alive() {}

  private byte[] bytes(final int offset, final int length) {
    final byte[] bytes = new byte[length];
    plugin.get(offset, bytes);
    return bytes;
  }
}
