package io.memtracer.testkit;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.Sampling;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A run that never was: {@link #DEFAULT}, or what a {@link #builder} makes of it. Immutable.
 *
 * <p>A fact that later versions add has a default here too, so that no test needs to change.
 */
public final class TestContext implements AnalysisContext {

  /** A whole trace of a guest with 256 vCPUs. */
  public static final TestContext DEFAULT = builder().build();

  private final List<String> workloadCommand;
  private final List<String> workloadInfo;
  private final int vcpus;
  private final boolean userOnly;
  private final Sampling sampling;
  private final Map<String, String> guestFacts;
  private final boolean mayDrop;
  private final Path scratchDirectory;

  private TestContext(final Builder builder) {
    workloadCommand = builder.workloadCommand;
    workloadInfo = builder.workloadInfo;
    vcpus = builder.vcpus;
    userOnly = builder.userOnly;
    sampling = builder.sampling;
    guestFacts = builder.guestFacts;
    mayDrop = builder.mayDrop;
    scratchDirectory = builder.scratchDirectory;
  }

  /**
   * Starts from {@link #DEFAULT}.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public List<String> workloadCommand() {
    return workloadCommand;
  }

  @Override
  public List<String> workloadInfo() {
    return workloadInfo;
  }

  @Override
  public int vcpus() {
    return vcpus;
  }

  @Override
  public boolean userOnly() {
    return userOnly;
  }

  @Override
  public Sampling sampling() {
    return sampling;
  }

  @Override
  public Map<String, String> guestFacts() {
    return guestFacts;
  }

  @Override
  public boolean mayDrop() {
    return mayDrop;
  }

  @Override
  public Path scratchDirectory() {
    return scratchDirectory;
  }

  /** Says what is different from {@link #DEFAULT}. */
  public static final class Builder {

    private List<String> workloadCommand = List.of("workload", "argument");
    private List<String> workloadInfo = List.of();
    private int vcpus = 256;
    private boolean userOnly;
    private Sampling sampling = Sampling.ALL;
    private Map<String, String> guestFacts = Map.of();
    private boolean mayDrop;
    private Path scratchDirectory = Path.of(System.getProperty("java.io.tmpdir"));

    private Builder() {}

    /**
     * Another workload.
     *
     * @param command program and arguments
     * @return this
     */
    public Builder workloadCommand(final String... command) {
      workloadCommand = List.of(command);
      return this;
    }

    /**
     * What the workload says about itself.
     *
     * @param info the pieces
     * @return this
     */
    public Builder workloadInfo(final String... info) {
      workloadInfo = List.of(info);
      return this;
    }

    /**
     * Another number of vCPUs.
     *
     * @param count 1 to 256
     * @return this
     */
    public Builder vcpus(final int count) {
      vcpus = count;
      return this;
    }

    /**
     * Whether only user code is traced.
     *
     * @param only true if so
     * @return this
     */
    public Builder userOnly(final boolean only) {
      userOnly = only;
      return this;
    }

    /**
     * Which accesses are traced.
     *
     * @param which the sampling
     * @return this
     */
    public Builder sampling(final Sampling which) {
      sampling = which;
      return this;
    }

    /**
     * Other facts about the guest.
     *
     * @param facts by name
     * @return this
     */
    public Builder guestFacts(final Map<String, String> facts) {
      guestFacts = Map.copyOf(facts);
      return this;
    }

    /**
     * Whether the analyzer may discard records it can't get rid of.
     *
     * @param may true if so
     * @return this
     */
    public Builder mayDrop(final boolean may) {
      mayDrop = may;
      return this;
    }

    /**
     * Where temporary files may be made.
     *
     * @param directory an existing directory
     * @return this
     */
    public Builder scratchDirectory(final Path directory) {
      scratchDirectory = directory;
      return this;
    }

    /**
     * The context.
     *
     * @return an immutable value
     */
    public TestContext build() {
      return new TestContext(this);
    }
  }
}
