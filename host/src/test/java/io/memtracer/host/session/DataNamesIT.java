package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.Column;
import io.memtracer.api.result.Table;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.DataName;
import io.memtracer.host.status.DataPlace;
import io.memtracer.host.symbols.CompiledC;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names of data of programs in a real guest: each place is known by how often it is loaded. */
@Timeout(180)
final class DataNamesIT {

  /** Loads a byte at a place of its own so often. */
  private static final String SOURCE =
      """
      #define _GNU_SOURCE
      #include <fcntl.h>
      #include <pthread.h>
      #include <stdlib.h>
      #include <string.h>
      #include <sys/mman.h>
      #include <unistd.h>

      #define LINE __attribute__((aligned(64)))

      static char zeros[64 << 10] LINE;
      char filled[64 << 10] LINE = {1};
      static const char constant[64 << 10] LINE = {1};

      static void load(const volatile char *place, int times) {
        for (int i = 0; i < times; i++) {
          (void)*place;
        }
      }

      static char *map(int protection, int flags, int file, size_t bytes) {
        char *memory = mmap(NULL, bytes, protection, flags, file, 0);
        if (memory == MAP_FAILED) {
          _exit(1);
        }
        return memory;
      }

      static void deep(int levels) {
        char local[32 << 10];
        memset(local, levels, sizeof(local));
        if (levels == 0) {
          load(local + 1024, 20003);
        } else {
          deep(levels - 1);
        }
        load(local, 1);
      }

      static void *work(void *times) {
        char local[4096] LINE;
        memset(local, 0, sizeof(local));
        load(local + 1024, (int) (long) times);
        return NULL;
      }

      static pthread_t begin(long times) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, work, (void *) times)) {
          _exit(1);
        }
        return thread;
      }

      static int pipes[2];

      static void *linger(void *times) {
        char byte;
        pthread_setname_np(pthread_self(), "a/worker");
        work(times);
        return read(pipes[0], &byte, 1) == 1 ? NULL : pipes;
      }

      static void threads(void) {
        pthread_t first;
        if (pipe(pipes) || pthread_create(&first, NULL, linger, (void *) 20013)) {
          _exit(1);
        }
        pthread_join(begin(20007), NULL);
        pthread_join(begin(7), NULL);
        if (write(pipes[1], "x", 1) != 1 || pthread_join(first, NULL)) {
          _exit(1);
        }
      }

      static void grow(void) {
        const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
        char *place = (char *) 0x200000000000;
        char *small = NULL;
        if (mmap(place, 4096, PROT_READ | PROT_WRITE, flags, -1, 0) != place) {
          _exit(1);
        }
        load(place, 1);
        if (mremap(place, 4096, 8 << 20, 0) != place) {
          _exit(1);
        }
        load(place + (4 << 20), 20011);
        for (int i = 0; i < 100; i++) {
          small = malloc(100000);
        }
        load(small + 50000, 20012);
      }

      static char *map_at(char *place, int protection, int flags, int file) {
        if (mmap(place, 1 << 20, protection, flags | MAP_FIXED, file, 0) != place) {
          _exit(1);
        }
        return place;
      }

      static void in_turn(int one, int other) {
        char *place = (char *) 0x300000000000;
        char *next = place + (1 << 30);
        load(map_at(place, PROT_READ, MAP_PRIVATE, one) + 0x40, 10007);
        munmap(place, 1 << 20);
        load(map_at(place, PROT_READ, MAP_PRIVATE, other) + 0x40, 10001);
        munmap(place, 1 << 20);
        load(map_at(place, PROT_READ, MAP_PRIVATE, one) + 0x40, 7);
        /* memory that goes on where a file was meanwhile */
        load(map_at(next, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1), 1);
        next += 1 << 20;
        load(map_at(next, PROT_READ, MAP_PRIVATE, one) + 0x40, 10008);
        munmap(next, 1 << 20);
        load(map_at(next, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1) + 0x40, 10008);
      }

      int main(void) {
        const int both = PROT_READ | PROT_WRITE;
        int memory = memfd_create("mine", 0);
        int file = open("data", O_RDONLY);
        char *small = malloc(1000);
        char *large;
        threads(); /* before their memory has been anything else */
        large = malloc(8 << 20);
        load(map(PROT_READ, MAP_PRIVATE, file, 1 << 20) + 0x80040, 20008);
        if (ftruncate(memory, 1 << 20)) {
          return 1;
        }
        load(map(both, MAP_SHARED, memory, 1 << 20) + 0x80000, 20009);
        load(map(both, MAP_SHARED | MAP_ANONYMOUS, -1, 1 << 20) + 0x80000, 20010);
        load(zeros + 0x1140, 20000);
        load(filled + 0x1180, 20001);
        load(constant + 0x11c0, 20002);
        deep(60);
        load(small + 512, 20004);
        load(large + (4 << 20), 20005);
        large = realloc(large, 64 << 20);
        load(large + (40 << 20), 20006);
        large = realloc(large, 96 << 20);
        load(large + (90 << 20), 20007);
        grow();
        in_turn(file, open("other", O_RDONLY));
        return 0;
      }
      """;

