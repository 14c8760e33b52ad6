package io.memtracer.host.cli.options;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where the results of several traces go: of each into directories of all, under its own name. */
public final class OutputsOfTraces {

  private static final String SUFFIX = ".mtrace";

  private final OutputOptions all;
  private final List<String> names = new ArrayList<>();

  /**
   * Names them.
   *
   * @param all where results are to go; of one trace alone as it is
   * @param files the traces
   */
  public OutputsOfTraces(final OutputOptions all, final List<String> files) {
    this.all = all;
    final Set<String> taken = new HashSet<>();
    for (final String file : files) {
      final String base = base(file);
      String name = base;
      for (int i = 2; !taken.add(name); i++) {
        name = base + "-" + i;
      }
      names.add(name);
    }
  }

  private static String base(final String file) {
    final String name = file.substring(file.lastIndexOf('/') + 1);
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  /** Where those of one of them go. */
  public OutputOptions of(final int index) {
    return names.size() == 1 ? all : all.beneath(names.get(index));
  }
}
