package io.memtracer.host.project;

import io.memtracer.host.status.TraceException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * What a project of an analyzer is called, and what is in it.
 *
 * @param name of the analyzer and of the project's directory: words in lower case with dashes
 * @param packageName of its classes
 */
public record AnalyzerProject(String name, String packageName) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern PACKAGE = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)*");
  private static final String DEFAULT_PARENT = "com.example.";

  /** What memtracer has itself: classes there would not be the JAR's. */
  private static final String OURS = "io.memtracer.";

  /** With these, a class of the project would be called as one of the API that it needs. */
  private static final Set<String> TAKEN = Set.of("trace", "trace-analyzer");

  public AnalyzerProject {
    if (!NAME.matcher(name).matches()) {
      throw TraceException.user(
          "an analyzer's name must be words of lower-case letters and digits with dashes between,"
              + " such as page-touches, but '"
              + name
              + "' isn't");
    }
    if (TAKEN.contains(name)) {
      throw TraceException.user(
          "'" + name + "' would give classes named as those of the API: take another name");
    }
    if (!PACKAGE.matcher(packageName).matches() || !SourceVersion.isName(packageName)) {
      throw TraceException.user(
          "a package must be words in lower case with dots between, none of them Java's own, such"
              + " as org.mine.touches, but '"
              + packageName
              + "' isn't; --package says another");
    }
    if ((packageName + ".").startsWith(OURS)) {
      throw TraceException.user(
          "packages io.memtracer are memtracer's own; --package must say another");
    }
  }

  /** One in the package given, or in one of {@code com.example} named as the analyzer. */
  public static AnalyzerProject of(final String name, final Optional<String> packageName) {
    return new AnalyzerProject(
        name, packageName.orElseGet(() -> DEFAULT_PARENT + name.replace("-", "")));
  }

  /** What names of its classes begin with: {@code PageTouches}. */
  String classPrefix() {
    final StringBuilder prefix = new StringBuilder();
    for (final String word : name.split("-", -1)) {
      prefix.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    return prefix.toString();
  }

  /** Maven's group: the package that holds the project's. */
  String groupId() {
    final int dot = packageName.lastIndexOf('.');
    return dot < 0 ? packageName : packageName.substring(0, dot);
  }
}
