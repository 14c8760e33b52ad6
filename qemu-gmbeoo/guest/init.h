/*
 * The agent as process 1 of the embedded guest.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_INIT_H
#define MEMTRACER_GUEST_INIT_H

/* Mounts file systems, loads the modules listed in INIT_MODULES. */
void init_system(void);

/* Says why on the console and switches the machine off. */
void init_panic(const char *why) __attribute__((noreturn));

/* Paths of the modules to load, in order, one a line. */
#define INIT_MODULES "/etc/memtracer/modules"

/*
 * Lines "path value": what is written into /proc/sys and /sys at boot, to
 * stop the kernel's own housekeeping from showing up in traces.
 */
#define INIT_SETTINGS "/etc/memtracer/settings"

/* Parameter of the kernel command line: the disk to go on from, if any. */
#define INIT_ROOT "memtracer.root="

#endif
