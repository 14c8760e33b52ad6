package io.memtracer.host.symbols;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Asks a program of binutils for an answer to each of many words. Where it isn't installed, fails
 * or takes too long, there are no answers: the report does without.
 */
final class BinutilsTool {

  /** Well below what a command line may hold, with words of some hundred characters each. */
  private static final int WORDS_AT_ONCE = 500;

  /** Of all answers of a call: many times what they take. */
  private static final int MOST_BYTES = 32 << 20;

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
   * Asks what is answered in a line each.
   *
   * @param words each an argument; none may begin with a dash
   * @return an answer for each, in their order; no answers at all if there is one too few
   */
  List<String> answers(final List<String> words) {
    return answers(words, line -> true).stream().map(answer -> answer.get(0)).toList();
  }

  /**
   * Asks what is answered in some lines each.
   *
   * @param words each an argument; none may begin with a dash
   * @param begins whether a line is the first of an answer
   * @return the lines of the answer for each, in their order; none at all if there is one too few
   */
  List<List<String>> answers(final List<String> words, final Predicate<String> begins) {
    final List<List<String>> answers = new ArrayList<>(words.size());
    for (int from = 0; from < words.size(); from += WORDS_AT_ONCE) {
      final int to = Math.min(from + WORDS_AT_ONCE, words.size());
      for (final String line : ask(words.subList(from, to))) {
        if (begins.test(line)) {
          answers.add(new ArrayList<>());
        }
        if (!answers.isEmpty()) {
          answers.get(answers.size() - 1).add(line);
        }
      }
      if (answers.size() != to) {
        return List.of();
      }
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
    try (InputStream output = process.getInputStream()) {
      final byte[] answers = output.readNBytes(MOST_BYTES);
      if (answers.length == MOST_BYTES) {
        process.destroyForcibly();
      }
      return deadline.join().waitFor() == 0
          ? new String(answers, StandardCharsets.UTF_8).lines().toList()
          : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
