/** The program of a run: brought to where it is to be traced from, and watched until its end. */
package io.memtracer.host.session.workload;
