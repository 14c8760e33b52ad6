/** What kernel and user code did, side by side. */
package io.memtracer.plugins.kernelusersplit;
