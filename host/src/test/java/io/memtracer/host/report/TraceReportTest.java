package io.memtracer.host.report;

import static io.memtracer.host.report.Reports.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.WorkloadExit.How;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a report is, however it is written. */
final class TraceReportTest {

  @Test
  void isIncompleteIfTheRunWasEndedBeforeItsTime() {
    assertTrue(report().exit(How.EXITED, 1).build().isComplete());
    assertTrue(report().exit(How.TIMED_OUT, 0).build().isComplete());
    final TraceReport interrupted = report().exit(How.INTERRUPTED, 0).build();
    assertFalse(interrupted.isComplete());
    assertEquals(
        Optional.of("the run was interrupted before the workload ended"),
        interrupted.incompleteBecause());
  }
}
