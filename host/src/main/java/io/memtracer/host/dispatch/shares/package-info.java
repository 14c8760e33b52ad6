/** An analyzer whose work several of its kind share, each on a thread of its own. */
package io.memtracer.host.dispatch.shares;
