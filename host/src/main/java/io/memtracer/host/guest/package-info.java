/** Guests: how they are built, kept and restored, and the channel to the agent inside. */
package io.memtracer.host.guest;
