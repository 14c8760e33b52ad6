package io.memtracer.host.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.recording.format.Asides;
import io.memtracer.host.recording.format.BlockHeader;
import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.format.Kind;
import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.Memory;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.recording.write.Compactor;
import io.memtracer.host.recording.write.TargetFile;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of programs that come later, and blocks whose checksums are right, but that say nonsense.
 */
final class UnknownPartsTest {

  private static final int NOBODY_KNOWS = 0x0fff;
  private static final int NOBODY_NEEDS = 0x8fff;

  @TempDir private Path directory;
  private Path recorded;
  private Path changed;
  private List<Object> all;

  @BeforeEach
  void record() {
    final Recordings recordings = new Recordings(directory, Compression.FAST).chunks(700);
    recorded = recordings.record(20_261_130, 4, 500).file();
    changed = directory.resolve("changed.mtrace");
    all = recordings.heard().all();
  }

  @Test
  void refusesAnotherVersion() throws IOException {
    final byte[] bytes = Files.readAllBytes(recorded);
    final ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(Long.BYTES, Layout.VERSION + 1);
    final CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, Layout.FILE_HEADER_BYTES - Integer.BYTES);
    header.putInt(Layout.FILE_HEADER_BYTES - Integer.BYTES, (int) checksum.getValue());
    Files.write(changed, bytes);
    final TraceException refused =
        assertThrows(TraceException.class, () -> RecordedTrace.open(changed));
    assertEquals(ErrorCategory.USER, refused.category());
    assertEquals(
        changed + " is a recorded trace of version 2, but this program knows version 1 only",
        refused.getMessage());
  }

  @Test
  void skipsWhatNobodyNeeds() throws IOException {
    insertBehindTheFirst(Kind.CHUNK, NOBODY_NEEDS);
    try (RecordedTrace trace = RecordedTrace.open(changed)) {
      assertEquals(Optional.empty(), trace.check());
      assertEquals(Recordings.ASIDES, trace.asides());
      assertEquals(all, new Heard().drain(trace.intake(Range.ALL, 100)).all());
    }
  }

  @Test
  void endsBeforeWhatItDoesNotKnow() throws IOException {
    insertBehindTheFirst(Kind.CHUNK, NOBODY_KNOWS);
    try (RecordedTrace trace = RecordedTrace.open(changed)) {
      assertEquals(1, trace.chunks());
      final String problem = trace.problem().orElseThrow();
      assertTrue(
          problem.endsWith("a block of kind 4095, which this program doesn't know"), problem);
      final List<Object> heard = new Heard().drain(trace.intake(Range.ALL, 100)).all();
      assertEquals(all.subList(0, heard.size()), heard);
    }
  }

  /** Of traces that were recorded before there were such blocks. */
  @Test
  void doesWithoutWhatNobodyNeeds() throws IOException {
    try (RecordedTrace trace = RecordedTrace.open(recorded);
        Compactor compactor = new Compactor(TargetFile.create(changed), Compression.FAST)) {
      trace.blocks(
          (header, bytes, length) -> {
            if (!Kind.isOptional(header.kind())) {
              compactor.add(header, bytes, length);
            }
          });
      compactor.finish();
    }
    try (RecordedTrace trace = RecordedTrace.open(changed)) {
      assertEquals(Optional.empty(), trace.check());
      assertEquals(Asides.NONE, trace.asides());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"kernelSymbols\":null,\"kernelFacts\":{},\"before\":[],\"since\":[],\"identities\":{}}",
        "{\"kernelSymbols\":\"\",\"kernelFacts\":{\"vmalloc_base\":null},\"before\":[],\"since\":[],"
            + "\"identities\":{}}",
        "{\"kernelSymbols\":\"\",\"kernelFacts\":{},\"before\":[null],\"since\":[],\"identities\":{}}",
        "{\"kernelSymbols\":\"\",\"kernelFacts\":{},\"before\":[],\"since\":[{\"start\":8,\"end\":8,"
            + "\"fileOffset\":0,\"use\":\"HEAP\",\"name\":\"\",\"hostFile\":\"\",\"code\":false,"
            + "\"program\":\"\"}],\"identities\":{}}",
        "{\"kernelSymbols\":\"\",\"kernelFacts\":{},\"before\":[],\"since\":[{\"start\":0,\"end\":8,"
            + "\"fileOffset\":0,\"use\":\"CHEESE\",\"name\":\"\",\"hostFile\":\"\",\"code\":false,"
            + "\"program\":\"\"}],\"identities\":{}}"
      })
  void usesNothingOfMemoryThatCannotBe(final String text) throws IOException {
    assertRefused(text);
  }

  @Test
  void doesNotTakeMoreSymbolsThanAKernelHas() throws IOException {
    assertRefused(
        "{\"kernelSymbols\":\"%s\",\"kernelFacts\":{},\"before\":[],\"since\":[],\"identities\":{}}"
            .formatted("x".repeat(Memory.MAX_SYMBOLS_CHARS + 1)));
  }

  private void assertRefused(final String memory) throws IOException {
    final byte[] text = memory.getBytes(StandardCharsets.UTF_8);
    try (RecordedTrace trace = RecordedTrace.open(recorded);
        Compactor compactor = new Compactor(TargetFile.create(changed), Compression.FAST)) {
      trace.blocks(
          (header, bytes, length) -> {
            final boolean isIt = header.kind() == Kind.MEMORY.number();
            compactor.add(header, isIt ? text : bytes, isIt ? text.length : length);
          });
      compactor.finish();
    }
    try (RecordedTrace trace = RecordedTrace.open(changed)) {
      final String problem = trace.problem().orElseThrow();
      assertTrue(problem.contains("behind all chunks: it can't be read as JSON"), problem);
      assertEquals(Optional.empty(), trace.asides().memory());
      assertEquals(Recordings.ASIDES.names(), trace.asides().names());
      assertEquals(all, new Heard().drain(trace.intake(Range.ALL, 100)).all());
    }
  }

  private void insertBehindTheFirst(final Kind kind, final int number) throws IOException {
    final byte[] contents = "whatever".getBytes(StandardCharsets.UTF_8);
    try (RecordedTrace trace = RecordedTrace.open(recorded);
        Compactor compactor = new Compactor(TargetFile.create(changed), Compression.FAST)) {
      final int[] seen = new int[1];
      trace.blocks(
          (header, bytes, length) -> {
            compactor.add(header, bytes, length);
            if (header.kind() == kind.number() && seen[0]++ == 0) {
              final long behind = header.firstRecord() + header.records();
              compactor.add(
                  new BlockHeader(number, 0, 0, 0, behind, 0, 0), contents, contents.length);
            }
          });
      compactor.finish();
    }
  }
}
