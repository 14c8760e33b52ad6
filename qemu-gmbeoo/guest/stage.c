/*
 * What is around the program when it starts.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ahead.h"
#include "execute.h"
#include "privilege.h"
#include "program.h"
#include "stage.h"
#include "view.h"

/* The files first: what follows is about them. */
static bool surround(const Request *request, const char *path,
                     const char *dir, const char *name, char *text,
                     size_t size)
{
    int error = 0;

    if (request->flags & REQUEST_VIEW) {
        if (!view_enter(request, dir, name, text, size)) {
            return false;
        }
        error = privilege_confine();
    }
    error = error ? error : privilege_become(request);
    if (error) {
        snprintf(text, size, "can't become user %u, group %u: %s",
                 request->uid, request->gid, strerror(error));
        return false;
    }
    umask(request->umask);
    if (chdir(request->directory) < 0) {
        snprintf(text, size, "can't go to %s in the guest: %s",
                 request->directory, strerror(errno));
        return false;
    }
    return !program_explain(path, 0, text, size);
}

/* Runs in a process of its own; whatever goes wrong, the real run tells. */
static void rehearse(const Request *request, const char *path,
                     const char *dir)
{
    char text[256];
    int null = open("/dev/null", O_RDWR);

    /* Without the terminal, which isn't to be read for nothing. */
    setsid();
    if (null >= 0 && dup2(null, STDIN_FILENO) >= 0 &&
        dup2(null, STDOUT_FILENO) >= 0 && dup2(null, STDERR_FILENO) >= 0 &&
        surround(request, path, dir, "rehearsal", text, sizeof(text))) {
        execute_program(path, request->argv, request->environment);
    }
    _exit(127);
}

/* Lets the program run to its end for nothing: what it wrote is nowhere. */
static void warm_up(const Request *request, const char *path, const char *dir)
{
    pid_t pid = fork();

    if (pid == 0) {
        rehearse(request, path, dir);
    }
    if (pid > 0) {
        while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
            continue;
        }
        kill(-pid, SIGKILL);
    }
}

bool stage_set(const Request *request, const char *path, const char *dir,
               char *text, size_t text_size)
{
    if (request->flags & REQUEST_WARM_UP) {
        warm_up(request, path, dir);
    }
    if (!surround(request, path, dir, VIEW_RUN, text, text_size)) {
        return false;
    }
    if (request->flags & REQUEST_READ_AHEAD) {
        ahead_read(path, request->environment);
    }
    return true;
}
