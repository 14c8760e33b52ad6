package io.memtracer.host.symbols;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks a program of binutils for a line of answer to each of many words. Where it isn't installed,
 * fails or takes too long, there are no answers: the report does without.
 */
final class BinutilsTool {

  /** Well below what a command line may hold, with words of some hundred characters each. */
  private static final int WORDS_AT_ONCE = 500;

  private final List<String> command;
  private final long timeoutNanos;

  /**
   * A program to ask.
   *
   * @param timeoutNanos how long each call may take
   * @param command the program and its options
   */
  BinutilsTool(final long timeoutNanos, final String... command) {
    this.command = List.of(command);
    this.timeoutNanos = timeoutNanos;
  }

  /**
   * Asks.
   *
   * @param words each an argument; none may begin with a dash
   * @return an answer for each, in their order; no answers at all if there is one too few
   */
  List<String> answers(final List<String> words) {
    final List<String> answers = new ArrayList<>(words.size());
    for (int from = 0; from < words.size(); from += WORDS_AT_ONCE) {
      final List<String> some = words.subList(from, Math.min(from + WORDS_AT_ONCE, words.size()));
      final List<String> lines = ask(some);
      if (lines.size() != some.size()) {
        return List.of();
      }
      answers.addAll(lines);
    }
    return answers;
  }

  private List<String> ask(final List<String> words) {
    final List<String> line = new ArrayList<>(command);
    line.addAll(words);
    final Process process;
    try {
      process =
          new ProcessBuilder(line)
              .redirectInput(new File("/dev/null"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return List.of();
    }
    // Ends the reading below as well: what is written ends with the process.
    final var deadline =
        process
            .onExit()
            .orTimeout(timeoutNanos, TimeUnit.NANOSECONDS)
            .exceptionally(late -> process.destroyForcibly());
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      final List<String> answers = reader.lines().toList();
      return deadline.join().waitFor() == 0 ? answers : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
