/** What a run found as text for people, in the width of their terminal. */
package io.memtracer.host.report.text;
