/*
 * Who the program is.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "privilege.h"

/* All that concerns only the program's own files, processes and sockets. */
static const int kept[] = {
    CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_FOWNER, CAP_FSETID, CAP_KILL, CAP_SETGID,
    CAP_SETUID, CAP_SETPCAP, CAP_NET_BIND_SERVICE, CAP_NET_RAW,
    CAP_SYS_CHROOT, CAP_AUDIT_WRITE, CAP_SETFCAP, CAP_IPC_LOCK, CAP_IPC_OWNER,
    CAP_SYS_NICE, CAP_SYS_RESOURCE, CAP_LEASE,
};

static int is_kept(int capability)
{
    for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++) {
        if (kept[i] == capability) {
            return 1;
        }
    }
    return 0;
}

int privilege_confine(void)
{
    /* Up to the last that this kernel knows. */
    for (int i = 0; prctl(PR_CAPBSET_READ, i, 0, 0, 0) >= 0; i++) {
        if (!is_kept(i) && prctl(PR_CAPBSET_DROP, i, 0, 0, 0) < 0) {
            return errno;
        }
    }
    return 0;
}

/* An agent of an ordinary user, as in tests, runs all as that user. */
static bool is_root(void)
{
    return geteuid() == 0;
}

int privilege_give(int file, uid_t uid, gid_t gid)
{
    if (is_root() && fchown(file, uid, gid) < 0) {
        return errno;
    }
    return 0;
}

int privilege_become(const Request *request)
{
    if (!is_root()) {
        return 0;
    }
    if (setgroups(request->group_count, request->groups) < 0 ||
        setresgid(request->gid, request->gid, request->gid) < 0 ||
        setresuid(request->uid, request->uid, request->uid) < 0) {
        return errno;
    }
    return 0;
}
