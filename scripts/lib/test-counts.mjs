/**
 * Counts of one vitest run from its JSON report and exit code. A file that could not be loaded, or an error outside
 * of any test, is one failure: a run that ended badly never counts as clean.
 */
export function countsOf(report, exitCode) {
  const files = report?.testResults ?? []
  const broken = files.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length
  const failed = (report?.numFailedTests ?? 0) + broken
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  return { passed: report?.numPassedTests ?? 0, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped }
}

/** The sum of several counts. */
export function sumCounts(all) {
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}
