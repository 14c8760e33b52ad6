package io.memtracer.plugins.export;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The formats there are, by the names that the option has. */
enum Format {
  VIEW,
  CSV,
  LACKEY,
  DIN,
  RAMULATOR2,
  DRAMSIM3,
  GEM5,
  ORACLE_GENERAL,
  CHAMPSIM,
  PARQUET;

  /** A writer of it, for one file. */
  RecordFormat create() {
    return switch (this) {
      case VIEW -> new ViewFormat();
      case CSV -> new CsvFormat();
      case LACKEY -> new LackeyFormat();
      case DIN -> new DinFormat();
      case RAMULATOR2 -> new RamulatorFormat();
      case DRAMSIM3 -> new DramsimFormat();
      case GEM5 -> new Gem5Format();
      case ORACLE_GENERAL -> new OracleGeneralFormat();
      case CHAMPSIM -> new ChampSimFormat();
      case PARQUET -> new ParquetFormat();
    };
  }

  /** Whether the file is gone over once more at the end, so that it can't be compressed before. */
  boolean isFilledInAtTheEnd() {
    return this == ORACLE_GENERAL;
  }

  /** Whether its readers go to places in the file, so that it is never compressed as a whole. */
  boolean isReadAtPlaces() {
    return this == PARQUET;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> words() {
    return Stream.of(values()).map(Format::word).toList();
  }

  static Format of(final String word) {
    return Stream.of(values())
        .filter(format -> format.word().equals(word))
        .findFirst()
        .orElseThrow();
  }
}
