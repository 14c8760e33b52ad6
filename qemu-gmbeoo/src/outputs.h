/*
 * The ways out of the plugin: the sink, and the tables beside it, as the options say.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_OUTPUTS_H
#define MEMTRACER_OUTPUTS_H

#include "control.h"
#include "options.h"
#include "sink.h"
#include "vcpu.h"

/** struct outputs - where batches go, and what they are of */
struct outputs {
    struct sink *sink;
    enum vcpu_format format;
};

/**
 * outputs_make() - make what the options ask for, and have it used; before any vCPU comes
 * @outputs: filled in
 * @options: with strings that live as long as the plugin
 * @control: where the sink reports a dead reader
 * @error: which file can't be made, and why
 */
bool outputs_make(struct outputs *outputs, const struct options *options,
                  struct control_page *control, GError **error);

#endif
