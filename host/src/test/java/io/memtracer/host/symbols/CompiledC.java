package io.memtracer.host.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.status.CodeName.SourceLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Programs for tests, compiled on the spot, and what binutils say about them. */
public final class CompiledC {

  private static final String UNKNOWN = "?";

  private CompiledC() {}

  public static Path compile(
      final Path directory, final String name, final String source, final String... options)
      throws IOException, InterruptedException {
    final Path file = Files.writeString(directory.resolve(name + ".c"), source);
    final Path program = directory.resolve(name);
    final List<String> command = new ArrayList<>(List.of("gcc"));
    command.addAll(List.of(options));
    command.addAll(List.of("-o", program.toString(), file.toString()));
    run(command.toArray(String[]::new));
    return program;
  }

  /** Leaves a program without symbols, and its debug information in a file of its own. */
  public static void moveDebugInformation(final Path program, final Path debugFile)
      throws IOException, InterruptedException {
    Files.createDirectories(debugFile.getParent());
    run("objcopy", "--only-keep-debug", program.toString(), debugFile.toString());
    run("strip", program.toString());
  }

  /** Every function of an image, by name, as nm has its address; of names that come twice, none. */
  public static Map<String, Long> functions(final Path image, final String... options)
      throws IOException, InterruptedException {
    return symbols(image, "tTwW", options);
  }

  /** The same of variables. */
  public static Map<String, Long> variables(final Path image, final String... options)
      throws IOException, InterruptedException {
    return symbols(image, "dDbBrRvV", options);
  }

  private static Map<String, Long> symbols(
      final Path image, final String types, final String... options)
      throws IOException, InterruptedException {
    final Map<String, Long> symbols = new TreeMap<>();
    addresses(image, types, options)
        .forEach(
            (name, addresses) -> {
              if (addresses.size() == 1) {
                symbols.put(name, addresses.get(0));
              }
            });
    return symbols;
  }

  /** Every address that nm has for a function. */
  public static Map<String, List<Long>> addresses(final Path image, final String... options)
      throws IOException, InterruptedException {
    return addresses(image, "tTwWiI", options);
  }

  private static Map<String, List<Long>> addresses(
      final Path image, final String types, final String... options)
      throws IOException, InterruptedException {
    final List<String> command = new ArrayList<>(List.of("nm"));
    command.addAll(List.of(options));
    command.add(image.toString());
    final Map<String, List<Long>> addresses = new TreeMap<>();
    for (final String line : run(command.toArray(String[]::new)).lines().toList()) {
      final String[] parts = line.strip().split("\\s+", -1);
      if (parts.length == 3 && types.contains(parts[1])) {
        addresses
            .computeIfAbsent(parts[2].replaceFirst("@.*", ""), name -> new ArrayList<>())
            .add(Long.parseUnsignedLong(parts[0], 16));
      }
    }
    return addresses;
  }

  /**
   * Where addr2line says that code was written: the file's name and the line, or a question mark.
   */
  public static List<String> lines(final Path image, final Collection<Long> addresses)
      throws IOException, InterruptedException {
    final List<String> lines =
        addr2line(image, addresses, "-s").stream()
            .map(line -> line.replaceFirst(" \\(.*", ""))
            .map(line -> line.matches(".*:[1-9]\\d*") ? line : UNKNOWN)
            .toList();
    assertEquals(addresses.size(), lines.size(), image::toString);
    return lines;
  }

  /** The same of what was found. */
  public static String line(final Optional<SourceLine> found) {
    return found
        .map(line -> Path.of(line.file()).getFileName() + ":" + line.number())
        .orElse(UNKNOWN);
  }

  /** All that addr2line says of addresses of an image. */
  public static List<String> addr2line(
      final Path image, final Collection<Long> addresses, final String... options)
      throws IOException, InterruptedException {
    final List<String> command = new ArrayList<>(List.of("addr2line"));
    command.addAll(List.of(options));
    command.addAll(List.of("-e", image.toString()));
    addresses.forEach(address -> command.add("0x" + Long.toHexString(address)));
    return run(command.toArray(String[]::new)).lines().toList();
  }

  public static String run(final String... command) throws IOException, InterruptedException {
    final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    final String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + output);
    return output;
  }
}
