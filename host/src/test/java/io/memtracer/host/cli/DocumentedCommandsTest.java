package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.Docs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the pages show to be typed can be typed. */
final class DocumentedCommandsTest {

  /** In an example, or what is to be typed in one, with what follows. */
  private static final Pattern COMMAND =
      Pattern.compile("^ {4,}(?:\\$ )?(?:\\S*/)?memtracer ([a-z-]+)(.*)$");

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

  /** What comes from here on is a workload's, another program's, or a remark. */
  private static final Pattern END = Pattern.compile(" (?:--|[|&<>#]+)( |$)|\\$\\(");

  /** Is no command of the host's. */
  private static final Set<String> ELSEWHERE = Set.of("bench");

  private final Map<String, CommandLine> commands = new CliHarness().cli().model().getSubcommands();

  private int shown;

  @Test
  void commandsHaveTheOptionsThatTheyAreShownWith() {
    final List<String> wrong = new ArrayList<>();
    for (final Path page : Docs.pages()) {
      for (final String line : joined(Docs.lines(page))) {
        final Matcher command = COMMAND.matcher(line);
        if (command.matches() && !ELSEWHERE.contains(command.group(1))) {
          check(page, command.group(1), command.group(2), wrong);
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(shown > 100, "only " + shown + " commands were found");
  }

  /** A command that goes on behind a backslash is one line. */
  private static List<String> joined(final List<String> lines) {
    final List<String> joined = new ArrayList<>();
    final StringBuilder begun = new StringBuilder();
    for (final String line : lines) {
      if (line.endsWith("\\")) {
        begun.append(line, 0, line.length() - 1);
      } else {
        joined.add(begun.append(line).toString());
        begun.setLength(0);
      }
    }
    return joined;
  }

  private void check(
      final Path page, final String name, final String rest, final List<String> wrong) {
    shown++;
    CommandLine command = commands.get(name);
    if (command == null) {
      wrong.add(page + ": there is no command " + name);
      return;
    }
    final Matcher first = Pattern.compile("^ ([a-z]+)").matcher(rest);
    if (first.find() && command.getSubcommands().containsKey(first.group(1))) {
      command = command.getSubcommands().get(first.group(1));
    }
    final Matcher end = END.matcher(rest);
    final Matcher option = OPTION.matcher(end.find() ? rest.substring(0, end.start()) : rest);
    while (option.find()) {
      if (!command.getCommandSpec().optionsMap().containsKey(option.group())) {
        wrong.add(page + ": " + name + " has no option " + option.group() + ":" + rest);
      }
    }
  }
}
