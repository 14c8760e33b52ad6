/*
 * Frames between the agent and the host, as docs/wire-formats.md has them.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_FRAMES_H
#define MEMTRACER_GUEST_FRAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum FrameType {
    FRAME_RUN = 1,
    FRAME_FILE = 2,
    FRAME_STDIN = 3,
    FRAME_GO = 4,
    FRAME_KILL = 5,
    FRAME_WHO = 6,
    FRAME_ASK_WRITTEN = 7,
    FRAME_RESIZE = 8,
    FRAME_ASK_FILE = 9,
    FRAME_HELD = 16,
    FRAME_STDOUT = 17,
    FRAME_STDERR = 18,
    FRAME_EXIT = 19,
    FRAME_ERROR = 20,
    FRAME_HELLO = 21,
    FRAME_TAKEN = 22,
    FRAME_REFUSED = 23,
    FRAME_ENTRY = 24,
    FRAME_CONTENT = 25,
    FRAME_WRITTEN = 26,
    FRAME_TERMINAL = 27,
} FrameType;

enum {
    FRAME_HEADER_BYTES = 5,
    FRAME_PAYLOAD_MAX = 1 << 20,
    /* Output is passed on in pieces of at most this many bytes. */
    FRAME_CHUNK_MAX = 64 << 10,
    /* Standard input that the host may send ahead of TAKEN. */
    FRAME_STDIN_WINDOW = 1 << 20,
    /* Texts of the agent's own, ERROR and HELLO, are shorter than this. */
    FRAME_TEXT_MAX = 4 << 10,
};

uint32_t frame_get_u32(const uint8_t *bytes);
void frame_put_u32(uint8_t *bytes, uint32_t value);

/*
 * FrameReader - cuts a stream of bytes into frames
 *
 * @broken is set when a length is beyond the limit: from there on the stream
 * cannot be cut into frames, and all bytes are ignored until a reset.
 */
typedef struct FrameReader {
    uint8_t header[FRAME_HEADER_BYTES];
    size_t header_have;
    size_t payload_have;
    uint32_t length;
    bool broken;
    uint8_t payload[FRAME_PAYLOAD_MAX];
} FrameReader;

typedef void FrameHandler(void *opaque, uint8_t type, const uint8_t *payload,
                          uint32_t length);

void frame_reader_reset(FrameReader *reader);

/* Returns false when the stream just turned out to be broken. */
bool frame_reader_feed(FrameReader *reader, const uint8_t *bytes,
                       size_t count, FrameHandler *handler, void *opaque);

/*
 * FrameWriter - frames that wait for the host to take them
 *
 * Bounded: output is only read from the program's pipes while
 * frame_writer_has_room(), and what the agent itself has to say fits beside.
 */
typedef struct FrameWriter {
    size_t start;
    size_t end;
    uint8_t bytes[4 * FRAME_CHUNK_MAX];
} FrameWriter;

void frame_writer_reset(FrameWriter *writer);
bool frame_writer_is_empty(const FrameWriter *writer);

/* True if a chunk of the program's output can be added. */
bool frame_writer_has_room(const FrameWriter *writer);

/*
 * Where the payload of the next frame goes, so that output is read in place;
 * frame_writer_commit() then puts the header before it.
 */
uint8_t *frame_writer_reserve(FrameWriter *writer);
void frame_writer_commit(FrameWriter *writer, FrameType type, uint32_t length);

/* For short frames; one that finds no room is dropped and false returned. */
bool frame_writer_add(FrameWriter *writer, FrameType type,
                      const void *payload, uint32_t length);

/* Returns bytes written, or -1 with errno set. */
long frame_writer_flush(FrameWriter *writer, int fd);

#endif
