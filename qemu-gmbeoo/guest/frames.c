/*
 * Cutting a stream into frames, and queueing frames to be written.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <string.h>
#include <unistd.h>

#include "frames.h"

uint32_t frame_get_u32(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 |
           (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

void frame_put_u32(uint8_t *bytes, uint32_t value)
{
    bytes[0] = value;
    bytes[1] = value >> 8;
    bytes[2] = value >> 16;
    bytes[3] = value >> 24;
}

void frame_reader_reset(FrameReader *reader)
{
    reader->header_have = 0;
    reader->payload_have = 0;
    reader->length = 0;
    reader->broken = false;
}

static size_t fill(uint8_t *to, size_t *have, size_t want,
                   const uint8_t *bytes, size_t count)
{
    size_t n = want - *have < count ? want - *have : count;

    memcpy(to + *have, bytes, n);
    *have += n;
    return n;
}

bool frame_reader_feed(FrameReader *reader, const uint8_t *bytes,
                       size_t count, FrameHandler *handler, void *opaque)
{
    while (!reader->broken) {
        size_t n = fill(reader->header, &reader->header_have,
                        FRAME_HEADER_BYTES, bytes, count);

        bytes += n;
        count -= n;
        if (reader->header_have < FRAME_HEADER_BYTES) {
            return true;
        }
        reader->length = frame_get_u32(reader->header);
        if (reader->length > FRAME_PAYLOAD_MAX) {
            reader->broken = true;
            return false;
        }
        n = fill(reader->payload, &reader->payload_have, reader->length,
                 bytes, count);
        bytes += n;
        count -= n;
        if (reader->payload_have < reader->length) {
            return true;
        }
        reader->header_have = 0;
        reader->payload_have = 0;
        handler(opaque, reader->header[4], reader->payload, reader->length);
    }
    return true;
}

void frame_writer_reset(FrameWriter *writer)
{
    writer->start = 0;
    writer->end = 0;
}

bool frame_writer_is_empty(const FrameWriter *writer)
{
    return writer->start == writer->end;
}

bool frame_writer_has_room(const FrameWriter *writer)
{
    return writer->end - writer->start <= FRAME_CHUNK_MAX;
}

/* Makes the free space one piece, at the end. */
static void compact(FrameWriter *writer)
{
    if (writer->start > 0) {
        memmove(writer->bytes, writer->bytes + writer->start,
                writer->end - writer->start);
        writer->end -= writer->start;
        writer->start = 0;
    }
}

uint8_t *frame_writer_reserve(FrameWriter *writer)
{
    compact(writer);
    return writer->bytes + writer->end + FRAME_HEADER_BYTES;
}

void frame_writer_commit(FrameWriter *writer, FrameType type, uint32_t length)
{
    uint8_t *header = writer->bytes + writer->end;

    frame_put_u32(header, length);
    header[4] = type;
    writer->end += FRAME_HEADER_BYTES + length;
}

bool frame_writer_add(FrameWriter *writer, FrameType type,
                      const void *payload, uint32_t length)
{
    uint8_t *to = frame_writer_reserve(writer);

    if (to + length > writer->bytes + sizeof(writer->bytes)) {
        return false;
    }
    if (length > 0) {
        memcpy(to, payload, length);
    }
    frame_writer_commit(writer, type, length);
    return true;
}

long frame_writer_flush(FrameWriter *writer, int fd)
{
    ssize_t n = write(fd, writer->bytes + writer->start,
                      writer->end - writer->start);

    if (n > 0) {
        writer->start += n;
        if (frame_writer_is_empty(writer)) {
            frame_writer_reset(writer);
        }
    }
    return n;
}
