/** What is known of all records whoever listens: which tasks made them, and in which phases. */
package io.memtracer.host.dispatch.summary;
