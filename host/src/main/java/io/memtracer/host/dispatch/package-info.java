/** Gives every analyzer every record, in order, and keeps the failure of one from the others. */
package io.memtracer.host.dispatch;
