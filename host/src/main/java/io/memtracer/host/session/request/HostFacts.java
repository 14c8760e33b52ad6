package io.memtracer.host.session.request;

import io.memtracer.api.ApiVersion;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a result says of the program and the machine that made it. */
public final class HostFacts {

  private HostFacts() {}

  /** The facts by name, in the order of reports. */
  public static Map<String, String> get() {
    final Map<String, String> facts = new LinkedHashMap<>();
    facts.put("memtracer", memtracerVersion());
    facts.put("plugin-api", ApiVersion.current());
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("host", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("host-cpus", Integer.toString(Runtime.getRuntime().availableProcessors()));
    return facts;
  }

  private static String memtracerVersion() {
    final String version = HostFacts.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
