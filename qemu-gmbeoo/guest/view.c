/*
 * What the program sees as its files.
 *
 * In the agent's directory there are
 *
 *   share/0, share/1    what the host shares, read-only
 *   NAME/memory/...     what a program writes, an upper layer for each share
 *   NAME/root           where its root is made, before it becomes "/"
 *
 * The root is the first share if that is "/", and otherwise the guest's own.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tools.h"
#include "view.h"

/* Read-only for the program, whoever it is, and of no use to a setuid one. */
#define SHARE_FLAGS (MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOATIME)
/* Few large messages; the host's files are not expected to change. */
#define SHARE_OPTIONS "trans=virtio,version=9p2000.L,msize=512000,cache=loose"

/* Of the guest, whatever the root is. */
static const char *const kernel_dirs[] = { "proc", "sys", "dev" };

/* Not writable: what is written there makes the kernel start programs, or end. */
static const char *const guarded[] = {
    "proc/sys", "proc/sysrq-trigger", "sys"
};

static bool failed(char *text, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool failed(char *text, size_t size, const char *format, ...)
{
    int error = errno;
    size_t length;
    va_list args;

    va_start(args, format);
    vsnprintf(text, size, format, args);
    va_end(args);
    length = strlen(text);
    snprintf(text + length, size - length, ": %s", strerror(error));
    return false;
}

/* One that doesn't fit is cut, and then nothing is there. */
static void put_path(char path[PATH_MAX], const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void put_path(char path[PATH_MAX], const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(path, PATH_MAX, format, args);
    va_end(args);
}

/* Makes a directory with all above it. */
static int make_dirs(const char *path)
{
    char copy[PATH_MAX];

    put_path(copy, "%s", path);
    for (char *slash = strchr(copy + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(copy, 0755) < 0 && errno != EEXIST) {
            return -1;
        }
        *slash = '/';
    }
    return mkdir(copy, 0755) < 0 && errno != EEXIST ? -1 : 0;
}

static bool knows_file_system(const char *name)
{
    FILE *file = fopen("/proc/filesystems", "re");
    char line[128];
    bool found = false;

    while (file && !found && fgets(line, sizeof(line), file)) {
        char *type = strrchr(line, '\t');

        line[strcspn(line, "\n")] = '\0';
        found = type && !strcmp(type + 1, name);
    }
    if (file) {
        fclose(file);
    }
    return found;
}

/* The embedded guest has loaded all it needs; others have modprobe. */
static void load_modules(void)
{
    pid_t pid;

    if (knows_file_system("9p") && knows_file_system("overlay")) {
        return;
    }
    pid = fork();
    if (pid == 0) {
        execlp("modprobe", "modprobe", "-a", "9pnet_virtio", "9p", "overlay",
               NULL);
        _exit(127);
    }
    if (pid > 0) {
        waitpid(pid, NULL, 0);
    }
}

static bool mount_share(const char *dir, size_t number, char *text,
                        size_t size)
{
    char path[PATH_MAX];
    char tag[32];
    struct stat above;
    struct stat st;

    put_path(path, "%s/share/%zu", dir, number);
    snprintf(tag, sizeof(tag), "host%zu", number);
    if (make_dirs(path) < 0 || stat(dir, &above) < 0 || stat(path, &st) < 0) {
        return failed(text, size, "%s", path);
    }
    if (st.st_dev == above.st_dev &&
        mount(tag, path, "9p", SHARE_FLAGS, SHARE_OPTIONS) < 0) {
        return failed(text, size, "the host's files can't be mounted (9p)");
    }
    return true;
}

bool view_prepare(const Request *request, const char *dir, char *text,
                  size_t text_size)
{
    load_modules();
    for (size_t i = 0; i < request->share_count; i++) {
        if (!mount_share(dir, i, text, text_size)) {
            return false;
        }
    }
    return true;
}

/*
 * Puts a layer in memory over @lower. The upper directory is what stat() says
 * of the merged one: it gets the owner and mode of the lower.
 */
static bool mount_overlay(const char *lower, const char *memory,
                          const char *target, char *text, size_t size)
{
    char upper[PATH_MAX];
    char work[PATH_MAX];
    char options[3 * PATH_MAX];
    struct stat st;

    put_path(upper, "%s/upper", memory);
    put_path(work, "%s/work", memory);
    snprintf(options, sizeof(options),
             "lowerdir=%s,upperdir=%s,workdir=%s,xino=off", lower, upper,
             work);
    if (stat(lower, &st) < 0 || make_dirs(upper) < 0 || make_dirs(work) < 0 ||
        chown(upper, st.st_uid, st.st_gid) < 0 ||
        chmod(upper, st.st_mode & 07777) < 0) {
        return failed(text, size, "no layer for writes over %s", lower);
    }
    if (mount("overlay", target, "overlay", MS_NODEV | MS_NOSUID,
              options) < 0) {
        return failed(text, size, "no layer for writes over %s (overlay)",
                      lower);
    }
    return true;
}

static bool has_host_root(const Request *request)
{
    return request->share_count > 0 && !strcmp(request->shares[0], "/");
}

static bool mount_root(const Request *request, const char *dir,
                       const char *own, const char *root, char *text,
                       size_t size)
{
    char lower[PATH_MAX] = "/";
    char memory[PATH_MAX];

    if (has_host_root(request)) {
        put_path(lower, "%s/share/0", dir);
    }
    put_path(memory, "%s/memory/0", own);
    return mount_overlay(lower, memory, root, text, size);
}

/* Each share other than a root at its own path. */
static bool mount_directories(const Request *request, const char *dir,
                              const char *own, const char *root, char *text,
                              size_t size)
{
    for (size_t i = has_host_root(request); i < request->share_count; i++) {
        char lower[PATH_MAX];
        char memory[PATH_MAX];
        char target[PATH_MAX];

        put_path(lower, "%s/share/%zu", dir, i);
        put_path(memory, "%s/memory/%zu", own, i + 1);
        put_path(target, "%s%s", root, request->shares[i]);
        if (make_dirs(target) < 0) {
            return failed(text, size, "no place for %s", request->shares[i]);
        }
        if (!mount_overlay(lower, memory, target, text, size)) {
            return false;
        }
    }
    return true;
}

static bool bind_kernel_dirs(const char *root, char *text, size_t size)
{
    char path[PATH_MAX];

    for (size_t i = 0; i < sizeof(kernel_dirs) / sizeof(*kernel_dirs); i++) {
        put_path(path, "%s/%s", root, kernel_dirs[i]);
        if (make_dirs(path) < 0 ||
            mount(path + strlen(root), path, NULL, MS_BIND | MS_REC,
                  NULL) < 0) {
            return failed(text, size, "/%s", kernel_dirs[i]);
        }
    }
    for (size_t i = 0; i < sizeof(guarded) / sizeof(*guarded); i++) {
        put_path(path, "%s/%s", root, guarded[i]);
        if (access(path, F_OK) < 0) {
            continue;
        }
        if (mount(path, path, NULL, MS_BIND | MS_REC, NULL) < 0 ||
            mount(NULL, path, NULL,
                  MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV |
                  MS_NOEXEC, NULL) < 0) {
            return failed(text, size, "/%s", guarded[i]);
        }
    }
    return true;
}

void view_upper(char *path, const char *dir, size_t layer)
{
    put_path(path, "%s/" VIEW_RUN "/memory/%zu/upper", dir, layer);
}

/* A program that was sent is where it would be without a view. */
static bool bind_sent(const Request *request, const char *dir,
                      const char *root, char *text, size_t size)
{
    char from[PATH_MAX];
    char to[PATH_MAX];

    if (request->flags & REQUEST_PATH) {
        return true;
    }
    put_path(from, "%s/" VIEW_SENT_DIR, dir);
    put_path(to, "%s%s", root, dir);
    if (make_dirs(to) < 0 || mount(from, to, NULL, MS_BIND, NULL) < 0) {
        return failed(text, size, "no place for the program");
    }
    return true;
}

/* The root of the initial file system can't be left by pivot_root(). */
static bool become_root(const char *root, char *text, size_t size)
{
    if (chdir(root) < 0 || mount(".", "/", NULL, MS_MOVE, NULL) < 0 ||
        chroot(".") < 0 || chdir("/") < 0) {
        return failed(text, size, "%s can't become the root", root);
    }
    return true;
}

bool view_enter(const Request *request, const char *dir, const char *name,
                char *text, size_t text_size)
{
    char own[PATH_MAX];
    char root[PATH_MAX];

    put_path(own, "%s/%s", dir, name);
    put_path(root, "%s/root", own);
    if (make_dirs(root) < 0) {
        return failed(text, text_size, "%s", root);
    }
    if (unshare(CLONE_NEWNS | CLONE_NEWUTS) < 0 ||
        mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) {
        return failed(text, text_size, "no namespace for the program");
    }
    if (*request->hostname) {
        sethostname(request->hostname, strlen(request->hostname));
    }
    if (!mount_root(request, dir, own, root, text, text_size) ||
        !mount_directories(request, dir, own, root, text, text_size) ||
        !bind_kernel_dirs(root, text, text_size) ||
        !bind_sent(request, dir, root, text, text_size)) {
        return false;
    }
    tools_put(root);
    return become_root(root, text, text_size);
}
