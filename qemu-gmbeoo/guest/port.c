/*
 * The way to the host.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "port.h"

#define PORTS "/sys/class/virtio-ports"

static bool is_named(const char *port)
{
    char path[128];
    char name[64] = "";
    FILE *file;

    snprintf(path, sizeof(path), PORTS "/%.40s/name", port);
    file = fopen(path, "re");
    if (!file) {
        return false;
    }
    if (!fgets(name, sizeof(name), file)) {
        *name = '\0';
    }
    fclose(file);
    name[strcspn(name, "\n")] = '\0';
    return !strcmp(name, PORT_NAME);
}

static bool find(char *path, size_t size)
{
    DIR *ports = opendir(PORTS);
    struct dirent *entry;
    bool found = false;

    while (ports && !found && (entry = readdir(ports))) {
        found = entry->d_name[0] != '.' && is_named(entry->d_name);
        if (found) {
            snprintf(path, size, "/dev/%s", entry->d_name);
        }
    }
    if (ports) {
        closedir(ports);
    }
    return found;
}

int port_open(const char *path)
{
    const struct timespec pause = { .tv_nsec = 10 * 1000 * 1000 };
    char found[300];
    int fd;

    for (int attempt = 0; !path && attempt < 1000; attempt++) {
        if (find(found, sizeof(found))) {
            path = found;
        } else {
            nanosleep(&pause, NULL);
        }
    }
    if (!path) {
        fprintf(stderr, "memtracer-agent: no virtio-serial port is named "
                PORT_NAME "\n");
        return -1;
    }
    fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        fprintf(stderr, "memtracer-agent: %s: %s\n", path, strerror(errno));
    }
    return fd;
}

int port_connect(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
    if (fd < 0 ||
        connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
        fprintf(stderr, "memtracer-agent: %s: %s\n", path, strerror(errno));
        return -1;
    }
    return fd;
}
