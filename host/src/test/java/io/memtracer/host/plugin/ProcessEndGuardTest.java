package io.memtracer.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.TraceAnalyzerFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With real JARs: if the guard fails, so does this process. */
final class ProcessEndGuardTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "System.exit(3);                            | System.exit(3)",
        "Runtime.getRuntime().exit(4);              | Runtime.exit(4)",
        "Runtime.getRuntime().halt(5);              | Runtime.halt(5)",
        "java.util.stream.IntStream.of(6).forEach(System::exit); | System.exit(6)",
        "java.util.stream.IntStream.of(7).forEach(Runtime.getRuntime()::halt); | Runtime.halt(7)",
        "Runnable r = () -> System.exit(8); r.run(); | System.exit(8)",
        "try { System.exit(9); } catch (Exception e) { } | System.exit(9)",
      })
  void makesEndingTheProcessAnError(final String code, final String call) throws Exception {
    new PluginJars(directory, "ending")
        .factory(
            "Ending",
            "ending",
            "public String label(AnalyzerOptions o) { int exit = 1; " + code + " return \"\"; }")
        .writeTo(directory.resolve("ending.jar"));
    try (PluginCatalog catalog = PluginCatalog.load(List.of(directory))) {
      assertEquals(List.of(), catalog.problems());
      final TraceAnalyzerFactory factory = catalog.require("ending").factory();
      final AnalyzerOptions options = AnalyzerOptions.of(factory.options(), Map.of());
      final Error error = assertThrows(ProcessEndError.class, () -> factory.label(options));
      assertEquals("it called " + call + ", and may not end the process", error.getMessage());
    }
  }

  @Test
  void refusesAJarWhoseCodeWouldEndTheProcessWhenItIsLoaded() throws Exception {
    new PluginJars(directory, "ending")
        .factory("Ending", "ending", "static { if (true) System.exit(0); }")
        .writeTo(directory.resolve("ending.jar"));
    try (PluginCatalog catalog = PluginCatalog.load(List.of(directory))) {
      assertEquals(
          List.of(
              directory.resolve("ending.jar")
                  + ": an analyzer in it can't be created: io.memtracer.api.TraceAnalyzerFactory:"
                  + " Provider Ending could not be instantiated"
                  + " (io.memtracer.host.plugin.ProcessEndError: it called System.exit(0), and may"
                  + " not end the process)"),
          catalog.problems().stream().map(PluginProblem::text).toList());
    }
  }
}
