/*
 * vCPUs that come, rest, go on and go, each on its thread: where QEMU calls the plugin.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_VCPUS_H
#define MEMTRACER_VCPUS_H

#include "control.h"
#include "qemu-callbacks.h"
#include "sink.h"

/** vcpus_callbacks - for QEMU to call, after vcpus_init() */
extern const struct qemu_callbacks vcpus_callbacks;

/**
 * vcpus_init() - get ready for them
 * @control: where each has its slot
 * @sink: where each has its way out
 * @batch_bytes: size of each one's buffer, a power of two
 */
void vcpus_init(struct control_page *control, struct sink *sink, size_t batch_bytes);

#endif
