package io.memtracer.host.qemu.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the guest's kernel keeps what lies where in memory. The guest says so, as for {@link
 * KernelLayout}.
 *
 * @param offsets in the order of the control page
 * @param told the function that is told of each mapping
 * @param data offsets of what is needed for data too, in the order of the control page; empty if
 *     not all of them are known
 * @param changes where it changes what it tells nobody of
 */
record MappingLayout(List<Integer> offsets, long told, List<Integer> data, MappingChanges changes) {

  /** In the order of the control page, as far as one fact is one offset. */
  private static final List<String> FIELDS =
      List.of(
          "vma_start",
          "vma_end",
          "vma_pgoff",
          "vma_flags",
          "vma_file",
          "file_path",
          "file_inode",
          "file_mode",
          "path_mnt",
          "path_dentry",
          "inode_super",
          "super_magic",
          "dentry_parent",
          "dentry_name",
          "mount_mnt",
          "mount_parent",
          "mount_mountpoint",
          "vfsmount_root",
          "backing_user_path");

  private static final List<String> DATA_FIELDS =
      List.of("vma_mm", "vma_ops", "vma_private_data", "mm_start_brk", "mm_brk", "special_name");

  private static final int NAME = FIELDS.indexOf("dentry_name");

  MappingLayout {
    offsets = List.copyOf(offsets);
    data = List.copyOf(data);
  }

  /** What the agent says of its kernel; empty if it doesn't, or nothing that could be. */
  static Optional<MappingLayout> of(final Map<String, String> facts) {
    try {
      final Integer[] offsets =
          FIELDS.stream().map(key -> KernelLayout.offset(facts, key)).toArray(Integer[]::new);
      // A name is in a structure of its own, within that of the entry.
      offsets[NAME] += KernelLayout.offset(facts, "qstr_name");
      final long told = KernelLayout.function(facts, "function_mapped");
      return told == 0
          ? Optional.empty()
          : Optional.of(
              new MappingLayout(List.of(offsets), told, data(facts), MappingChanges.of(facts)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Guests that were made before there were names of data don't say. */
  private static List<Integer> data(final Map<String, String> facts) {
    return DATA_FIELDS.stream().allMatch(facts::containsKey)
        ? DATA_FIELDS.stream().map(key -> KernelLayout.offset(facts, key)).toList()
        : List.of();
  }
}
