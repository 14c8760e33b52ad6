package io.memtracer.host.recording.format;

import java.util.List;
import java.util.Map;

/**
 * What was known of a run before its first record, as the first block has it.
 *
 * @param recordedAt when, as ISO 8601 has it
 * @param command the workload and its arguments
 * @param info what the workload said about itself; empty if nothing
 * @param vcpus how many the guest had
 * @param userOnly whether only CPL 3 was traced
 * @param mayDrop whether records were to be dropped rather than waited for
 * @param sampleBlockLog2 of sampling
 * @param sampleRatioLog2 of sampling
 * @param provenance versions, guest, options, by name
 */
public record RunStart(
    String recordedAt,
    List<String> command,
    String info,
    int vcpus,
    boolean userOnly,
    boolean mayDrop,
    int sampleBlockLog2,
    int sampleRatioLog2,
    Map<String, String> provenance) {

  public RunStart {
    command = List.copyOf(command);
    provenance = Texts.copyOf(provenance);
  }
}
