/*
 * gmbeoo: a TCG plugin that writes one record per guest memory access.
 *
 * Loaded, it costs nothing: no code is instrumented. The host arms it through the control page
 * while the VM is stopped. The first vCPU to resume sees the new wish and asks QEMU for a reset,
 * which drops all translated code; from then on code is translated with a callback after each
 * access. Records are staged per vCPU and handed to a sink in batches.
 *
 * Here it is installed.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "access.h"
#include "control.h"
#include "instructions.h"
#include "lifeline.h"
#include "options.h"
#include "outputs.h"
#include "qemu-callbacks.h"
#include "vcpus.h"
#include "wish.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool check_qemu(const qemu_info_t *info)
{
    if (info->version.cur < qemu_plugin_version || info->version.min > qemu_plugin_version) {
        fprintf(stderr, "gmbeoo: this QEMU has plugin API version %d to %d, but this build of the"
                        " plugin is for %d\n",
                info->version.min, info->version.cur, qemu_plugin_version);
        return false;
    }
    if (!info->system_emulation) {
        fprintf(stderr, "gmbeoo: only whole machines can be traced (qemu-system-x86_64)\n");
        return false;
    }
    if (strcmp(info->target_name, "x86_64") != 0) {
        fprintf(stderr, "gmbeoo: only x86_64 guests can be traced, but this one is %s\n",
                info->target_name);
        return false;
    }
    if (info->system.max_vcpus > CONTROL_VCPU_SLOTS) {
        fprintf(stderr, "gmbeoo: at most %d vCPUs can be traced, but this machine may get %d\n",
                CONTROL_VCPU_SLOTS, info->system.max_vcpus);
        return false;
    }
    return true;
}

static void start(const qemu_info_t *info, const struct options *options,
                  struct control_page *control, const struct outputs *outputs)
{
    instructions_init();
    access_expect_vcpus((unsigned)info->system.max_vcpus);
    wish_init(control, outputs);
    vcpus_init(control, outputs->sink, options->batch_bytes);
    control->api_version = (uint32_t)info->version.cur;
    control->pid = (uint32_t)getpid();
    control->vcpus_seen = 0;
    control_set_state(control, CONTROL_LOADED);
}

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    struct control_page *control;
    struct options options;
    struct outputs outputs;

    if (!check_qemu(info)) {
        return -1;
    }
    if (!options_parse(&options, argc, argv, &error)) {
        fprintf(stderr, "gmbeoo: %s\n", error->message);
        return -1;
    }
    if (options.probe) {
        fprintf(stderr, "gmbeoo: plugin API %d to %d, build for %d\n", info->version.min,
                info->version.cur, qemu_plugin_version);
        return -1;
    }
    if ((control = control_map(options.control, &error)) == NULL
        || !outputs_make(&outputs, &options, control, &error)
        || (options.lifeline && !lifeline_start(STDIN_FILENO, &error))) {
        fprintf(stderr, "gmbeoo: %s\n", error->message);
        return -1;
    }
    start(info, &options, control, &outputs);
    qemu_callbacks_use(id, &vcpus_callbacks);
    qemu_callbacks_register(false);
    return 0;
}
