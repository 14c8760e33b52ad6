package io.memtracer.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Random} with a seed that is different in each run, and prints the command
 * that repeats a test if it fails:
 *
 * <pre>{@code
 * @ExtendWith(SeededRandom.class)
 * class FooTest {
 *   @RepeatedTest(10)
 *   void agreesWithTheReference(Random random) { ... }
 * }
 * }</pre>
 *
 * <p>The system property {@code seed} fixes the seed.
 */
public final class SeededRandom implements ParameterResolver, AfterTestExecutionCallback {

  private static final Namespace NAMESPACE = Namespace.create(SeededRandom.class);
  private static final String SEED = "seed";

  /** Created by JUnit. */
  public SeededRandom() {}

  @Override
  public boolean supportsParameter(
      final ParameterContext parameter, final ExtensionContext context) {
    return parameter.getParameter().getType() == Random.class;
  }

  @Override
  public Object resolveParameter(final ParameterContext parameter, final ExtensionContext context) {
    final Long fixed = Long.getLong(SEED);
    final long seed = fixed == null ? ThreadLocalRandom.current().nextLong() : fixed;
    context.getStore(NAMESPACE).put(SEED, seed);
    return new Random(seed);
  }

  @Override
  public void afterTestExecution(final ExtensionContext context) {
    final Long seed = context.getStore(NAMESPACE).get(SEED, Long.class);
    if (seed != null && context.getExecutionException().isPresent()) {
      System.err.println(reproduceLine(context, seed));
    }
  }

  private static String reproduceLine(final ExtensionContext context, final long seed) {
    return "reproduce with: "
        + mavenTest(
            context.getRequiredTestClass().getSimpleName()
                + "#"
                + context.getRequiredTestMethod().getName())
        + " -Dseed="
        + seed;
  }

  /** The command that runs a test of the current module, for the topmost folder with a pom. */
  static String mavenTest(final String test) {
    final Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize();
    Path root = module;
    while (root.getParent() != null && Files.exists(root.getParent().resolve("pom.xml"))) {
      root = root.getParent();
    }
    if (root.equals(module)) {
      return "mvn test -Dtest='" + test + "'";
    }
    final String relative = root.relativize(module).toString().replace('\\', '/');
    return "mvn test -pl "
        + relative
        + " -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest='"
        + test
        + "'";
  }
}
