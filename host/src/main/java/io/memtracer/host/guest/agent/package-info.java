/** The host's side of the channel to the agent in a guest. */
package io.memtracer.host.guest.agent;
