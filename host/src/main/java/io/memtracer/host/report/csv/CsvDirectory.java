package io.memtracer.host.report.csv;

import io.memtracer.api.result.Item;
import io.memtracer.api.result.Section;
import io.memtracer.host.files.Directories;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A directory of CSV files, {@code ANALYZER/SECTION.ITEM.csv}, besides {@code ANALYZER/metrics.csv}
 * and {@code ANALYZER/findings.csv}. It appears whole or not at all, and only its owner may look
 * into it.
 */
public final class CsvDirectory {

  private final Path target;

  /**
   * One to be made.
   *
   * @param target a directory that is empty or doesn't exist, in one that may be written to
   */
  public CsvDirectory(final Path target) {
    this.target = target;
  }

  /**
   * Writes what each analyzer found.
   *
   * @throws TraceException environment error if it can't be written
   */
  public void write(final TraceReport report) {
    try {
      final Path temporary =
          Files.createTempDirectory(target.toAbsolutePath().getParent(), ".memtracer-csv-");
      try {
        final Set<String> taken = new HashSet<>();
        for (final AnalyzerOutcome analyzer : report.analyzers()) {
          write(report, analyzer, temporary.resolve(unlike(taken, name(analyzer.label()))));
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Directories.delete(temporary);
      }
    } catch (IOException e) {
      throw cannot(e);
    } catch (UncheckedIOException e) {
      throw cannot(e.getCause());
    }
  }

  private TraceException cannot(final IOException e) {
    return TraceException.environment("--csv can't write " + target + ": " + e.getMessage(), e);
  }

  private static void write(
      final TraceReport report, final AnalyzerOutcome analyzer, final Path directory)
      throws IOException {
    if (analyzer.result().isEmpty()) {
      return;
    }
    Files.createDirectory(directory);
    final List<List<Object>> metrics = new ArrayList<>();
    final List<List<Object>> findings = new ArrayList<>();
    for (final Section section : analyzer.result().get().sections()) {
      for (final Item item : section.items()) {
        final Path file = directory.resolve(section.key() + "." + item.key() + ".csv");
        final CsvItems items =
            new CsvItems(report.names(), columns -> CsvSheet.create(file, columns));
        items.visit(item);
        items.metrics().forEach(metric -> metrics.add(prefixed(section.key(), metric)));
        items.findings().forEach(finding -> findings.add(prefixed(section.key(), finding)));
      }
    }
    sheet(directory.resolve("metrics.csv"), metrics, "section", "key", "label", "unit", "value");
    sheet(directory.resolve("findings.csv"), findings, "section", "key", "level", "text", "about");
  }

  private static List<Object> prefixed(final String section, final List<Object> cells) {
    final List<Object> row = new ArrayList<>(List.of(section));
    row.addAll(cells);
    return row;
  }

  private static void sheet(
      final Path file, final List<List<Object>> rows, final String... columns) {
    if (rows.isEmpty()) {
      return;
    }
    try (CsvSheet sheet = CsvSheet.create(file, List.of(columns))) {
      rows.forEach(sheet::row);
    }
  }

  /** Labels are anybody's. */
  private static String name(final String label) {
    final String name = label.replaceAll("[^A-Za-z0-9._=-]", "_");
    return name.startsWith(".") ? "_" + name : name;
  }

  private static String unlike(final Set<String> taken, final String name) {
    String free = name;
    for (int number = 2; !taken.add(free); number++) {
      free = name + "-" + number;
    }
    return free;
  }
}
