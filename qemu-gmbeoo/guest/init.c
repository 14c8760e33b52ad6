/*
 * The agent as process 1 of the embedded guest.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "init.h"

static const struct {
    const char *type;
    const char *path;
    mode_t mode;
    unsigned long flags;
    const char *options;
} mounts[] = {
    { "devtmpfs", "/dev", 0755, MS_NOSUID, "mode=0755" },
    { "proc", "/proc", 0555, MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL },
    { "sysfs", "/sys", 0555, MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL },
    { "devpts", "/dev/pts", 0755, MS_NOSUID | MS_NOEXEC, "mode=0620,gid=5" },
    { "tmpfs", "/dev/shm", 01777, MS_NOSUID | MS_NODEV, "mode=1777" },
    { "tmpfs", "/run", 0755, MS_NOSUID | MS_NODEV, "mode=0755" },
    { "tmpfs", "/tmp", 01777, MS_NOSUID | MS_NODEV, "mode=1777" },
};

static const struct {
    const char *path;
    const char *target;
} links[] = {
    { "/dev/fd", "/proc/self/fd" },
    { "/dev/stdin", "/proc/self/fd/0" },
    { "/dev/stdout", "/proc/self/fd/1" },
    { "/dev/stderr", "/proc/self/fd/2" },
};

static void complain(const char *what, const char *which)
{
    fprintf(stderr, "memtracer-agent: %s %s: %s\n", what, which,
            strerror(errno));
}

static void mount_all(void)
{
    for (size_t i = 0; i < sizeof(mounts) / sizeof(mounts[0]); i++) {
        mkdir(mounts[i].path, mounts[i].mode);
        if (mount(mounts[i].type, mounts[i].path, mounts[i].type,
                  mounts[i].flags, mounts[i].options) < 0 &&
            errno != EBUSY) {
            complain("mount", mounts[i].path);
        }
    }
    for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
        if (symlink(links[i].target, links[i].path) < 0 && errno != EEXIST) {
            complain("link", links[i].path);
        }
    }
}

static void load_module(char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0 || (syscall(SYS_finit_module, fd, "", 0) < 0 &&
                   errno != EEXIST)) {
        complain("load module", path);
    }
    if (fd >= 0) {
        close(fd);
    }
}

/* A line "path value". */
static void apply_setting(char *line)
{
    char *space = strchr(line, ' ');
    const char *value = space ? space + 1 : "";
    ssize_t length = strlen(value);
    int fd;

    if (space) {
        *space = '\0';
    }
    fd = open(line, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, value, length) != length) {
        complain("set", line);
    }
    if (fd >= 0) {
        close(fd);
    }
}

static void for_each_line(const char *path, void (*use)(char *line))
{
    FILE *file = fopen(path, "re");
    char line[512];

    if (!file) {
        if (errno != ENOENT) {
            complain("open", path);
        }
        return;
    }
    while (fgets(line, sizeof(line), file)) {
        line[strcspn(line, "\n")] = '\0';
        if (*line && *line != '#') {
            use(line);
        }
    }
    fclose(file);
}

/* The value of a parameter of the kernel command line; empty if not given. */
static void read_parameter(const char *key, char *value, size_t size)
{
    char line[4096] = "";
    FILE *file = fopen("/proc/cmdline", "re");
    char *word;
    char *rest = line;

    *value = '\0';
    if (!file) {
        return;
    }
    if (!fgets(line, sizeof(line), file)) {
        *line = '\0';
    }
    fclose(file);
    while ((word = strsep(&rest, " \n"))) {
        if (!strncmp(word, key, strlen(key))) {
            snprintf(value, size, "%s", word + strlen(key));
        }
    }
}

/* Goes on in the file system on a disk, if the command line names one. */
static void enter_root(void)
{
    const struct timespec pause = { .tv_nsec = 10 * 1000 * 1000 };
    char device[128];
    int error = -1;

    read_parameter(INIT_ROOT, device, sizeof(device));
    if (!*device) {
        return;
    }
    mkdir("/sysroot", 0755);
    for (int attempt = 0; error < 0 && attempt < 1000; attempt++) {
        /* The disk comes a little after its driver. */
        error = mount(device, "/sysroot", "ext4", 0, NULL);
        if (error < 0) {
            nanosleep(&pause, NULL);
        }
    }
    if (error < 0) {
        complain("mount", device);
        init_panic("no root file system");
    }
    for (size_t i = 0; i < sizeof(mounts) / sizeof(mounts[0]); i++) {
        char path[64];

        if (strchr(mounts[i].path + 1, '/')) {
            /* Below one that is moved. */
            continue;
        }
        snprintf(path, sizeof(path), "/sysroot%s", mounts[i].path);
        mkdir(path, mounts[i].mode);
        if (mount(mounts[i].path, path, NULL, MS_MOVE, NULL) < 0) {
            complain("move", mounts[i].path);
        }
    }
    if (chdir("/sysroot") < 0 || mount(".", "/", NULL, MS_MOVE, NULL) < 0 ||
        chroot(".") < 0) {
        complain("enter", "/sysroot");
        init_panic("no root file system");
    }
}

static void bring_up_loopback(void)
{
    struct ifreq request = { .ifr_name = "lo" };
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    if (fd < 0) {
        return;
    }
    if (ioctl(fd, SIOCGIFFLAGS, &request) == 0) {
        request.ifr_flags |= IFF_UP;
        ioctl(fd, SIOCSIFFLAGS, &request);
    }
    close(fd);
}

void init_system(void)
{
    umask(0);
    mount_all();
    umask(022);
    sethostname("memtracer", strlen("memtracer"));
    for_each_line(INIT_MODULES, load_module);
    for_each_line(INIT_SETTINGS, apply_setting);
    enter_root();
    bring_up_loopback();
}

void init_panic(const char *why)
{
    fprintf(stderr, "memtracer-agent: %s: switching off\n", why);
    sync();
    reboot(RB_POWER_OFF);
    for (;;) {
        pause();
    }
}
