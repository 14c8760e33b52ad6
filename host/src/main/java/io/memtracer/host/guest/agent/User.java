package io.memtracer.host.guest.agent;

import java.util.List;

/**
 * Who a program is.
 *
 * @param uid user
 * @param gid group
 * @param groups supplementary groups
 */
public record User(int uid, int gid, List<Integer> groups) {

  /** Root, in no other group. */
  public static final User ROOT = new User(0, 0, List.of());

  public User {
    groups = List.copyOf(groups);
  }
}
