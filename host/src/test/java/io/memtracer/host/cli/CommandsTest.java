package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.OptionSpec;
import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Backend.Check;
import io.memtracer.host.cli.backend.Backend.Check.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CommandsTest {

  private final CliHarness harness = new CliHarness();

  @Test
  void everyCommandHasHelpWithExamples() {
    for (final CommandLine command : all(harness.cli().model())) {
      final CliHarness fresh = new CliHarness();
      final List<String> words =
          new ArrayList<>(List.of(command.getCommandSpec().qualifiedName().split(" ", -1)));
      words.remove(0);
      words.add("--help");
      assertEquals(0, fresh.run(words.toArray(String[]::new)), words::toString);
      assertTrue(fresh.out().contains("Examples:"), fresh.out());
      assertTrue(fresh.out().startsWith("Usage: memtracer"), fresh.out());
      assertEquals("", fresh.err());
    }
  }

  @Test
  void everyCommandIsInTheUsage() {
    for (final String name : harness.cli().model().getSubcommands().keySet()) {
      assertTrue(RootCommand.usage().contains("\n  " + name + " "), name);
    }
  }

  @Test
  void withoutACommandPrintsTheUsageAsAnError() {
    assertEquals(2, harness.run());
    assertEquals(RootCommand.usage(), harness.err());
    assertEquals("", harness.out());
  }

  @Test
  void namesAnUnknownCommand() {
    assertEquals(2, harness.run("trce"));
    assertTrue(harness.err().startsWith("memtracer: Unmatched argument at index 0: 'trce'"));
  }

  @Test
  void tellsItsVersion() {
    assertEquals(0, harness.run("--version"));
    assertEquals("memtracer unpackaged, analyzer API 2.0.0\n", harness.out());
  }

  @Test
  void listsAnalyzersWithTheirOptions() {
    harness.backend.listing =
        new Backend.Listing(
            List.of(
                FakeBackend.analyzer(
                    "a",
                    OptionSpec.number("window", 1000, 1, Long.MAX_VALUE, "Length."),
                    OptionSpec.bytes("page-size", 4096, 512, 1 << 30, "Page."),
                    OptionSpec.flag("deep", false, "Deep."),
                    OptionSpec.text("command", null, "Tool."),
                    OptionSpec.text("suffix", "", "End.")),
                FakeBackend.analyzer("b")),
            List.of());
    assertEquals(0, harness.run("analyzers"));
    assertEquals(
        """
        a 1.0.0  /opt/x/a.jar
          Says a.
            window=number, 1 or more, default 1000
                Length.
            page-size=bytes, 512 to 1073741824, default 4096
                Page.
            deep=true|false, default false
                Deep.
            command=text, needed
                Tool.
            suffix=text, default empty
                End.

        b 1.0.0  /opt/x/b.jar
          Says b.
        """,
        harness.out());
  }

  @Test
  void listsJarsThatCannotBeUsed() {
    harness.backend.listing =
        new Backend.Listing(List.of(), List.of("bad.jar has\u001b[2J no factory"));
    assertEquals(4, harness.run("analyzers"));
    assertEquals("memtracer: bad.jar has\\x1b[2J no factory\n", harness.err());
  }

  @Test
  void looksForAnalyzersWhereTheyAre(@TempDir final Path root) throws IOException {
    final Path bundled = Files.createDirectories(root.resolve("target/dist/plugins"));
    final Path dropped = Files.createDirectories(root.resolve("plugins"));
    final Path given = Files.createDirectories(root.resolve("mine"));
    final CliHarness installed = new CliHarness(root);
    installed.run("analyzers", "--plugins", given.toString());
    assertEquals(List.of("analyzers " + List.of(bundled, dropped, given)), installed.backend.calls);
  }

  @Test
  void buildsListsAndRemovesGuests() {
    assertEquals(0, harness.run("guest", "build"));
    assertEquals(0, harness.run("guest", "build", "debian", "--ram", "512", "--vcpus=2"));
    assertEquals(0, harness.run("guest", "remove", "debian"));
    assertEquals(0, harness.run("setup"));
    assertEquals(
        List.of("build default 1024 1", "build debian 512 2", "remove debian", "ensure"),
        harness.backend.calls);
    harness.backend.guests =
        List.of(new Backend.Guest("default", "Linux 6.1", 10_000_000, Path.of("/c/default")));
    assertEquals(0, harness.run("guest", "list"));
    assertEquals("default  Linux 6.1, 10 MiB in /c/default\n", harness.out());
  }

  @Test
  void buildsGuestsWithPackages() {
    assertEquals(0, harness.run("guest", "build", "--name", "big", "--ram=2048"));
    assertEquals(0, harness.run("guest", "build", "--name=real", "--packages", "sqlite3,redis"));
    assertEquals(
        0, harness.run("guest", "build", "r", "--packages=a1,b2", "--disk", "1G", "--ram", "512"));
    assertEquals(
        List.of(
            "build big 2048 1",
            "build real 1024 1 [redis, sqlite3] 4294967296",
            "build r 512 1 [a1, b2] 1073741824"),
        harness.backend.calls);
  }

  @Test
  void refusesAGuestThatContradictsItself() {
    assertEquals(2, harness.run("guest", "build", "one", "--name", "two"));
    assertEquals(2, harness.run("guest", "build", "--disk", "8G"));
    assertEquals(2, harness.run("guest", "build", "--packages", "sed"));
    assertEquals(
        """
        memtracer: the guest can have one name, but has two: two and one
        memtracer: --disk goes with --packages: without them there is no disk
        memtracer: the guest 'default' has no packages: give yours a name, with --name
        """,
        harness.err());
    assertEquals(List.of(), harness.backend.calls);
  }

  @Test
  void refusesAGuestCommandThatIsHalf() {
    assertEquals(2, harness.run("guest"));
    assertEquals(2, harness.run("guest", "remove"));
    assertEquals(2, harness.run("guest", "build", "--vcpus", "0"));
    assertEquals(2, harness.run("guest", "build", "--ram", "much"));
    assertEquals(
        """
        memtracer: guest must be followed by build, prepare, list, positionals or remove
        memtracer: Missing required parameter: 'NAME'
        'memtracer guest remove --help' tells what there is
        memtracer: the guest's number of vCPUs must be in range [1, 255], but 0 isn't
        memtracer: Invalid value for option '--ram': 'much' is not an int
        'memtracer guest build --help' tells what there is
        """,
        harness.err());
  }

  @Test
  void preparesImages(@TempDir final Path directory) throws IOException {
    final Path image = Files.createFile(directory.resolve("Server.v2.qcow2"));
    assertEquals(0, harness.run("guest", "prepare", image.toString()));
    assertEquals(
        0, harness.run("guest", "prepare", image.toString(), "--name=mine", "--ram", "2048"));
    assertEquals(
        List.of("prepare server 1024 " + image, "prepare mine 2048 " + image),
        harness.backend.calls);
    assertEquals(2, harness.run("guest", "prepare", directory.resolve("none").toString()));
    assertEquals(2, harness.run("guest", "prepare", image.toString(), "--name", "default"));
    assertEquals(
        "memtracer: the image must be a file that can be read, but "
            + directory.resolve("none")
            + " isn't\n"
            + "memtracer: the guest 'default' is memtracer's own: give yours another name, with"
            + " --name\n",
        harness.err());
  }

  @Test
  void printsAGuestAsMemoryTracerTakesIt() {
    assertEquals(0, harness.run("guest", "positionals"));
    assertEquals("/c/default-1/disk.qcow2 ready /usr/bin\n", harness.out());
    assertEquals("memtracer: guest: booting\n", harness.err());
    assertEquals(0, harness.run("guest", "positionals", "big"));
    assertEquals(List.of("positionals default", "positionals big"), harness.backend.calls);
  }

  @Test
  void refusesToPrintAPathThatAShellWouldSplit() {
    harness.backend.positionals =
        new Backend.Positionals(Path.of("/my cache/disk.qcow2"), "ready", Path.of("/usr/bin"));
    assertEquals(2, harness.run("guest", "positionals"));
    assertEquals("", harness.out());
    assertEquals(
        """
        memtracer: guest: booting
        memtracer: the image can't be one word of a script, since '/my cache/disk.qcow2' has blanks \
        or wildcards in it: set MEMTRACER_CACHE to another directory
        """,
        harness.err());
  }

  @Test
  void tellsHowToMendWhatIsMissing() {
    harness.backend.checks =
        List.of(
            new Check("Java", State.FINE, "17.0.1", ""),
            new Check("processors", State.POOR, "1", "get a second"),
            new Check("QEMU", State.MISSING, "isn't there", "run './memtracer setup'"));
    assertEquals(3, harness.run("doctor"));
    assertEquals(
        """
        fine     Java        17.0.1
        poor     processors  1
                             -> get a second
        MISSING  QEMU        isn't there
                             -> run './memtracer setup'

        1 missing, see above.
        """,
        harness.out());
  }

  @Test
  void isContentIfNothingIsMissing() {
    harness.backend.checks = List.of(new Check("Java", State.FINE, "17.0.1", ""));
    assertEquals(0, harness.run("doctor"));
    assertTrue(harness.out().endsWith("\nAll a run needs is there.\n"), harness.out());
  }

  @Test
  void demoSaysWhatToDoIfItIsNotBuilt() {
    assertEquals(3, harness.run("demo"));
    assertTrue(harness.err().endsWith("run './memtracer setup'\n"), harness.err());
  }

  @Test
  void demoTracesItsWorkload(@TempDir final Path root) throws IOException {
    final Path workload = root.resolve("qemu-gmbeoo/build/workloads/phases");
    Files.createDirectories(workload.getParent());
    Files.createFile(workload);
    final CliHarness installed = new CliHarness(root);
    assertEquals(0, installed.run("demo"));
    assertEquals(workload.toString(), installed.backend.requests.get(0).workload().path());
  }

  private static List<CommandLine> all(final CommandLine command) {
    final List<CommandLine> commands = new ArrayList<>();
    commands.add(command);
    command.getSubcommands().values().forEach(sub -> commands.addAll(all(sub)));
    return commands;
  }
}
