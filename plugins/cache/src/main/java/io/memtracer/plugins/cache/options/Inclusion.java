package io.memtracer.plugins.cache.options;

import java.util.Locale;

/** What a level has of what the levels before it have. */
public enum Inclusion {
  /** Whatever it was asked for. */
  NON_INCLUSIVE,
  /** All: what it loses, they lose. */
  INCLUSIVE,
  /** Nothing of what the level before it has: only what that one lost. */
  EXCLUSIVE;

  /** What users type. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
