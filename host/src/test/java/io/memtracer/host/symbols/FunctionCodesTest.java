package io.memtracer.host.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.FunctionCode;
import io.memtracer.host.status.TraceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FunctionCodesTest {

  private static final String SOURCE =
      """
      volatile int sum;
      void load(void) { for (int i = 0; i < 100; i++) { sum += i * 7; } }
      void save(void) { sum = 5; }
      static void helper(void) { sum += 2; }
      int main(void) { load(); save(); helper(); return sum; }
      """;

  private static final String SOURCE_OF_CPP =
      """
      volatile int sum;
      namespace work { void load(int n) { sum += n; } void unload() { sum = 0; } }
      int main() { work::load(3); work::unload(); return sum; }
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"-static", "-pie", "-no-pie"})
  void findsTheBytesThatTheProgramHas(final String how) throws Exception {
    final Path program = CompiledC.compile(directory, "program", SOURCE, "-O1", "-fno-inline", how);
    for (final String name : List.of("load", "save", "helper", "main")) {
      final FunctionCode code = FunctionCodes.find(program, program.toString(), name);
      final long address = CompiledC.functions(program).get(name);
      assertEquals(address & 4095, code.pageOffset(), name);
      final String listing =
          CompiledC.run("objdump", "-d", "--disassemble=" + name, program.toString());
      final String first =
          listing.lines().filter(line -> line.contains(":\t")).findFirst().orElseThrow();
      final String bytes = first.split("\t", 3)[1].replace(" ", "");
      assertTrue(code.code().startsWith(bytes), name + " " + code + " " + bytes);
      assertTrue(code.code().length() <= 2 * FunctionCode.MAX_BYTES);
    }
  }

  @Test
  void saysWhatItCannotFind() throws Exception {
    final Path program = CompiledC.compile(directory, "program", SOURCE, "-O1", "-fno-inline");
    refused(program, "nobody", "has no function nobody, as far as its symbols say: 'nm -C'");
    refused(program, "Lod", "has no function Lod, as far as its symbols say: do you mean load?");
    refused(program, "help", "do you mean helper?");
    refused(
        Files.writeString(directory.resolve("script"), "#!/bin/sh\n"), "main", "is no ELF file");
    refused(directory.resolve("missing"), "main", "is no ELF file");
    CompiledC.run("strip", program.toString());
    refused(program, "load", "has no function load");
  }

  @Test
  void saysHowTheSymbolOfAFunctionOfCppIsCalled() throws Exception {
    final Path source = Files.writeString(directory.resolve("a.cc"), SOURCE_OF_CPP);
    final Path program = directory.resolve("cpp");
    CompiledC.run("g++", "-O1", "-fno-inline", "-o", program.toString(), source.toString());
    refused(program, "work::load", "do you mean _ZN4work4loadEi (work::load(int))?");
    refused(program, "load", "do you mean _ZN4work4loadEi (work::load(int))?");
    refused(program, "work::lod", "'nm -C' shows them");
  }

  /** At the same place of two pages is the same code. */
  @Test
  void saysThatItCannotBeToldFromOtherCode() throws Exception {
    final Path program =
        CompiledC.compile(
            directory,
            "twins",
            """
            volatile int sum;
            __attribute__((aligned(4096))) void one(void) { __asm__ volatile("nop; nop; nop; nop"); }
            __attribute__((aligned(4096))) void two(void) { __asm__ volatile("nop; nop; nop; nop"); }
            int main(void) { one(); two(); return sum; }
            """,
            "-O1",
            "-fno-inline",
            "-fno-ipa-icf",
            "-mcmodel=small",
            "-no-pie");
    refused(program, "one", "can't be told from other code");
  }

  /** Its bytes would be behind the end of all addresses. */
  @Test
  void saysSoOfAFunctionThatIsNowhere() throws Exception {
    final Path program = CompiledC.compile(directory, "program", SOURCE, "-fno-inline");
    final long save = CompiledC.functions(program).get("save");
    final long code =
        ElfImage.read(program, ImageFiles.installed()).orElseThrow().code().get(0).address();
    final ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(program)).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + Long.BYTES <= bytes.limit(); at += Long.BYTES) {
      if (bytes.getLong(at) == save) {
        bytes.putLong(at, code + (Long.MAX_VALUE - 4));
      }
    }
    Files.write(program, bytes.array());
    refused(program, "save", "can't be told from other code");
  }

  private static void refused(final Path program, final String name, final String words) {
    final TraceException refused =
        assertThrows(
            TraceException.class, () -> FunctionCodes.find(program, program.toString(), name));
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
  }
}
