package io.memtracer.host.parallel;

import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.recording.read.Piece;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.status.TaskChoice;
import java.util.List;

/**
 * What is to be looked at, and by whom.
 *
 * @param range which records of the trace
 * @param pieces all that have some of them, in order
 * @param specs of the analyzers, each of which can be merged
 * @param tasks whose records they are given
 */
public record PieceJob(
    RecordedTrace trace, Range range, List<Piece> pieces, List<LaneSpec> specs, TaskChoice tasks) {}
