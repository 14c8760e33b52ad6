package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.recording.format.Names;
import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.symbols.FileMapping;
import io.memtracer.host.symbols.GuestCode;
import io.memtracer.host.symbols.ImageFiles;
import io.memtracer.host.symbols.JitCode;
import io.memtracer.host.symbols.JitMethod;
import io.memtracer.host.symbols.KernelCode;
import io.memtracer.host.symbols.KnownCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedCodeTest {

  private static final String JAVA = "/usr/bin/java";
  private static final CodePlace IN_METHOD = new CodePlace(JAVA, 0x1010);
  private static final CodePlace IN_FILE = new CodePlace(JAVA, 0x9010);

  private static final List<FileMapping> MAPPINGS =
      List.of(
          new FileMapping(0x1000, 0x2000, 0, Optional.empty(), JAVA),
          new FileMapping(0x9000, 0xa000, 0x100, Optional.empty(), "/lib/libjvm.so", JAVA));

  @TempDir private Path directory;

  private static KnownCode known(final GuestCode guest) {
    return new KnownCode(KernelCode.UNKNOWN, MAPPINGS, guest);
  }

  private static GuestCode guest(final Optional<Path> image) {
    return new GuestCode() {
      @Override
      public Optional<Path> image(final String path) {
        return image;
      }

      @Override
      public JitCode jit() {
        return JitCode.of(
            List.of(
                new JitMethod(0x1000, 0x1040, "int f()", JAVA),
                new JitMethod(0x1040, 0x1080, "int unused()", JAVA)));
      }
    };
  }

  @Test
  void namesAsTheRunDid() throws Exception {
    final CopiesOfImages copies = CopiesOfImages.in(directory);
    final Path copy = copies.keep(Files.writeString(copies.unfinished(), "no image"));
    final KnownCode live = known(guest(Optional.of(copy)));
    final Names recorded = RecordedNames.write(live, new long[] {0x1010, 0x9010});
    assertEquals(3, recorded.mappings().size());
    assertEquals(Optional.of(copy), new RecordedCode(recorded, copies).image("/lib/libjvm.so"));
    assertEquals(Optional.empty(), new RecordedCode(recorded, copies).image("/lib/other.so"));
    final Map<CodePlace, CodeName> names =
        live.names(ImageFiles.installed()).of(List.of(IN_METHOD, IN_FILE));
    assertEquals(Optional.of("int f()"), names.get(IN_METHOD).function());
    assertEquals(0x10, names.get(IN_METHOD).functionOffset());
    assertEquals("guest:/lib/libjvm.so", names.get(IN_FILE).image());
    assertEquals(
        names,
        RecordedNames.read(recorded, ImageFiles.installed())
            .names(ImageFiles.installed())
            .of(List.of(IN_METHOD, IN_FILE)));
  }

  @Test
  void bearsWhatCannotBe() {
    final Names damaged =
        new Names(
            List.of(),
            List.of(
                new Names.Mapping(-5, 5, 0, "negative", RecordedCode.MADE, JAVA),
                new Names.Mapping(0, 5, 0, "/x", RecordedCode.OF_GUEST + "../../etc", JAVA),
                new Names.Mapping(0, 5, 0, "/y", RecordedCode.OF_GUEST + "a".repeat(64), JAVA),
                new Names.Mapping(5, 9, 0, "/y", RecordedCode.OF_GUEST + "b".repeat(64), JAVA)));
    final RecordedCode code = new RecordedCode(damaged, CopiesOfImages.in(directory));
    assertEquals(Optional.empty(), code.image("/x"));
    assertEquals(Optional.empty(), code.image("/y"));
    assertEquals(List.of(), code.jit().holding(new long[] {1}));
  }
}
