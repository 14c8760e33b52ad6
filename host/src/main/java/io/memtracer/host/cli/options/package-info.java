/** Options that several commands have, and what they mean. */
package io.memtracer.host.cli.options;
