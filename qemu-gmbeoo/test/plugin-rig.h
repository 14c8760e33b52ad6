/*
 * The plugin, installed in a process of its own and driven as QEMU would.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_PLUGIN_RIG_H
#define MEMTRACER_PLUGIN_RIG_H

#include "control.h"
#include "fake-qemu.h"
#include "record.h"
#include "ring-reader.h"

/** Where translated code begins. */
#define PC UINT64_C(0x401000)

/** An access of 4 bytes, as QEMU describes it. */
#define DWORD 2

/** struct plugin_test - one that installs the plugin, which is possible once a process */
struct plugin_test {
    const char *name;
    void (*test)(void);
    const char *stderr_pattern; /* NULL: whatever it says */
};

/** plugin_tests_add() - have tests run, each in a process of its own */
void plugin_tests_add(const struct plugin_test *tests, size_t count);

/** plugin - what is around the plugin that this process has installed */
extern struct plugin_rig {
    struct control_page *control;
    char *fifo_path;
    int reader; /* of the FIFO */
    struct qemu_plugin_tb tb; /* the block that was translated last */
} plugin;

/** plugin_good_info() - a QEMU that the plugin takes */
qemu_info_t plugin_good_info(int max_vcpus);

/** plugin_install_with() - install it with a control page and options; vCPU 0 comes and rests */
void plugin_install_with(int max_vcpus, char *option, char *other_option);

/** plugin_install_fifo() - the same with a FIFO, and an option besides or NULL */
void plugin_install_fifo(int max_vcpus, char *option);

/** plugin_install() - the same with a FIFO and nothing else */
void plugin_install(int max_vcpus);

/** plugin_install_ring() - the same with a ring, attached to, and an option besides or NULL */
void plugin_install_ring(struct ring_reader *ring, int max_vcpus, char *table_option);

/** plugin_everything - the wish to record all accesses */
extern const struct control_wish plugin_everything;

/** plugin_wish() - make a wish, but for its number, and see it answered */
void plugin_wish(struct control_wish wish);

/** plugin_translate() - translate a block of so many instructions of 4 bytes */
void plugin_translate(size_t insns);

/** plugin_records() - what is in the FIFO, without waiting; returns how many records that is */
size_t plugin_records(struct trace_record *records, size_t max);

#endif
