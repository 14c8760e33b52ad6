package io.memtracer.host.dispatch;

import java.io.IOException;

/** An analyzer that is given no records, but what others of its kind found in stretches of them. */
public interface Absorbing {

  /**
   * Absorbs what was found in one of them; they come in order.
   *
   * @param stretch its number
   */
  void absorb(int stretch) throws IOException;
}
