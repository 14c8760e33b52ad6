/** What the user sees while a run goes on, and the terminal that shows it. */
package io.memtracer.host.cli.terminal;
