package io.memtracer.host.symbols;

import io.memtracer.host.status.CodePlace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Code that programs made while they ran. Where more than one method is said to have lain, nobody
 * knows which of them was there when: such an address has no name.
 */
public final class JitCode {

  /** No program has said anything. */
  public static final JitCode NONE = of(List.of());

  private final Map<String, Parts> parts = new HashMap<>();

  private JitCode(final Collection<JitMethod> all) {
    all.stream()
        .distinct()
        .collect(Collectors.groupingBy(JitMethod::program))
        .forEach((program, methods) -> parts.put(program, Parts.of(methods)));
  }

  /** All that was said; what is said twice counts once. */
  public static JitCode of(final Collection<JitMethod> all) {
    return new JitCode(all);
  }

  /**
   * What was said of code that was there from when it came.
   *
   * @param replaced where other code was before
   */
  public static JitCode of(final Collection<JitMethod> all, final ReplacedCode replaced) {
    return new JitCode(
        all.stream().filter(method -> !replaced.isBetween(method.start(), method.end())).toList());
  }

  /** Where a method is alone. */
  private record Part(long start, long end, JitMethod method) {}

  /** All parts of a program, none within another, by address. */
  private static final class Parts {

    private final long[] starts;
    private final List<Part> all;

    Parts(final List<Part> all) {
      this.all = all;
      starts = all.stream().mapToLong(Part::start).toArray();
    }

    static Parts of(final List<JitMethod> methods) {
      return new Parts(alone(methods));
    }

    Optional<JitMethod> at(final long address) {
      final int found = Arrays.binarySearch(starts, address);
      final int before = found < 0 ? -found - 2 : found;
      return before >= 0 && address < all.get(before).end
          ? Optional.of(all.get(before).method)
          : Optional.empty();
    }
  }

  /** Where a method begins or ends. */
  private record Edge(long address, int method, int change) {}

  /**
   * Goes through all by address. Where exactly one is open, the sum of the numbers of those that
   * are is its number.
   */
  private static List<Part> alone(final List<JitMethod> methods) {
    final List<Edge> edges = new ArrayList<>(2 * methods.size());
    for (int i = 0; i < methods.size(); i++) {
      edges.add(new Edge(methods.get(i).start(), i, 1));
      edges.add(new Edge(methods.get(i).end(), i, -1));
    }
    edges.sort((a, b) -> Long.compare(a.address, b.address));
    final List<Part> alone = new ArrayList<>();
    int open = 0;
    long sum = 0;
    for (int i = 0; i + 1 < edges.size(); i++) {
      final Edge edge = edges.get(i);
      final long next = edges.get(i + 1).address;
      open += edge.change;
      sum += (long) edge.change * edge.method;
      if (open == 1 && next > edge.address) {
        alone.add(new Part(edge.address, next, methods.get((int) sum)));
      }
    }
    return alone;
  }

  /** The one method that lay there, in that program. */
  Optional<JitMethod> at(final CodePlace place) {
    return Optional.ofNullable(parts.get(place.program())).flatMap(own -> own.at(place.address()));
  }

  /** All methods that are found at some addresses. */
  public List<JitMethod> holding(final long[] addresses) {
    return parts.values().stream()
        .flatMap(own -> Arrays.stream(addresses).mapToObj(own::at).flatMap(Optional::stream))
        .distinct()
        .toList();
  }
}
