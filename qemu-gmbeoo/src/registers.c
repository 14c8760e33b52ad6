/*
 * Registers of the vCPU whose thread this is.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "registers.h"

#include "qemu-plugin-api.h"

#include <string.h>

static const char *const names[REGISTERS] = {
    [REGISTER_CS] = "cs",
    [REGISTER_CR0] = "cr0",
    [REGISTER_GS_BASE] = "gs_base",
    [REGISTER_KERNEL_GS_BASE] = "k_gs_base",
    [REGISTER_RDI] = "rdi",
    [REGISTER_RSI] = "rsi",
    [REGISTER_RDX] = "rdx",
    [REGISTER_RCX] = "rcx",
};

/* Each vCPU has its thread (MTTCG). */
static __thread struct {
    struct qemu_plugin_register *handles[REGISTERS];
    GByteArray *value;
} self;

void registers_find(void)
{
    g_autoptr(GArray) registers = qemu_plugin_get_registers();
    const guint step = g_array_get_element_size(registers);

    for (guint i = 0; i < registers->len; i++) {
        const qemu_plugin_reg_descriptor *reg =
            (const qemu_plugin_reg_descriptor *)(registers->data + (size_t)i * step);

        for (int name = 0; name < REGISTERS; name++) {
            if (strcmp(reg->name, names[name]) == 0) {
                self.handles[name] = reg->handle;
            }
        }
    }
    if (self.value == NULL) {
        self.value = g_byte_array_new();
    }
}

void registers_forget(void)
{
    if (self.value != NULL) {
        g_byte_array_unref(g_steal_pointer(&self.value));
    }
}

bool registers_have(enum register_name name)
{
    return self.handles[name] != NULL;
}

uint64_t registers_read(enum register_name name)
{
    uint64_t value = 0;

    g_byte_array_set_size(self.value, 0);
    qemu_plugin_read_register(self.handles[name], self.value);
    memcpy(&value, self.value->data, MIN(self.value->len, sizeof(value)));
    return value;
}
