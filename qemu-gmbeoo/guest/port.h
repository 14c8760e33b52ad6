/*
 * The way to the host: a virtio-serial port, or in tests a socket.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_PORT_H
#define MEMTRACER_GUEST_PORT_H

#include <stdbool.h>

#define PORT_NAME "org.memtracer.agent"

/*
 * port_open() - open a port for reading and writing, non-blocking
 * @path: the device, or NULL to look for the port named PORT_NAME, for up to
 * ten seconds: its name comes a little after its driver
 *
 * Return: a descriptor, or -1 after a message on stderr.
 */
int port_open(const char *path);

/* Connects to a listening Unix socket: for tests on the host. */
int port_connect(const char *path);

#endif
