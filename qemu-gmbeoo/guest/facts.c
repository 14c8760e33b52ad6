/*
 * What HELLO says about the guest.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <stdio.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "areas.h"
#include "facts.h"
#include "kernel.h"

/* PRETTY_NAME of /etc/os-release, without its quotes. */
static void read_system_name(char *name, size_t size)
{
    FILE *file = fopen("/etc/os-release", "re");
    char line[256];

    snprintf(name, size, "unknown");
    while (file && fgets(line, sizeof(line), file)) {
        if (!strncmp(line, "PRETTY_NAME=", 12)) {
            char *value = line + 12 + (line[12] == '"');

            value[strcspn(value, "\"\n")] = '\0';
            snprintf(name, size, "%s", value);
        }
    }
    if (file) {
        fclose(file);
    }
}

size_t facts_write(char *text, size_t size)
{
    struct utsname names;
    struct sysinfo info;
    char system[128];
    int n;

    uname(&names);
    sysinfo(&info);
    read_system_name(system, sizeof(system));
    n = snprintf(text, size,
                 "kernel=%s\n"
                 "machine=%s\n"
                 "system=%s\n"
                 "vcpus=%ld\n"
                 "memory_mib=%llu\n"
                 "agent_version=" AGENT_VERSION "\n"
                 "agent_process=%d\n",
                 names.release, names.machine, system,
                 sysconf(_SC_NPROCESSORS_ONLN),
                 (unsigned long long)info.totalram * info.mem_unit >> 20,
                 getpid());
    if (n >= (int)size) {
        return size - 1;
    }
    n += kernel_write(text + n, size - n);
    return n + areas_write(text + n, size - n);
}
