/*
 * A program that is root in the guest and speaks in the agent's place: stops the agent, takes its port, and sends frames
 * that a seed makes, from all there are, with words that are not to be believed, many of them damaged. A conversation
 * ends with ERROR, said again and again.
 *
 * usage: hostile SEED FRAMES [console|exit]
 * Sends so many frames, a few each time a host is connected, and then resets the machine. With "console" it says
 * things on the guest's console first. With "exit" it only says, and goes on, that it has ended with status 7.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/reboot.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { AGENT = 1, FIRST_TYPE = 16, LAST_TYPE = 27, EXIT = 19, ERROR = 20, HEADER = 5, PAYLOAD_MAX = 9000, MIB = 1 << 20 };

#define EVIL "EVIL\nmemtracer: EVIL all is well\r\x1b[2J\xe2\x80\xae\xc2\x9bg\x7f"

static uint64_t state;

static uint32_t random_below(uint32_t bound)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32) % bound;
}

static void die(const char *what)
{
    perror(what);
    exit(99);
}

/* Nobody else speaks or listens from now on; it is init, which heeds no SIGSTOP. */
static void stop_agent(void)
{
    int status;

    if (ptrace(PTRACE_SEIZE, AGENT, NULL, NULL) < 0 || ptrace(PTRACE_INTERRUPT, AGENT, NULL, NULL) < 0 ||
        waitpid(AGENT, &status, __WALL) < 0) {
        die("ptrace");
    }
}

static int take_port(void)
{
    DIR *files = opendir("/proc/1/fd");
    const struct dirent *entry;
    char link[300], target[300];

    while (files && (entry = readdir(files))) {
        ssize_t length;

        snprintf(link, sizeof(link), "/proc/1/fd/%s", entry->d_name);
        length = readlink(link, target, sizeof(target) - 1);
        target[length < 0 ? 0 : length] = '\0';
        if (strncmp(target, "/dev/vport", 10) == 0) {
            int agent = (int)syscall(SYS_pidfd_open, AGENT, 0);
            int port = (int)syscall(SYS_pidfd_getfd, agent, atoi(entry->d_name), 0);

            if (port < 0) {
                die("pidfd_getfd");
            }
            return port;
        }
    }
    die("no port");
    return -1;
}

/* Waits up to a millisecond for room. */
static int is_connected(int port)
{
    struct pollfd polled = { .fd = port, .events = POLLOUT };

    return poll(&polled, 1, 1) == 0 || !(polled.revents & POLLHUP);
}

/* Gives up when nobody listens any more. */
static int say(int port, const uint8_t *bytes, size_t count)
{
    while (count > 0) {
        ssize_t n = write(port, bytes, count);

        if (n > 0) {
            bytes += n;
            count -= n;
        } else if (!is_connected(port)) {
            return 0;
        }
    }
    return 1;
}

static void put(uint8_t *to, uint32_t value)
{
    memcpy(to, &value, sizeof(value));
}

/*
 * What a program prints is passed on as it is: it may not look like what is tested for, nor may frames after it become a
 * part of it.
 */
static int is_printed(uint8_t type)
{
    return type == 17 || type == 18 || type == 27;
}

/* What the type's payload should be like, of lengths that may be wrong; numbers are small, large or wild. */
static uint32_t fill(uint8_t *payload, uint8_t type)
{
    static const uint32_t numbers[] = { 0, 1, 7, 9, 255, 256, 0x7fffffff, 0x80000000, 0xffffffff };
    uint32_t length = random_below(8) == 0 ? random_below(PAYLOAD_MAX) : 4 * random_below(10);

    for (uint32_t i = 0; i < length; i++) {
        payload[i] = random_below(256);
    }
    if (is_printed(type)) {
        memset(payload, 'w', length);
    } else if (random_below(2) == 0) {
        length = random_below(4) == 0 ? PAYLOAD_MAX : sizeof(EVIL);
        for (uint32_t i = 0; i < length; i++) {
            payload[i] = EVIL[i % (sizeof(EVIL) - 1)];
        }
    } else {
        for (uint32_t i = 0; i + 4 <= length; i += 4) {
            put(payload + i, numbers[random_below(sizeof(numbers) / sizeof(*numbers))]);
        }
    }
    return length;
}

static int frame(int port)
{
    static uint8_t bytes[HEADER + PAYLOAD_MAX];
    uint8_t type = random_below(8) == 0 ? random_below(256) : FIRST_TYPE + random_below(LAST_TYPE - FIRST_TYPE + 1);
    uint32_t length = fill(bytes + HEADER, type);

    put(bytes, length);
    bytes[4] = type;
    if (random_below(4) == 0 && !is_printed(type)) {
        /* Its length is damaged. */
        bytes[random_below(4)] ^= 1 << random_below(8);
    }
    return say(port, bytes, HEADER + length);
}

static void speak_on_console(void)
{
    static const char words[] =
        "Kernel panic - not syncing: " EVIL "\n"
        "Out of memory: Killed process 1 (" "EVIL\x1b[2J" ") total-vm:1kB\n" EVIL "\n";
    int console = open("/dev/ttyS0", O_WRONLY | O_NOCTTY);

    if (console < 0 || write(console, words, sizeof(words) - 1) < 0) {
        perror("console");
    }
}

/* As of a kind, ended, and a status. */
static void claim_to_have_ended(int port)
{
    uint8_t bytes[HEADER + 8];

    put(bytes, sizeof(bytes) - HEADER);
    bytes[4] = EXIT;
    put(bytes + HEADER, 0);
    put(bytes + HEADER + 4, 7);
    for (;;) {
        say(port, bytes, sizeof(bytes));
    }
}

int main(int argc, char **argv)
{
    static uint8_t last[HEADER + sizeof(EVIL) - 1];
    long left = argc > 2 ? atol(argv[2]) : 0;
    int port;

    state = argc > 1 ? strtoull(argv[1], NULL, 0) * 2 + 1 : 0;
    if (state == 0 || left <= 0) {
        fprintf(stderr, "usage: hostile SEED FRAMES [console|exit]\n");
        return 2;
    }
    if (argc > 3 && strcmp(argv[3], "console") == 0) {
        speak_on_console();
    }
    put(last, sizeof(EVIL) - 1);
    last[4] = ERROR;
    memcpy(last + HEADER, EVIL, sizeof(EVIL) - 1);
    stop_agent();
    port = take_port();
    if (argc > 3 && strcmp(argv[3], "exit") == 0) {
        claim_to_have_ended(port);
    }
    while (left > 0) {
        while (!is_connected(port)) {
            usleep(200);
        }
        for (uint32_t frames = random_below(9); frames > 0 && frame(port); frames--) {
            left--;
        }
        for (int repeats = 0; repeats < 20 && say(port, last, sizeof(last)); repeats++) {
            continue;
        }
    }
    /* Whoever still waits for the rest of a long frame gets more than that. */
    for (int repeats = 0; repeats < 2 * MIB / (int)sizeof(last) && say(port, last, sizeof(last)); repeats++) {
        continue;
    }
    reboot(RB_AUTOBOOT);
    die("reboot");
}