  private static final int FIRST = 20_000;

  @TempDir private Path directory;

  /** What the hottest lines are called that are loaded so often, and which are of that program. */
  private static List<String> names(
      final TraceReport report, final String program, final int times) {
    final Table lines = AnalyzersIT.table(report, "hot-spots", "lines", "hottest");
    final List<String> keys = lines.columns().stream().map(Column::key).toList();
    final List<String> names = new ArrayList<>();
    for (final List<Object> row : lines.rows()) {
      final long loads = (Long) row.get(keys.indexOf("user-loads"));
      if (loads == times && ((String) row.get(keys.indexOf("program"))).endsWith(program)) {
        final long address = (Long) row.get(keys.indexOf("address"));
        final String whole = (String) row.get(keys.indexOf("program"));
        names.add(
            report
                .names()
                .of(new DataPlace(whole, address))
                .map(name -> name.things().map(DataNamesIT::text).collect(joining(", then ")))
                .orElse("?"));
      }
    }
    return names;
  }

  private static String text(final DataName name) {
    final String owner = name.owner();
    return (owner.startsWith("[")
            ? owner.replaceFirst("/\\d+]$", "/N]")
            : owner.substring(owner.lastIndexOf('/') + 1))
        + name.symbol().map(symbol -> " " + symbol).orElse("")
        + name.offset().stream()
            .mapToObj(offset -> "+" + Long.toHexString(offset))
            .findFirst()
            .orElse("");
  }

  @Test
  void sayWhatEachPlaceOfAProgramIs() throws Exception {
    Files.write(directory.resolve("data"), new byte[1 << 20]);
    Files.write(directory.resolve("other"), new byte[1 << 20]);
    CompiledC.compile(directory, "places", SOURCE, "-O1", "-pthread", "-Wl,-z,now");
    final TraceReport report =
        HostCommands.in(directory)
            .here("exec ./places")
            .analyzer("hot-spots", Map.of("top", "20000"))
            .run();
    assertNothingLost(report);
    assertEquals(0, report.exit().code());
    final List<String> expected =
        List.of(
            "places zeros+1140",
            "places filled+1180",
            "places constant+11c0",
            "[stack]",
            "[heap]",
            "[anonymous]",
            "[anonymous]",
            "[anonymous]",
            "data+80040",
            "[memfd:mine]+80000",
            "[anonymous, shared]",
            "[anonymous]",
            "[heap]",
            "[stack of thread a/worker/N]",
            "[stack of threads]",
            "data+40, then other+40",
            "data+40, then [anonymous]");
    final List<String> found = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      found.addAll(names(report, "/places", FIRST + i));
    }
    assertEquals(expected, found);
    requireAreasOfTheKernel(report);
  }

  /** Which it uses all the time. */
  private static void requireAreasOfTheKernel(final TraceReport report) {
    final TreeSet<String> areas = new TreeSet<>();
    report.names().data().values().forEach(name -> areas.add(name.owner()));
    for (final String area :
        List.of(
            "[kernel]",
            "[kernel direct map]",
            "[kernel vmalloc]",
            "[kernel vmemmap]",
            "[kernel per-CPU 0]",
            "[kernel rodata]")) {
      assertTrue(areas.contains(area), () -> area + " is missing among " + areas);
    }
    assertTrue(
        report.names().data().values().stream()
            .anyMatch(name -> name.symbol().equals(Optional.of("runqueues"))),
        "no run queue");
  }
}
