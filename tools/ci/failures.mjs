/**
 * What failed in the output of a step, in few lines, so that the end of a long log names every failed test:
 *
 *     node tools/ci/failures.mjs LOG
 *
 * It knows what Jest, Node's test runner, the C++ tests and the tools of this repository print.
 */
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** With the table of the steps, what is printed fits into the last hundred lines. */
const kMaxLines = 60;
const kMaxLinesOfOne = 15;

const kTask = /^> nx run (\S+)/;
/** The beginning of a failure, which ends where the next one begins, or with a line that `kEnd` knows. */
const kJest = /^ {2}● (?!Console$)\S/;
const kNodeTest = /^test at \S+:\d+:\d+$/;
const kEnd =
  /^PASS |^FAIL \S+\.test\.|^Test Suites: |^Summary of all failing tests|^> |^ NX |^[—–-]{5}|^[✔✖▶ℹ] ?(failing tests:$|tests |nx run )/;
/** A check of a C++ test, a tool, a sanitizer or a compiler says it in one line. */
const kLine =
  /^(FAIL |FAILED: | {4}\S+\.[ch]pp:\d+: |==\d+==ERROR: |WARNING: ThreadSanitizer: |make.*: \*\*\* )|: (fatal |runtime )?error( TS\d+)?: /;

/** The failures that a log tells, each as lines with the nx task that printed them; the same one only once. */
export function failuresIn(log) {
  const failures = [];
  let task = '';
  let current;
  for (const line of stripVTControlCharacters(log)
    .split('\n')
    .map((one) => one.trimEnd())) {
    task = kTask.exec(line)?.[1] ?? task;
    if (kJest.test(line) || kNodeTest.test(line)) failures.push((current = [task, line]));
    else if (kEnd.test(line)) current = undefined;
    else if (current !== undefined && line !== '') current.push(line);
    else if (current === undefined && kLine.test(line)) failures.push([task, line]);
  }
  return [...new Map(failures.map((lines) => [lines.join('\n'), lines])).values()];
}

/** Every failure is named; their messages share the room that is left. */
export function printedFailures(failures) {
  const room = Math.floor(kMaxLines / Math.max(failures.length, 1));
  // Node's test runner prints the place of a test in the line before its name.
  const shown = ([task, ...lines]) => [
    `${task === '' ? '' : `${task}: `}${lines[0].trim()}`,
    ...lines.slice(1, Math.max(2, Math.min(room, kMaxLinesOfOne))),
  ];
  return failures.flatMap(shown).join('\n');
}

if (import.meta.main) {
  const failures = failuresIn(readFileSync(process.argv[2], 'utf8'));
  if (failures.length > 0) console.log(`Failures:\n\n${printedFailures(failures)}`);
}
