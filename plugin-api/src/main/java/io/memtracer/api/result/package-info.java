/** What an analyzer found, as data: the host renders it as text and JSON. */
package io.memtracer.api.result;
