package io.memtracer.host.session;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.agent.GuestFacts;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.session.request.HostFacts;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.route.TraceRoute;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says where a result comes from, so that the run can be repeated. */
final class Provenance {

  private Provenance() {}

  static Map<String, String> of(
      final TraceRequest request,
      final QemuBinary qemu,
      final Guest guest,
      final GuestFacts guestFacts,
      final Optional<TraceRoute> route) {
    final Map<String, String> facts = new LinkedHashMap<>(HostFacts.get());
    facts.put("qemu", qemu.version().toString());
    facts.put("qemu-path", qemu.executable().toString());
    facts.put("guest", guest.name());
    facts.put("guest-directory", guest.directory().getFileName().toString());
    facts.put("guest-kernel", guestFacts.value("kernel"));
    facts.put("guest-memory-mib", Integer.toString(guest.ramMib()));
    facts.put("guest-vcpus", Integer.toString(guest.vcpus()));
    facts.put("guest-cpu", guest.cpu());
    facts.put("kernel-command-line", guest.commandLine());
    options(request, facts);
    facts.put("transport", route.map(TraceRoute::name).orElse("none"));
    return facts;
  }

  private static void options(final TraceRequest request, final Map<String, String> facts) {
    facts.put("in-guest", Boolean.toString(request.workload().inGuest()));
    facts.put("unwrapped", Boolean.toString(request.workload().readyWithin().isPresent()));
    facts.put("user-only", Boolean.toString(request.userOnly()));
    facts.put("exact-instructions", Boolean.toString(request.exactInstructions()));
    if (request.physical()) {
      facts.put("physical-addresses", "true");
    }
    facts.put("sample", request.sampling().blockLog2() + ":" + request.sampling().ratioLog2());
    facts.put("timeout", request.timeout().map(Object::toString).orElse("none"));
    facts.put("on-full", name(request.onFull()));
    facts.put("threads", request.threads().toString());
  }

  private static String name(final Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
