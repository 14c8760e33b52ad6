package io.memtracer.api;

/**
 * The version of this API, in semantic versioning: a plugin built against 2.x runs on any host that
 * offers 2.y with y &gt;= x.
 *
 * <p>A plugin states what it needs in its JAR's manifest, {@code Plugin-Requires: >=2.0.0 &
 * <3.0.0}; the host compares it with {@link #current()} at load and refuses the JAR by name if they
 * don't fit.
 */
public final class ApiVersion {

  private ApiVersion() {}

  /**
   * The version the running host offers.
   *
   * @return major, minor and patch, such as {@code 2.0.0}; a method and not a constant, so that it
   *     isn't compiled into plugins
   */
  public static String current() {
    return "2.0.0";
  }
}
