/*
 * The lifeline: QEMU ends when the program that started it does.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "lifeline.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <unistd.h>

static gpointer wait_for_end(gpointer data)
{
    const int fd = (int)(intptr_t)data;
    char buffer[256];
    ssize_t n;

    /* poll, because somebody may have made the descriptor non-blocking */
    do {
        struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

        poll(&poll_fd, 1, -1);
        n = read(fd, buffer, sizeof(buffer));
    } while (n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN)));

    kill(getpid(), SIGTERM);
    g_usleep(LIFELINE_GRACE_MILLIS * 1000);
    kill(getpid(), SIGKILL);
    return NULL;
}

bool lifeline_start(int fd, GError **error)
{
    GThread *thread;
    sigset_t all;
    sigset_t before;

    /*
     * Out of the terminal's process group: Ctrl-C is for the parent, which stops the guest, takes
     * what was traced, and then ends QEMU. Fails only if that is so already.
     */
    setpgid(0, 0);

    /* Signals are for QEMU's own threads; a new one inherits the mask. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread = g_thread_try_new("lifeline", wait_for_end, (gpointer)(intptr_t)fd, error);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (thread == NULL) {
        return false;
    }
    g_thread_unref(thread);
    return true;
}
