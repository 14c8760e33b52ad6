package io.memtracer.host.qemu.control;

/** Where things are in the control page, as docs/wire-formats.md says. Nobody else knows. */
final class ControlPageLayout {

  static final int BYTES = 64 * 1024;
  static final int VCPU_SLOTS = 256;
  static final int VERSION = 1;

  /** The bytes "MTCTRL01". */
  static final long MAGIC_VALUE = 0x31304C525443544DL;

  static final int MAGIC = 0;
  static final int FORMAT_VERSION = 8;
  static final int SLOTS = 12;

  static final int WISH_SEQUENCE = 64;
  static final int WISH_ARMED = 68;
  static final int WISH_CPL3_ONLY = 72;
  static final int WISH_BLOCK_LOG2 = 76;
  static final int WISH_RATIO_LOG2 = 80;
  static final int WISH_ON_FULL = 84;
  static final int ABANDON = 88;
  static final int WISH_EXACT_INSTRUCTIONS = 92;
  static final int WISH_SKIP = 96;
  static final int WISH_MOST = 104;
  static final int WISH_PHASES_ONLY = 112;
  static final int WISH_TELLS_PAGES = 116;

  static final int STATE = 128;
  static final int ACK_SEQUENCE = 132;
  static final int FAILURE_ERRNO = 136;
  static final int VCPUS_SEEN = 140;
  static final int QEMU_PID = 144;
  static final int PLUGIN_API = 148;
  static final int TELLS_TASKS = 152;
  static final int TELLS_PHASES = 156;
  static final int BLIND_TIMES = 160;
  static final int FAILURE_TEXT = 192;
  static final int FAILURE_TEXT_BYTES = 192;

  static final int TASKS_WANTED = 512;
  static final int TASKS_WORKLOAD = 516;
  static final int TASKS_AGENT = 520;
  static final int TASKS_OFFSETS = 524;
  static final int TASKS_ADDRESSES = 560;
  static final int MAPPINGS_OFFSETS = 600;
  static final int MAPPINGS_DATA_TOO = 676;
  static final int MAPPINGS_TOLD = 680;
  static final int MAPPINGS_DATA_OFFSETS = 688;
  static final int MAPPINGS_COPIED = 712;
  static final int MAPPINGS_FAULTED = 720;
  static final int MAPPINGS_CLONED = 728;
  static final int MAPPINGS_CLONE_OFFSETS = 736;

  static final int FUNCTION_FROM = 1024;
  static final int FUNCTION_UNTIL = 1096;
  static final int FUNCTION_LENGTH = 4;
  static final int FUNCTION_CODE = 8;
  static final int FUNCTIONS_PHASE = 1168;
  static final int FUNCTIONS_PHASE_BYTES = 64;
  static final int FUNCTIONS_ONCE = 1232;

  static final int SLOT_SEEN = 0;
  static final int SLOT_TRACED = 8;
  static final int SLOT_WRITTEN = 16;
  static final int SLOT_DROPPED = 24;
  static final int SLOT_FULL_WAITS = 32;
  static final int SLOT_FULL_WAIT_NANOS = 40;
  static final int SLOT_IDLE = 48;
  static final int SLOT_INSTRUCTIONS = 56;

  private static final int FIRST_SLOT = 4096;
  private static final int SLOT_BYTES = 128;

  private ControlPageLayout() {}

  /** Where a field of a vCPU is. */
  static int slotField(final int vcpu, final int field) {
    return FIRST_SLOT + vcpu * SLOT_BYTES + field;
  }
}
