package io.memtracer.host.recording.read;

import java.util.ArrayList;
import java.util.List;

/** Cuts traces between chunks. */
final class Pieces {

  private Pieces() {}

  static List<Piece> of(final Contents contents, final Range range, final int most) {
    final List<Block> chunks = contents.chunks();
    int first = 0;
    while (first < chunks.size() && chunks.get(first).endRecord() <= range.from()) {
      first++;
    }
    int end = first;
    while (end < chunks.size() && chunks.get(end).firstRecord() < range.to()) {
      end++;
    }
    final int count = Math.min(most, end - first);
    final List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      final int from = first + (int) ((long) (end - first) * i / count);
      final int to = first + (int) ((long) (end - first) * (i + 1) / count);
      final long begin = Math.max(range.from(), chunks.get(from).firstRecord());
      pieces.add(
          new Piece(
              from, to, chunks.get(from).offset(), contents.tellsPages(), begin - range.from()));
    }
    return pieces;
  }
}
