/*
 * The lifeline: QEMU ends when the program that started it does.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_LIFELINE_H
#define MEMTRACER_LIFELINE_H

#include <glib.h>
#include <stdbool.h>

/** What SIGTERM gets to end the process before SIGKILL. */
#define LIFELINE_GRACE_MILLIS 2000

/**
 * lifeline_start() - end this process at the end of file of @fd
 * @fd: a pipe whose other end only the parent holds; the kernel closes that however it dies
 * @error: why there can be no thread
 *
 * What arrives is read and ignored. From then on the end of the process is the parent's to decide:
 * it leaves the terminal's process group as well.
 */
bool lifeline_start(int fd, GError **error);

#endif
