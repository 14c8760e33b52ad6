package io.memtracer.plugins.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads any struct of Thrift's compact protocol: fields by their numbers. */
record ThriftReader(ByteBuffer in) {

  Map<Integer, Object> struct() {
    final Map<Integer, Object> fields = new HashMap<>();
    int field = 0;
    for (int head = in.get() & 0xff; head != 0; head = in.get() & 0xff) {
      final int step = head >>> 4;
      field = step == 0 ? (int) zigzag() : field + step;
      fields.put(field, value(head & 0xf));
    }
    return fields;
  }

  private Object value(final int type) {
    return switch (type) {
      case 5, 6 -> zigzag();
      case 8 -> text();
      case 9 -> list();
      case 12 -> struct();
      default -> throw new IllegalArgumentException("type " + type);
    };
  }

  private List<Object> list() {
    final int head = in.get() & 0xff;
    final long size = head >>> 4 == 15 ? varint() : head >>> 4;
    final List<Object> all = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      all.add(value(head & 0xf));
    }
    return all;
  }

  private String text() {
    final byte[] utf8 = new byte[(int) varint()];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private long zigzag() {
    final long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      final byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
