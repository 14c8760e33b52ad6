package io.memtracer.host.session;

/** A program for a JVM in a guest: fills an array on the heap and adds it up. */
public final class HeapFiller {

  private HeapFiller() {}

  public static void main(final String[] arguments) {
    final long[] numbers = new long[Integer.parseInt(arguments[0])];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    long sum = 0;
    for (final long number : numbers) {
      sum += number;
    }
    System.out.println(sum);
  }
}
