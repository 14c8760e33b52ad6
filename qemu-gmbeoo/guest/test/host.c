/*
 * The host's side of the agent's frames, for tests.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frames.h"
#include "host.h"

void host_start(Host *host, const char *agent)
{
    int pair[2];
    char fd[16];

    host->dir = g_dir_make_tmp("memtracer-XXXXXX", NULL);
    g_assert_nonnull(host->dir);
    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), ==, 0);
    snprintf(fd, sizeof(fd), "%d", pair[1]);
    host->fd = pair[0];
    host->agent = fork();
    if (host->agent == 0) {
        close(pair[0]);
        execl(agent, agent, "--fd", fd, "--dir", host->dir, NULL);
        _exit(126);
    }
    close(pair[1]);
}

void host_stop(Host *host, int code)
{
    int status;

    close(host->fd);
    g_assert_cmpint(waitpid(host->agent, &status, 0), ==, host->agent);
    g_assert_true(WIFEXITED(status));
    g_assert_cmpint(WEXITSTATUS(status), ==, code);
    /* Nothing may be left in it. */
    g_assert_cmpint(rmdir(host->dir), ==, 0);
    g_free(host->dir);
}

void host_send_raw(Host *host, const void *bytes, size_t count)
{
    const uint8_t *from = bytes;

    while (count > 0) {
        ssize_t n = send(host->fd, from, count, MSG_NOSIGNAL);

        g_assert_cmpint(n, >, 0);
        from += n;
        count -= n;
    }
}

void host_send(Host *host, uint8_t type, const void *payload, uint32_t length)
{
    uint8_t header[FRAME_HEADER_BYTES];

    frame_put_u32(header, length);
    header[4] = type;
    host_send_raw(host, header, sizeof(header));
    host_send_raw(host, payload, length);
}

static void receive_all(Host *host, uint8_t *bytes, size_t count)
{
    while (count > 0) {
        struct pollfd poll_fd = { .fd = host->fd, .events = POLLIN };
        ssize_t n;

        g_assert_cmpint(poll(&poll_fd, 1, 10000), ==, 1);
        n = read(host->fd, bytes, count);
        g_assert_cmpint(n, >, 0);
        bytes += n;
        count -= n;
    }
}

Frame host_receive(Host *host)
{
    uint8_t header[FRAME_HEADER_BYTES];
    Frame frame = { .payload = g_byte_array_new() };

    receive_all(host, header, sizeof(header));
    frame.type = header[4];
    g_assert_cmpuint(frame_get_u32(header), <=, FRAME_CHUNK_MAX);
    g_byte_array_set_size(frame.payload, frame_get_u32(header));
    receive_all(host, frame.payload->data, frame.payload->len);
    return frame;
}

void frame_free(Frame *frame)
{
    g_byte_array_unref(frame->payload);
}

char *host_expect(Host *host, uint8_t type)
{
    Frame frame = host_receive(host);
    char *text = g_strndup((char *)frame.payload->data, frame.payload->len);

    if (frame.type != type) {
        g_test_message("frame %u says: %s", frame.type, text);
    }
    g_assert_cmpuint(frame.type, ==, type);
    frame_free(&frame);
    return text;
}

static void append_string(GByteArray *payload, const char *string)
{
    g_byte_array_append(payload, (const uint8_t *)string,
                        strlen(string) + 1);
}

static void append_number(GByteArray *payload, uint32_t number)
{
    uint8_t bytes[4];

    frame_put_u32(bytes, number);
    g_byte_array_append(payload, bytes, sizeof(bytes));
}

GByteArray *host_run_payload(uint32_t flags, const char *program,
                             const char *directory, const char *const *argv)
{
    GByteArray *payload = g_byte_array_new();
    uint32_t argc = g_strv_length((char **)argv);
    const uint32_t numbers[] = {
        flags, geteuid(), getegid(), 022, 33, 99, 0, 0, 0, 0, 0, 2, argc
    };

    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        append_number(payload, numbers[i]);
    }
    append_string(payload, program);
    append_string(payload, directory);
    append_string(payload, "");
    append_string(payload, "HOME=/root");
    append_string(payload, "PATH=/usr/bin:/bin");
    for (uint32_t i = 0; i < argc; i++) {
        append_string(payload, argv[i]);
    }
    return payload;
}

void host_send_run(Host *host, uint32_t flags, const char *program,
                   const char *const *argv)
{
    GByteArray *payload = host_run_payload(flags, program, "/tmp", argv);

    host_send(host, FRAME_RUN, payload->data, payload->len);
    g_byte_array_unref(payload);
}

void host_send_program(Host *host, const char *path, const char *name,
                       const char *const *argv)
{
    char *bytes;
    size_t count;

    g_assert_true(g_file_get_contents(path, &bytes, &count, NULL));
    host_send_run(host, 0, name, argv);
    for (size_t at = 0; at < count; at += 100000) {
        host_send(host, FRAME_FILE, bytes + at, MIN(count - at, 100000));
    }
    host_send(host, FRAME_FILE, NULL, 0);
    g_free(bytes);
}

Outcome host_outcome(Host *host)
{
    Outcome outcome = {
        .out = g_byte_array_new(), .err = g_byte_array_new(),
        .terminal = g_byte_array_new()
    };
    bool ended = false;

    while (!ended) {
        Frame frame = host_receive(host);
        GByteArray *payload = frame.payload;

        switch (frame.type) {
        case FRAME_STDOUT:
            g_byte_array_append(outcome.out, payload->data, payload->len);
            break;
        case FRAME_STDERR:
            g_byte_array_append(outcome.err, payload->data, payload->len);
            break;
        case FRAME_TERMINAL:
            g_byte_array_append(outcome.terminal, payload->data,
                                payload->len);
            break;
        case FRAME_TAKEN:
            outcome.taken += frame_get_u32(payload->data);
            break;
        case FRAME_EXIT:
            outcome.kind = frame_get_u32(payload->data);
            outcome.status = frame_get_u32(payload->data + 4);
            ended = true;
            break;
        case FRAME_ERROR:
        case FRAME_REFUSED:
            outcome.refused = frame.type == FRAME_REFUSED;
            outcome.error = g_strndup((char *)payload->data, payload->len);
            ended = true;
            break;
        default:
            g_error("unexpected frame %u", frame.type);
        }
        frame_free(&frame);
    }
    return outcome;
}

void outcome_free(Outcome *outcome)
{
    g_byte_array_unref(outcome->out);
    g_byte_array_unref(outcome->err);
    g_byte_array_unref(outcome->terminal);
    g_free(outcome->error);
}
