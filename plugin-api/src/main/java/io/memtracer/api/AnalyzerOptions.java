package io.memtracer.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options of one analyzer in one run: those the user gave, and defaults for the rest, all of
 * them checked.
 *
 * <p>Immutable.
 */
public final class AnalyzerOptions {

  private final Map<String, OptionSpec> specs;
  private final Map<String, String> values;

  private AnalyzerOptions(final Map<String, OptionSpec> specs, final Map<String, String> values) {
    this.specs = specs;
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * Checks what a user gave against what an analyzer accepts.
   *
   * @param specs what the analyzer accepts
   * @param given what the user gave, by key
   * @return the options, in the order of the specs
   * @throws InvalidOptionException if a key is unknown, a value unusable, or an option missing that
   *     has no default
   */
  public static AnalyzerOptions of(final List<OptionSpec> specs, final Map<String, String> given) {
    final Map<String, OptionSpec> byName = new LinkedHashMap<>();
    for (final OptionSpec spec : specs) {
      byName.put(spec.name(), spec);
    }
    for (final String key : given.keySet()) {
      if (!byName.containsKey(key)) {
        throw new InvalidOptionException(
            "there is no option " + key + "; options are " + String.join(", ", byName.keySet()));
      }
    }
    final Map<String, String> values = new LinkedHashMap<>();
    for (final OptionSpec spec : specs) {
      values.put(spec.name(), value(spec, given.get(spec.name())));
    }
    return new AnalyzerOptions(byName, values);
  }

  private static String value(final OptionSpec spec, final String given) {
    final String value = given == null ? spec.defaultValue() : given;
    if (value == null) {
      throw new InvalidOptionException(
          "option " + spec.name() + " is needed: " + spec.description());
    }
    OptionParser.check(spec, value);
    return value;
  }

  /**
   * A number, or a size in bytes.
   *
   * @param name an option of type NUMBER or BYTES
   * @return its value
   */
  public long number(final String name) {
    final OptionSpec spec = spec(name, OptionSpec.Type.NUMBER, OptionSpec.Type.BYTES);
    return OptionParser.number(spec, values.get(name));
  }

  /**
   * A number, or a size in bytes, whose range is that of an int.
   *
   * @param name an option of type NUMBER or BYTES, such as {@link OptionSpec#integer} makes
   * @return its value
   */
  public int integer(final String name) {
    final OptionSpec spec = spec(name, OptionSpec.Type.NUMBER, OptionSpec.Type.BYTES);
    if (spec.min() < Integer.MIN_VALUE || spec.max() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the analyzer's option " + name + " can be larger than an int");
    }
    return (int) OptionParser.number(spec, values.get(name));
  }

  /**
   * A number that may have a fraction.
   *
   * @param name an option of type DECIMAL
   * @return its value
   */
  public double decimal(final String name) {
    final OptionSpec spec = spec(name, OptionSpec.Type.DECIMAL, OptionSpec.Type.DECIMAL);
    return OptionParser.decimal(spec, values.get(name));
  }

  /**
   * One of a few words.
   *
   * @param name an option of type CHOICE
   * @return the word
   */
  public String choice(final String name) {
    spec(name, OptionSpec.Type.CHOICE, OptionSpec.Type.CHOICE);
    return values.get(name);
  }

  /**
   * On or off.
   *
   * @param name an option of type FLAG
   * @return its value
   */
  public boolean flag(final String name) {
    spec(name, OptionSpec.Type.FLAG, OptionSpec.Type.FLAG);
    return OptionParser.flag(name, values.get(name));
  }

  /**
   * Text.
   *
   * @param name an option of type TEXT
   * @return its value
   */
  public String text(final String name) {
    spec(name, OptionSpec.Type.TEXT, OptionSpec.Type.TEXT);
    return values.get(name);
  }

  /**
   * All options as the user would type them, for reports.
   *
   * @return values by name, in the order of the specs; unmodifiable
   */
  public Map<String, String> asMap() {
    return values;
  }

  private OptionSpec spec(
      final String name, final OptionSpec.Type type, final OptionSpec.Type orType) {
    final OptionSpec spec = specs.get(name);
    if (spec == null || (spec.type() != type && spec.type() != orType)) {
      throw new IllegalArgumentException(
          "the analyzer's options() has no option " + name + " of type " + type);
    }
    return spec;
  }
}
