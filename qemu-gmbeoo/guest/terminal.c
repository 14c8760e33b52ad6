/*
 * The terminal that the program gets, if it is to have one.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "child.h"
#include "privilege.h"
#include "terminal.h"

/* Erasing a character in a line is to erase all its bytes. */
static void take_utf8(int theirs)
{
    struct termios mode;

    if (tcgetattr(theirs, &mode) == 0) {
        mode.c_iflag |= IUTF8;
        tcsetattr(theirs, TCSANOW, &mode);
    }
}

int terminal_open(Terminal *terminal, const Request *request)
{
    int error;

    terminal->theirs = -1;
    terminal->ours = child_above_streams(
        posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (terminal->ours >= 0 && unlockpt(terminal->ours) == 0) {
        terminal->theirs = child_above_streams(
            ioctl(terminal->ours, TIOCGPTPEER,
                  O_RDWR | O_NOCTTY | O_CLOEXEC));
    }
    error = terminal->theirs < 0
            ? errno : privilege_give(terminal->theirs, request->uid, -1);
    if (error == 0) {
        take_utf8(terminal->theirs);
        terminal_resize(terminal->ours, request->rows, request->columns);
        return 0;
    }
    child_close(&terminal->theirs);
    child_close(&terminal->ours);
    return error;
}

int terminal_control(const Terminal *terminal)
{
    return ioctl(terminal->theirs, TIOCSCTTY, 0);
}

void terminal_resize(int ours, uint16_t rows, uint16_t columns)
{
    const struct winsize size = { .ws_row = rows, .ws_col = columns };

    ioctl(ours, TIOCSWINSZ, &size);
}
