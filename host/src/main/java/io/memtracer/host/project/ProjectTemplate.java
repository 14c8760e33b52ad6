package io.memtracer.host.project;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The template of analyzers, an analyzer of its own: what is called after it is called after the
 * new one in a project.
 *
 * @param directory where the template lies
 * @param repository a Maven repository with the API and the test kit
 */
public record ProjectTemplate(Path directory, Path repository) {

  private static final String NAME = "alignment";
  private static final String PACKAGE = "com.example.alignment";
  private static final String GROUP = "com.example";
  private static final String REPOSITORY = "file:///memtracer/target/dist/repository";
  private static final String PROJECT_FILE = "standalone-pom.xml";

  /** Not the heading of what it counts, which is a word by itself. */
  private static final Pattern CLASS_PREFIX = Pattern.compile("\\bAlignment(?=[A-Z])");

  /**
   * Makes a project.
   *
   * @param place a directory that isn't there yet
   * @return the file with the analyzer, where the author goes on
   * @throws TraceException user error if the directory is there; environment if the template isn't,
   *     or nothing can be written
   */
  public Path make(final AnalyzerProject project, final Path place) {
    if (!Files.isRegularFile(directory.resolve(PROJECT_FILE)) || !Files.isDirectory(repository)) {
      throw TraceException.environment(
          "a project is made of %s and %s, which aren't both there: run './memtracer setup'"
              .formatted(directory, repository));
    }
    try {
      Files.createDirectory(place);
      write(place.resolve("pom.xml"), pom(project));
      for (final Path source : sources()) {
        final String path = directory.relativize(source).toString();
        write(place.resolve(source(path, project)), source(Files.readString(source), project));
      }
    } catch (FileAlreadyExistsException e) {
      throw TraceException.user(place + " is there already: take another name, or remove it");
    } catch (IOException e) {
      throw TraceException.environment("can't make the project in " + place + ": " + e, e);
    }
    return place.resolve(
        "src/main/java/%s/%sAnalyzer.java"
            .formatted(project.packageName().replace('.', '/'), project.classPrefix()));
  }

  private List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("src"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private String pom(final AnalyzerProject project) throws IOException {
    return Files.readString(directory.resolve(PROJECT_FILE))
        .replace(element("groupId", GROUP), element("groupId", project.groupId()))
        .replace(element("artifactId", NAME), element("artifactId", project.name()))
        .replace(REPOSITORY, xml(repository.toUri().toString()));
  }

  private static String element(final String tag, final String text) {
    return "<" + tag + ">" + text + "</" + tag + ">";
  }

  /** A URI has neither quotes nor angle brackets. */
  private static String xml(final String uri) {
    return uri.replace("&", "&amp;");
  }

  /** A path or the text of a file. */
  private static String source(final String text, final AnalyzerProject project) {
    final String renamed =
        text.replace(PACKAGE, project.packageName())
            .replace(slashes(PACKAGE), slashes(project.packageName()))
            .replace("\"" + NAME + "\"", "\"" + project.name() + "\"");
    return CLASS_PREFIX.matcher(renamed).replaceAll(project.classPrefix());
  }

  private static String slashes(final String packageName) {
    return packageName.replace('.', '/');
  }

  private static void write(final Path file, final String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
