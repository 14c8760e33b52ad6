package io.memtracer.plugins.export;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.plugins.support.PhysicalMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The entry point of the JAR. */
public final class ExportFactory implements TraceAnalyzerFactory {

  private static final String FILE = "file";
  private static final String FORMAT = "format";
  private static final String MODE = "mode";
  private static final String PROGRAM = "program";
  private static final String PHASE = "phase";
  private static final String FIRST = "first-address";
  private static final String LAST = "last-address";
  private static final String BEHIND = "behind";
  private static final int HEX = 16;

  /** Created by the host. */
  public ExportFactory() {}

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String description() {
    return "Writes the trace to a file in another program's format.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.text(FILE, "", "The file; one that ends in .gz is compressed."),
        OptionSpec.choice(FORMAT, Format.VIEW.word(), Format.words(), "How records look in it."),
        OptionSpec.choice(
            MODE, "all", List.of("all", "user", "kernel"), "Whose records are written."),
        OptionSpec.text(PROGRAM, "", "Only those of tasks that execute it, or are called that."),
        OptionSpec.text(PHASE, "", "Only those in phases of that name."),
        PhysicalMemory.option("Which addresses are written"),
        OptionSpec.text(FIRST, "0", "The lowest address that is written, in hexadecimal."),
        OptionSpec.text(LAST, "ffffffffffffffff", "The highest one."),
        OptionSpec.text(
            BEHIND,
            "",
            "Caches before it, of which only what they ask of memory is written: levels or a"
                + " machine, as of the analyzer cache."));
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    final Format format = Format.of(options.choice(FORMAT));
    final Target target = target(options.text(FILE));
    if (format.isFilledInAtTheEnd() && (target.isCompressed() || !target.isFile())) {
      throw new InvalidOptionException(
          "%s is gone over again when it is written, so it must be a file that isn't compressed, but '%s' isn't"
              .formatted(format.word(), target.file()));
    }
    if (format.isReadAtPlaces() && target.isCompressed()) {
      throw new InvalidOptionException(
          "%s is compressed by itself, so its file can't be one that ends in .gz, but '%s' is"
              .formatted(format.word(), target.file()));
    }
    final String mode = options.choice(MODE);
    final ExportAnalyzer analyzer =
        new ExportAnalyzer(
            format,
            target,
            new Chosen(
                !mode.equals("kernel"),
                !mode.equals("user"),
                options.text(PROGRAM),
                options.text(PHASE),
                address(FIRST, options.text(FIRST)),
                address(LAST, options.text(LAST))),
            options.text(BEHIND));
    return needsPhysicalAddresses(options) ? new PhysicalMemory(analyzer) : analyzer;
  }

  @Override
  public boolean needsPhysicalAddresses(final AnalyzerOptions options) {
    return PhysicalMemory.isWanted(options);
  }

  private static Target target(final String file) {
    if (file.isEmpty()) {
      throw new InvalidOptionException("option file is missing: export:file=trace.txt");
    }
    if (Files.isDirectory(Path.of(file))) {
      throw new InvalidOptionException("option file must be a file, but '" + file + "' isn't");
    }
    try {
      return Target.of(Path.of(file));
    } catch (IOException e) {
      throw new InvalidOptionException("can't write '" + file + "': " + e.getMessage());
    }
  }

  private static long address(final String option, final String value) {
    try {
      return Long.parseUnsignedLong(value.replaceFirst("^0x", ""), HEX);
    } catch (NumberFormatException e) {
      throw new InvalidOptionException(
          "option %s must be an address in hexadecimal, but '%s' isn't".formatted(option, value));
    }
  }
}
