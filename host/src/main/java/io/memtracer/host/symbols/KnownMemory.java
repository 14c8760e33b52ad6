package io.memtracer.host.symbols;

import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.status.DataName;
import io.memtracer.host.status.DataPlace;
import java.util.Collection;
import java.util.Map;

/**
 * All that is known of what lay where in a guest's memory.
 *
 * @param code which code
 * @param data what else
 * @param files where the images are
 */
public record KnownMemory(KnownCode code, KnownData data, ImageFiles files) {

  /** Names addresses of instructions. */
  public Map<CodePlace, CodeName> code(final Collection<CodePlace> places) {
    return code.names(files).of(places);
  }

  /** Names addresses of data. */
  public Map<DataPlace, DataName> data(final Collection<DataPlace> places) {
    return data.names(files, code.guest()).of(places);
  }
}
