/** What happens when things go wrong, as a user sees it: docs/reliability.md has the list. */
package io.memtracer.host.faults;
