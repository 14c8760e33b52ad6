package io.memtracer.plugins.stridedetector;

import io.memtracer.api.RecordWord;

/**
 * What is known of an instruction at the end.
 *
 * @param word word 0 of its records, with vCPU 0
 * @param program number of the program it is of; 0 for the kernel's, or if that isn't known
 * @param accesses how many it made
 * @param strides how many distances there were between them: one fewer on each vCPU
 * @param stride the dominant one
 * @param followed strides that were the dominant one, at least
 * @param state of its entry; if there are several, of the first vCPU's
 */
record Instruction(
    long word, int program, long accesses, long strides, long stride, long followed, int state) {

  /** What a stride says about the code. */
  enum Pattern {
    CONSTANT("constant"),
    UNIT("unit"),
    STRIDED("strided"),
    IRREGULAR("irregular"),
    SINGLE("single");

    final String key;

    Pattern(final String key) {
      this.key = key;
    }
  }

  boolean isUser() {
    return RecordWord.isUser(word);
  }

  /** Share of its strides that are the dominant one, at least. */
  double confidence() {
    return strides == 0 ? 0 : (double) followed / strides;
  }

  Pattern pattern() {
    if (strides == 0) {
      return Pattern.SINGLE;
    } else if (2 * followed < strides) {
      return Pattern.IRREGULAR;
    } else if (stride == 0) {
      return Pattern.CONSTANT;
    }
    return Math.abs(stride) == RecordWord.size(word) ? Pattern.UNIT : Pattern.STRIDED;
  }
}
