/** Which program is meant, and where it runs: in the guest alone, or with what this machine has. */
package io.memtracer.host.cli.workload;
