/*
 * Tests of the agent, run on this machine over a socket.
 *
 * Usage: agent-test AGENT WORKLOAD
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <stdio.h>

#include "agent-rig.h"

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (argc != 3) {
        fprintf(stderr, "Usage: agent-test AGENT WORKLOAD\n");
        return 2;
    }
    agent_path = argv[1];
    workload_path = argv[2];
    agent_file_tests();
    agent_frames_tests();
    agent_run_tests();
    agent_input_tests();
    agent_kill_tests();
    agent_refusal_tests();
    agent_terminal_tests();
    return g_test_run();
}
