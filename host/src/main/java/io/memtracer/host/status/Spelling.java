package io.memtracer.host.status;

/** How much a word looks like another. */
public final class Spelling {

  private Spelling() {}

  /** How many letters must be added, left out or changed (Levenshtein's distance). */
  public static int distance(final String from, final String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      final int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        final int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(above[j - 1] + change, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
