package io.memtracer.host.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.memtracer.host.session.TestPlugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JARs that can't be used, and analyzers that print. */
@Timeout(60)
final class PluginFaultsIT {

  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir private Path temporary;

  @Test
  void reportsWithoutAJarThatCannotBeUsedAndSaysSo() throws Exception {
    final Path plugins = Files.createDirectory(temporary.resolve("plugins"));
    final Path broken = Files.writeString(plugins.resolve("broken.jar"), "no zip");
    try (FaultyRun run =
        new FaultyRun(temporary)
            .with("--analyzer", "kernel-user-split", "--plugins", plugins.toString())
            .inGuest("/bin/true")) {
      assertEquals(4, run.end(BOUND), run::said);
      assertTrue(
          run.err().contains("memtracer: " + broken + ": it is not a JAR, or a broken one: "),
          run::said);
      assertTrue(run.out().contains("records: "), run::said);
    }
  }

  @Test
  void keepsWhatAnalyzersPrintOutOfResults() throws Exception {
    final Path plugins = Files.createDirectory(temporary.resolve("plugins"));
    TestPlugins.jar(plugins, ChattyAnalyzer.class, ChattyAnalyzer.Factory.class);
    try (FaultyRun run =
        new FaultyRun(temporary)
            .with("--analyzer", "chatty", "--plugins", plugins.toString(), "--json", "-")
            .inGuest("/bin/true")) {
      assertEquals(0, run.end(BOUND), run::said);
      assertEquals("chatty", chatty(run.out()));
      assertTrue(run.err().contains("\n[chatty] created one\n"), run::said);
      assertTrue(run.err().contains("\n[chatty] a batch\n"), run::said);
      assertTrue(run.err().contains("\n[chatty] {\"records\": 0}\n"), run::said);
    }
  }

  private static String chatty(final String json) throws Exception {
    return new ObjectMapper().readTree(json).path("analyzers").path(0).path("name").asText();
  }
}
