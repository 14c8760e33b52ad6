/*
 * The processes that came of this one.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "descendants.h"

/* The parent of a process, from /proc; 0 if it is gone. */
static pid_t parent_of(const char *pid)
{
    char path[64];
    char line[512];
    char *after_name;
    int parent = 0;
    int fd;
    ssize_t n;

    snprintf(path, sizeof(path), "/proc/%.20s/stat", pid);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return 0;
    }
    n = read(fd, line, sizeof(line) - 1);
    close(fd);
    line[n > 0 ? n : 0] = '\0';
    /* "pid (name) state parent ...": the name may hold anything. */
    after_name = strrchr(line, ')');
    if (after_name) {
        sscanf(after_name + 1, " %*c %d", &parent);
    }
    return parent;
}

typedef struct Process {
    pid_t pid;
    pid_t parent;
    bool ours;
} Process;

static size_t list_processes(Process **list)
{
    DIR *proc = opendir("/proc");
    size_t count = 0;
    size_t room = 0;
    struct dirent *entry;

    *list = NULL;
    while (proc && (entry = readdir(proc))) {
        if (!isdigit((unsigned char)entry->d_name[0])) {
            continue;
        }
        if (count == room) {
            Process *more;

            room = room ? 2 * room : 256;
            more = realloc(*list, room * sizeof(**list));
            if (!more) {
                break;
            }
            *list = more;
        }
        (*list)[count++] = (Process) {
            .pid = atoi(entry->d_name), .parent = parent_of(entry->d_name)
        };
    }
    if (proc) {
        closedir(proc);
    }
    return count;
}

void descendants_kill(void)
{
    pid_t self = getpid();
    Process *list;
    size_t count = list_processes(&list);
    bool found = true;

    while (found) {
        found = false;
        for (size_t i = 0; i < count; i++) {
            bool ours = list[i].parent == self;

            for (size_t j = 0; !ours && j < count; j++) {
                ours = list[j].ours && list[j].pid == list[i].parent;
            }
            if (ours && !list[i].ours) {
                list[i].ours = true;
                kill(list[i].pid, SIGKILL);
                found = true;
            }
        }
    }
    free(list);
}
