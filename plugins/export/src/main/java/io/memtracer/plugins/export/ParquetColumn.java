package io.memtracer.plugins.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A column of a table: values of a group of rows, one after the other as Parquet's encoding PLAIN
 * has them, little endian. Not thread-safe.
 */
final class ParquetColumn {

  /** Types and codecs by the numbers that parquet.thrift gives them. */
  enum Type {
    BOOLEAN(0, -1),
    UINT_8(1, 11),
    UINT_32(1, 13),
    UINT_64(2, 14);

    private final int physical;
    private final int converted;

    Type(final int physical, final int converted) {
      this.physical = physical;
      this.converted = converted;
    }
  }

  private static final int REQUIRED = 0;
  private static final int DATA_PAGE = 0;
  private static final int PLAIN = 0;
  private static final int RLE = 3;
  private static final int GZIP = 2;

  private final String name;
  private final Type type;
  private final byte[] plain;
  private int count;
  private int used;

  /**
   * A column without rows.
   *
   * @param mostRows of a group
   */
  ParquetColumn(final String name, final Type type, final int mostRows) {
    this.name = name;
    this.type = type;
    plain = new byte[mostRows * Long.BYTES];
  }

  /** Adds a value, without sign; of a truth 0 or 1. */
  void add(final long value) {
    switch (type) {
      case BOOLEAN -> plain[count >>> 3] |= (byte) (value << (count & 7));
      case UINT_8, UINT_32 -> put(value, Integer.BYTES);
      case UINT_64 -> put(value, Long.BYTES);
    }
    count++;
  }

  private void put(final long value, final int bytes) {
    for (int i = 0; i < bytes; i++) {
      plain[used++] = (byte) (value >>> (Byte.SIZE * i));
    }
  }

  /** What the schema says of it. */
  ThriftStruct schema() {
    final ThriftStruct element =
        new ThriftStruct().number(1, type.physical).number(3, REQUIRED).text(4, name);
    return type.converted < 0 ? element : element.number(6, type.converted);
  }

  /**
   * Writes all values as one page, and begins anew.
   *
   * @return what is to be said of them at the end of the file
   */
  ThriftStruct write(final Output out) throws IOException {
    final int bytes = type == Type.BOOLEAN ? (count + 7) >>> 3 : used;
    final byte[] packed = packed(bytes);
    final byte[] header = header(bytes, packed.length).encoded();
    final long offset = out.bytes();
    out.bytes(header);
    out.bytes(packed);
    final ThriftStruct said =
        new ThriftStruct()
            .number(1, type.physical)
            .numbers(2, PLAIN)
            .texts(3, name)
            .number(4, GZIP)
            .longNumber(5, count)
            .longNumber(6, header.length + (long) bytes)
            .longNumber(7, out.bytes() - offset)
            .longNumber(9, offset);
    Arrays.fill(plain, 0, bytes, (byte) 0);
    count = 0;
    used = 0;
    return new ThriftStruct().longNumber(2, offset).struct(3, said);
  }

  private ThriftStruct header(final int bytes, final int packedBytes) {
    return new ThriftStruct()
        .number(1, DATA_PAGE)
        .number(2, bytes)
        .number(3, packedBytes)
        .struct(
            5, new ThriftStruct().number(1, count).number(2, PLAIN).number(3, RLE).number(4, RLE));
  }

  private byte[] packed(final int bytes) throws IOException {
    final ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes / 2 + 64);
    try (OutputStream gzip = new FastGzip(packed)) {
      gzip.write(plain, 0, bytes);
    }
    return packed.toByteArray();
  }

  /** Somebody waits for the trace. */
  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(final OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
