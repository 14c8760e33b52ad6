package io.memtracer.host.guest.build;

import java.util.function.Consumer;

/**
 * What is run in a guest that has booted, before its state is saved.
 *
 * @param text for a shell
 * @param lines takes each line of what it says, on another thread; the guest's words
 */
record BootScript(String text, Consumer<String> lines) {}
