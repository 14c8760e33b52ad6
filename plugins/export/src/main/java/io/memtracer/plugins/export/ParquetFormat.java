package io.memtracer.plugins.export;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table in Apache Parquet: the columns of {@link CsvFormat}, none of which may be missing, in
 * groups of rows of one page for each, packed with gzip. Nothing else is used of the format, and so
 * no library for it. Source: Apache Parquet, README.md and src/main/thrift/parquet.thrift of
 * parquet-format.
 */
final class ParquetFormat implements RecordFormat {

  private static final String MAGIC = "PAR1";
  private static final int VERSION = 1;

  /** Columns of so many take some 6 MB. */
  private static final int MOST_ROWS = 1 << 17;

  private final ParquetColumn ordinals = column("ordinal", ParquetColumn.Type.UINT_64);
  private final ParquetColumn vcpus = column("vcpu", ParquetColumn.Type.UINT_8);
  private final ParquetColumn cpls = column("cpl", ParquetColumn.Type.UINT_8);
  private final ParquetColumn processes = column("process", ParquetColumn.Type.UINT_32);
  private final ParquetColumn threads = column("thread", ParquetColumn.Type.UINT_32);
  private final ParquetColumn phases = column("phase", ParquetColumn.Type.UINT_32);
  private final ParquetColumn pcs = column("pc", ParquetColumn.Type.UINT_64);
  private final ParquetColumn stores = column("store", ParquetColumn.Type.BOOLEAN);
  private final ParquetColumn sizes = column("size", ParquetColumn.Type.UINT_8);
  private final ParquetColumn addresses = column("address", ParquetColumn.Type.UINT_64);
  private final List<ParquetColumn> columns =
      List.of(ordinals, vcpus, cpls, processes, threads, phases, pcs, stores, sizes, addresses);
  private final List<ThriftStruct> groups = new ArrayList<>();
  private int rows;
  private long allRows;

  private static ParquetColumn column(final String name, final ParquetColumn.Type type) {
    return new ParquetColumn(name, type, MOST_ROWS);
  }

  @Override
  public void begin(final Output out) throws IOException {
    out.ascii(MAGIC);
  }

  @Override
  public void record(final Output out, final RecordBatch batch, final int index, final long ordinal)
      throws IOException {
    final long word = batch.word(index);
    ordinals.add(ordinal);
    vcpus.add(batch.vcpu());
    cpls.add(RecordWord.cpl(word));
    processes.add(batch.task().process());
    threads.add(batch.task().thread());
    phases.add(batch.phase().id());
    pcs.add(RecordWord.pc(word));
    stores.add(RecordWord.isStore(word) ? 1 : 0);
    sizes.add(RecordWord.size(word));
    addresses.add(batch.address(index));
    if (++rows == MOST_ROWS) {
      group(out);
    }
  }

  private void group(final Output out) throws IOException {
    final long before = out.bytes();
    final List<ThriftStruct> chunks = new ArrayList<>();
    for (final ParquetColumn column : columns) {
      chunks.add(column.write(out));
    }
    groups.add(
        new ThriftStruct()
            .structs(1, chunks)
            .longNumber(2, out.bytes() - before)
            .longNumber(3, rows));
    allRows += rows;
    rows = 0;
  }

  @Override
  public void end(final Output out) throws IOException {
    if (rows > 0) {
      group(out);
    }
    final ThriftStruct root = new ThriftStruct().text(4, "trace").number(5, columns.size());
    final byte[] footer =
        new ThriftStruct()
            .number(1, VERSION)
            .structs(
                2,
                Stream.concat(Stream.of(root), columns.stream().map(ParquetColumn::schema))
                    .toList())
            .longNumber(3, allRows)
            .structs(4, groups)
            .text(6, "memtracer")
            .encoded();
    out.bytes(footer);
    out.littleEndian(footer.length, Integer.BYTES).ascii(MAGIC);
  }

  @Override
  public String leavesOut() {
    return "";
  }
}
