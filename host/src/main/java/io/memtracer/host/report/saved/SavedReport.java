package io.memtracer.host.report.saved;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memtracer.host.report.json.JsonReport;
import io.memtracer.host.report.text.CommandText;
import io.memtracer.host.status.TraceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JSON report that was kept. */
public final class SavedReport {

  private static final String SCHEMA = "memtracer-report";

  private final byte[] json;
  private final JsonNode root;

  private SavedReport(final byte[] json, final JsonNode root) {
    this.json = json;
    this.root = root;
  }

  /**
   * Reads a report.
   *
   * @throws TraceException user error if there is none, or one that this version doesn't know
   */
  public static SavedReport read(final Path file) {
    try {
      final byte[] json = Files.readAllBytes(file);
      final JsonNode root = new ObjectMapper().readTree(json);
      requireKnown(file, root);
      return new SavedReport(json, root);
    } catch (JacksonException e) {
      throw TraceException.user(file + " isn't JSON: " + e.getOriginalMessage());
    } catch (NoSuchFileException e) {
      throw TraceException.user("there is no file " + file);
    } catch (AccessDeniedException e) {
      throw TraceException.user("can't read " + file + ": permission denied");
    } catch (IOException e) {
      throw TraceException.user("can't read " + file + ": " + e.getMessage());
    }
  }

  private static void requireKnown(final Path file, final JsonNode root) {
    if (!SCHEMA.equals(root.path("schema").asText())) {
      throw TraceException.user(file + " isn't a report: 'memtracer trace --json FILE' writes one");
    }
    final String version = root.path("schemaVersion").asText();
    if (!major(version).equals(major(JsonReport.SCHEMA_VERSION))) {
      throw TraceException.user(
          "%s is a report of version %s, but this memtracer knows those of version %s"
              .formatted(file, version, JsonReport.SCHEMA_VERSION));
    }
  }

  private static String major(final String version) {
    return version.replaceFirst("\\..*", "");
  }

  /** What is in it. */
  JsonNode root() {
    return root;
  }

  /** As it is in the file. */
  public InputStream open() {
    return new ByteArrayInputStream(json);
  }

  /** What ran, and its arguments. */
  String command() {
    final List<String> words = new ArrayList<>();
    root.at("/workload/command").forEach(word -> words.add(word.asText()));
    return CommandText.of(words);
  }
}
