/*
 * What the kernel calls its functions and variables.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "kallsyms.h"

#define SYMBOLS_FILE "/proc/kallsyms"

void kallsyms_find(Symbol *symbols, size_t count)
{
    FILE *file = fopen(SYMBOLS_FILE, "re");
    uint64_t address;
    char line[512];
    char name[256];

    while (file && fgets(line, sizeof(line), file)) {
        if (sscanf(line, "%" SCNx64 " %*c %255s", &address, name) != 2) {
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            if (!strcmp(name, symbols[i].name)) {
                symbols[i].address = address;
                symbols[i].found = true;
            }
        }
    }
    if (file) {
        fclose(file);
    }
}
