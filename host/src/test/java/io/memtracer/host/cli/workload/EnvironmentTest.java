package io.memtracer.host.cli.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class EnvironmentTest {

  private static final List<String> INHERITED = List.of("A=1", "LC_ALL=C.UTF-8", "B=x=y");

  @Test
  void undoesWhatTheLauncherDidToTheLocale() {
    assertEquals(INHERITED, here(null));
    assertEquals(List.of("A=1", "B=x=y"), here(""));
    assertEquals(List.of("A=1", "LC_ALL=C", "B=x=y"), here("C"));
  }

  private static List<String> here(final String locale) {
    final Properties properties = new Properties();
    if (locale != null) {
      properties.setProperty(Environment.LOCALE_PROPERTY, locale);
    }
    return Environment.here(INHERITED, properties).strings();
  }

  @Test
  void takesChangesAndNewOnes() {
    assertEquals(
        List.of("A=2", "LC_ALL=C.UTF-8", "B=x=y", "C="),
        new Environment(INHERITED).putAll(List.of("A=2", "C=")).strings());
  }
}
