package io.memtracer.plugins.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A struct of Thrift in its compact protocol: fields in the order of their numbers. Source: Apache
 * Thrift, doc/specs/thrift-compact-protocol.md.
 */
final class ThriftStruct {

  private static final int INT = 5;
  private static final int LONG = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int TYPE_BITS = 4;
  private static final int MOST_SHORT = 14;
  private static final int LOW_BITS = 7;
  private static final int MORE = 0x80;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int last;

  ThriftStruct number(final int field, final int value) {
    return number(field, INT, value);
  }

  ThriftStruct longNumber(final int field, final long value) {
    return number(field, LONG, value);
  }

  private ThriftStruct number(final int field, final int type, final long value) {
    head(field, type);
    zigzag(value);
    return this;
  }

  ThriftStruct text(final int field, final String value) {
    head(field, BINARY);
    text(value);
    return this;
  }

  ThriftStruct struct(final int field, final ThriftStruct value) {
    head(field, STRUCT);
    bytes.writeBytes(value.encoded());
    return this;
  }

  ThriftStruct structs(final int field, final List<ThriftStruct> values) {
    list(field, STRUCT, values.size());
    values.forEach(value -> bytes.writeBytes(value.encoded()));
    return this;
  }

  ThriftStruct numbers(final int field, final int... values) {
    list(field, INT, values.length);
    for (final int value : values) {
      zigzag(value);
    }
    return this;
  }

  ThriftStruct texts(final int field, final String... values) {
    list(field, BINARY, values.length);
    for (final String value : values) {
      text(value);
    }
    return this;
  }

  /** All of it, ended. */
  byte[] encoded() {
    final byte[] fields = bytes.toByteArray();
    return Arrays.copyOf(fields, fields.length + 1);
  }

  private void head(final int field, final int type) {
    bytes.write(((field - last) << TYPE_BITS) | type);
    last = field;
  }

  private void list(final int field, final int type, final int size) {
    head(field, LIST);
    if (size <= MOST_SHORT) {
      bytes.write((size << TYPE_BITS) | type);
    } else {
      bytes.write(((MOST_SHORT + 1) << TYPE_BITS) | type);
      varint(size);
    }
  }

  private void text(final String value) {
    final byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    varint(utf8.length);
    bytes.writeBytes(utf8);
  }

  private void zigzag(final long value) {
    varint((value << 1) ^ (value >> (Long.SIZE - 1)));
  }

  private void varint(final long value) {
    long rest = value;
    for (; (rest & -MORE) != 0; rest >>>= LOW_BITS) {
      bytes.write((int) rest | MORE);
    }
    bytes.write((int) rest);
  }
}
