package io.memtracer.host.report;

import io.memtracer.host.status.CodeName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what lies at an address of code: {@code lookup+0x12 phases.c:97}; {@code lookup in
 * main+0x232 phases.c:97} where lookup was inlined; {@code memcpy+0x10 libc.so.6} where no line is
 * known, {@code libc.so.6+0x9a0e2} where no function is.
 */
final class CodeText {

  /** Instances of C++ templates have names of any length; JSON has them as they are. */
  private static final int LONGEST_FUNCTION = 60;

  private static final String LEFT_OUT = "...";

  /** Where Go's names say of which module a package is, as {@code github.com/ada/tools/}. */
  private static final Pattern PATH_OF_PACKAGE = Pattern.compile("[^/\\s:<(\\[]+/(?=[^/(\\[=])");

  private static final String OF_GUEST = "guest:";

  private CodeText() {}

  static String of(final CodeName name) {
    final String image = lastPart(name.image());
    final String text =
        name.function().isEmpty()
            ? image + offset(name.imageOffset())
            : innermost(name)
                + shortened(name.function().get())
                + offset(name.functionOffset())
                + " "
                + name.line()
                    .map(line -> lastPart(line.file()) + ":" + line.number())
                    .orElse(image);
    return Harmless.line(text);
  }

  /** Of several that were inlined into one another, the one that the line is in. */
  private static String innermost(final CodeName name) {
    return name.inlined().isEmpty() ? "" : shortened(name.inlined().get(0)) + " in ";
  }

  static String shortened(final String function) {
    return isShort(function) ? function : cut(withoutPath(function));
  }

  private static boolean isShort(final String function) {
    return function.codePointCount(0, function.length()) <= LONGEST_FUNCTION;
  }

  private static String cut(final String function) {
    return isShort(function)
        ? function
        : function.substring(0, function.offsetByCodePoints(0, LONGEST_FUNCTION)) + LEFT_OUT;
  }

  private static String withoutPath(final String function) {
    final Matcher path = PATH_OF_PACKAGE.matcher(function);
    int end = 0;
    while (path.lookingAt()) {
      end = path.end();
      path.region(end, function.length());
    }
    return end == 0 ? function : LEFT_OUT + "/" + function.substring(end);
  }

  static String offset(final long bytes) {
    return "+0x" + Long.toHexString(bytes);
  }

  /** What tells that a file is the guest's stays with its name. */
  static String lastPart(final String path) {
    return (path.startsWith(OF_GUEST) ? OF_GUEST : "") + path.substring(path.lastIndexOf('/') + 1);
  }
}
