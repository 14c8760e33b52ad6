package io.memtracer.plugins.heatmap;

/**
 * Some of the blocks, that follow each other in the order of their addresses.
 *
 * @param from the first
 * @param to behind the last
 */
record Span(int from, int to) {

  int size() {
    return to - from;
  }
}
