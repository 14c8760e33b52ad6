package io.memtracer.plugins.workingset;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Pages with a byte each, in no particular order. */
final class MarkedPages {

  static final MarkedPages NONE = new MarkedPages(0);

  private long[] pages;
  private byte[] marks;
  private int size;

  MarkedPages(final int capacity) {
    pages = new long[capacity];
    marks = new byte[capacity];
  }

  /** What is done with each of them. */
  interface Visitor {
    void page(long page, int mark);
  }

  void add(final long page, final int mark) {
    if (size == pages.length) {
      pages = Arrays.copyOf(pages, 2 * size + 16);
      marks = Arrays.copyOf(marks, pages.length);
    }
    pages[size] = page;
    marks[size++] = (byte) mark;
  }

  void forEach(final Visitor visitor) {
    for (int i = 0; i < size; i++) {
      visitor.page(pages[i], Byte.toUnsignedInt(marks[i]));
    }
  }

  void save(final DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(pages[i]);
      out.writeByte(marks[i]);
    }
  }

  static MarkedPages read(final DataInput in) throws IOException {
    final int size = in.readInt();
    final MarkedPages read = new MarkedPages(size);
    for (int i = 0; i < size; i++) {
      read.add(in.readLong(), in.readByte());
    }
    return read;
  }
}
