/** What a user can ask of a run, and how the user is told of it. */
package io.memtracer.host.session.request;
