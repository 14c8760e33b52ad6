/*
 * The control page: mapping it, and reporting failures through it.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "control.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static GMutex failure_lock;

static bool control_header_is_valid(const struct control_page *page, const char *path,
                                    GError **error)
{
    if (memcmp(page->magic, CONTROL_MAGIC, sizeof(page->magic)) != 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "control page '%s' does not start with " CONTROL_MAGIC, path);
        return false;
    }
    if (page->version != CONTROL_VERSION) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "control page '%s' has version %u; this plugin knows version %d: host and"
                    " plugin are of different releases",
                    path, page->version, CONTROL_VERSION);
        return false;
    }
    if (page->vcpu_slots != CONTROL_VCPU_SLOTS) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "control page '%s' has %u vCPU slots; expected %d", path, page->vcpu_slots,
                    CONTROL_VCPU_SLOTS);
        return false;
    }
    return true;
}

struct control_page *control_map(const char *path, GError **error)
{
    struct stat status;
    struct control_page *page;
    int fd = open(path, O_RDWR | O_CLOEXEC);

    if (fd < 0) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno),
                    "can't open control page '%s': %s", path, g_strerror(errno));
        return NULL;
    }
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size < CONTROL_BYTES) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "control page '%s' is not a file of %d bytes", path, CONTROL_BYTES);
        close(fd);
        return NULL;
    }
    page = mmap(NULL, CONTROL_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (page == MAP_FAILED) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno),
                    "can't map control page '%s': %s", path, g_strerror(errno));
        return NULL;
    }
    if (!control_header_is_valid(page, path, error)) {
        munmap(page, CONTROL_BYTES);
        return NULL;
    }
    return page;
}

void control_fail(struct control_page *page, int err, const char *format, ...)
{
    va_list args;

    g_mutex_lock(&failure_lock);
    if (page->state != CONTROL_FAILED) {
        g_autofree char *text = NULL;

        va_start(args, format);
        text = g_strdup_vprintf(format, args);
        va_end(args);
        g_strlcpy(page->failure_text, text, sizeof(page->failure_text));
        page->failure_errno = err;
        __atomic_store_n(&page->state, CONTROL_FAILED, __ATOMIC_RELEASE);
    }
    g_mutex_unlock(&failure_lock);
}

void control_set_state(struct control_page *page, enum control_state state)
{
    g_mutex_lock(&failure_lock);
    __atomic_store_n(&page->state, state, __ATOMIC_RELEASE);
    if (state != CONTROL_FAILED) {
        page->failure_errno = 0;
        memset(page->failure_text, 0, sizeof(page->failure_text));
    }
    g_mutex_unlock(&failure_lock);
}
