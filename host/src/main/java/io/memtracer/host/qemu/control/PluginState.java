package io.memtracer.host.qemu.control;

/** What the plugin says it is doing; the order is that of the numbers in the control page. */
public enum PluginState {
  /** It was loaded and has traced nothing yet. */
  LOADED,
  /** It traces. */
  ARMED,
  /** It traced and was told to stop. */
  DISARMED,
  /** It can't write records any more, and says why. */
  FAILED
}
