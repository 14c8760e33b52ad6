package io.memtracer.plugins.support;

import io.memtracer.api.Task;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The instructions that miss the first of some levels, and which level had what they asked for.
 * Those that come when the table is full are counted together. Not thread-safe.
 */
public final class MissingInstructions {

  private static final int FIRST_ROOM = 1024;

  /**
   * One of them.
   *
   * @param word word 0 of its records, with vCPU 0
   * @param program which it is of; empty for the kernel's, or if that isn't known
   * @param answers what it missed in the first level, by the index of the level that had it, less 1
   */
  public record Missing(long word, String program, List<Long> answers) {

    /**
     * What only the last one had.
     *
     * @return 0 or more
     */
    public long fromLast() {
      return answers.get(answers.size() - 1);
    }

    /**
     * What the first level hadn't.
     *
     * @return at least 1
     */
    public long misses() {
      return answers.stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Those that reach farther down most often come first. */
  private static final Comparator<Missing> WORST_FIRST =
      (one, other) -> {
        for (int i = one.answers.size() - 1; i >= 0; i--) {
          final int order = Long.compare(other.answers.get(i), one.answers.get(i));
          if (order != 0) {
            return order;
          }
        }
        final int order = Long.compareUnsigned(one.word, other.word);
        return order != 0 ? order : one.program.compareTo(other.program);
      };

  private final int levels;
  private final int limit;
  private final LongTable rows = new LongTable();
  private long[] words = new long[FIRST_ROOM];
  private long[] answers;
  private final long[] untracked;
  private final Programs programs = new Programs();
  private long programBits;

  /** Of the record counted last, since the next is often of the same instruction; 0 for none. */
  private long lastWord;

  private int lastRow;

  /**
   * Makes an empty table.
   *
   * @param levels how many there are behind the first
   * @param limit instructions that are tracked at most
   */
  public MissingInstructions(final int levels, final int limit) {
    this.levels = levels;
    this.limit = limit;
    answers = new long[FIRST_ROOM * levels];
    untracked = new long[levels];
  }

  /**
   * Says who runs from now on.
   *
   * @param task who makes the accesses
   */
  public void run(final Task task) {
    programBits = InstructionKeys.programBits(programs.of(task));
    lastWord = 0;
  }

  /**
   * An access missed the first level.
   *
   * @param word its record's word 0
   * @param answered index of the level that had what it asked for, at least 1
   */
  public void count(final long word, final int answered) {
    if (word != lastWord) {
      lastRow = row(InstructionKeys.of(word, programBits));
      lastWord = word;
    }
    if (lastRow < 0) {
      untracked[answered - 1]++;
    } else {
      answers[lastRow * levels + answered - 1]++;
    }
  }

  private int row(final long word) {
    final int place = rows.find(word);
    final long found = rows.value(place);
    if (found != 0) {
      return (int) found - 1;
    }
    final int row = rows.size();
    if (row == limit) {
      return -1;
    }
    if (row == words.length) {
      words = Arrays.copyOf(words, 2 * row);
      answers = Arrays.copyOf(answers, 2 * row * levels);
    }
    words[row] = word;
    rows.insert(place, word, row + 1L);
    return row;
  }

  /**
   * Adds what others counted of the same tasks, in the same order.
   *
   * @param other of as many levels
   */
  public void add(final MissingInstructions other) {
    for (int theirs = 0; theirs < other.size(); theirs++) {
      final int own = row(other.words[theirs]);
      for (int level = 0; level < levels; level++) {
        final long more = other.answers[theirs * levels + level];
        if (own < 0) {
          untracked[level] += more;
        } else {
          answers[own * levels + level] += more;
        }
      }
    }
    Arrays.setAll(untracked, level -> untracked[level] + other.untracked[level]);
  }

  /**
   * How many are tracked.
   *
   * @return 0 or more
   */
  public int size() {
    return rows.size();
  }

  /**
   * How much those missed that weren't tracked.
   *
   * @return 0 or more
   */
  public long untracked() {
    return Arrays.stream(untracked).sum();
  }

  /**
   * Those that are worst, of all that are tracked.
   *
   * @param limit how many at most
   * @return in order
   */
  public List<Missing> worstFirst(final int limit) {
    final Top<Missing> worst = new Top<>(limit, WORST_FIRST);
    IntStream.range(0, size()).mapToObj(this::missing).forEach(worst::add);
    return worst.inOrder();
  }

  private Missing missing(final int row) {
    final long word = words[row];
    return new Missing(
        InstructionKeys.of(word, 0),
        programs.name(InstructionKeys.program(word)),
        Arrays.stream(answers, row * levels, (row + 1) * levels).boxed().toList());
  }
}
