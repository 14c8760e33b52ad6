package io.memtracer.plugins.heatmap;

/** Whose code makes an access: what there is a picture of for each. */
final class Modes {

  static final int KERNEL = 0;
  static final int USER = 1;
  static final int COUNT = 2;

  private static final String[] KEYS = {"kernel", "user"};

  private Modes() {}

  static String key(final int mode) {
    return KEYS[mode];
  }
}
