package io.memtracer.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DocsTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");
  private static final Pattern DECISION = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");
  private static final String INDEX = "README.md";

  private final Map<Path, Set<String>> headings = new HashMap<>();

  @Test
  void linksLeadSomewhere() {
    final List<String> dead = new ArrayList<>();
    for (final Path page : Docs.pages()) {
      for (final String line : Docs.lines(page)) {
        final Matcher link = LINK.matcher(line);
        while (link.find()) {
          if (!leadsSomewhere(page, link.group(1), link.group(2))) {
            dead.add(page + ": " + link.group());
          }
        }
      }
    }
    assertEquals(List.of(), dead);
  }

  private boolean leadsSomewhere(final Path page, final String file, final String heading) {
    if (file.contains("://")) {
      return true;
    }
    final Path target = file.isEmpty() ? page : page.resolveSibling(file);
    return Files.exists(target) && (heading == null || headings(target).contains(heading));
  }

  private Set<String> headings(final Path page) {
    return headings.computeIfAbsent(
        page.normalize(),
        file ->
            Docs.lines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(DocsTest::anchor)
                .collect(Collectors.toSet()));
  }

  /** As browsers of repositories make it of a heading. */
  private static String anchor(final String heading) {
    return heading
        .replaceFirst("^#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  @Test
  void decisionsHaveNumbersInOrderAndAnIndex() throws IOException {
    final Path directory = Docs.directory().resolve("decisions");
    final List<String> index = new ArrayList<>();
    for (final Path file : decisions(directory)) {
      final Matcher name = DECISION.matcher(file.getFileName().toString());
      assertTrue(name.matches(), file + " should be called NNNN-words.md");
      final String title = Docs.lines(file).get(0).replaceFirst("^# ", "");
      index.add("- [%s](%s)".formatted(title, file.getFileName()));
      assertEquals(index.size(), Integer.parseInt(name.group(1)), file.toString());
      assertTrue(title.startsWith(index.size() + ". "), file + " should begin with its number");
    }
    assertEquals(
        index,
        Docs.lines(directory.resolve(INDEX)).stream()
            .filter(line -> line.startsWith("- "))
            .toList());
  }

  private static List<Path> decisions(final Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> !file.endsWith(INDEX)).sorted().toList();
    }
  }
}
