package io.memtracer.host.guest;

/** Names of the facts that are kept with a guest. */
public final class FactNames {

  /** When it was built, in UTC. */
  public static final String BUILT = "built";

  /** The QEMU that saved its snapshot. */
  public static final String QEMU_VERSION = "qemu_version";

  /** Digest of the agent inside. */
  public static final String AGENT_SHA256 = "agent_sha256";

  /** Version of the way it is built. */
  public static final String RECIPE_VERSION = "recipe_version";

  /** The Debian packages that a user asked for, separated by commas. */
  public static final String REQUESTED_PACKAGES = "requested_packages";

  /** What the names of facts about a package begin with; the value is its version and digest. */
  public static final String PACKAGE_PREFIX = "package.";

  /** Size of its disk. */
  public static final String DISK_MIB = "disk_mib";

  /** The user's image that it is a copy of. */
  public static final String IMAGE = "image";

  /** Digest of that image. */
  public static final String IMAGE_SHA256 = "image_sha256";

  /** Version of the way an image is prepared. */
  public static final String PREPARE_VERSION = "prepare_version";

  /** What the names of facts about its files begin with; the value is a digest. */
  public static final String FILE_PREFIX = "file.";

  /** Which of the file systems that it takes to see the host's files its kernel hasn't got. */
  public static final String LACKS = "lacks";

  private FactNames() {}
}
