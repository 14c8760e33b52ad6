/** What several rooms do with files. */
package io.memtracer.host.files;
