/*
 * What the host wishes, from when a vCPU sees it until it is answered.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_WISH_H
#define MEMTRACER_WISH_H

#include "control.h"
#include "outputs.h"

/**
 * wish_init() - begin, without any; before any vCPU comes
 * @control: where wishes come from
 * @outputs: copied
 */
void wish_init(struct control_page *control, const struct outputs *outputs);

/** wish_refuse_all() - fail them from now on, so that what control_fail() says next stays */
void wish_refuse_all(void);

/**
 * wish_add_vcpu() - set a vCPU up that has come, on its thread, as the others are
 * @vcpu: zeroed, or used before
 * @index: its number
 * @batch_bytes: see vcpu_init()
 */
void wish_add_vcpu(struct vcpu *vcpu, unsigned index, size_t batch_bytes);

/** wish_look() - see to a new one, if there is one; on the thread of a vCPU that goes on */
void wish_look(void);

#endif
