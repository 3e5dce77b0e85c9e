import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeliveryArrivals } from '../src/delivery/arrivals.ts';
import { kItems } from '../src/delivery/items.ts';
import { deliveryTables, withGenerated, withReadmeRow } from '../src/delivery/markdown.ts';
import {
  allRuns,
  receivedIn,
  resultsOf,
  updatedResults,
  type Run,
} from '../src/delivery/results.ts';

/** Results in which everything arrives, but for what `change` says. */
function results(change: (run: Run) => Partial<{ spans: number; livesOn: boolean }> = () => ({})) {
  return resultsOf(
    new Map(
      allRuns().map((run) => {
        const { spans = kItems.spans, livesOn = false } = change(run);
        return [run, { received: { ...kItems, spans }, livesOn, stderr: '' }];
      }),
    ),
  );
}

test('transports with the same results share a table', () => {
  const same = deliveryTables(results());
  assert.match(same, /^\*\*http\/protobuf, http\/protobuf over https, http\/json, grpc\*\*\n/);
  const headings = deliveryTables(
    results(({ transport }) => (transport.protocol === 'grpc' ? { spans: 3 } : {})),
  ).match(/\*\*.*\*\*/g);
  assert.deepEqual(headings, [
    '**http/protobuf, http/protobuf over https, http/json**',
    '**grpc**',
  ]);
});

test('a process that lives on is marked and explained', () => {
  const isMarked = ({ setUp, end }: Run) => !setUp.isOurs && end.name === 'SIGTERM';
  const marked = results((run) => ({ livesOn: isMarked(run) }));
  assert.match(deliveryTables(marked), /\| SIGTERM .* 100, 100, 100, 10 \\\* \|/);
  assert.match(deliveryTables(marked), /\\\* The process lived on/);
  assert.doesNotMatch(deliveryTables(results()), /lived on/);
});

test('some runs can be played again', () => {
  const [first, second] = allRuns() as [Run, Run];
  const before = results(() => ({ spans: 1, livesOn: true }));
  const delivery = { received: { ...kItems, spans: 2 }, livesOn: false, stderr: '' };
  const updated = updatedResults(before, resultsOf(new Map([[first, delivery]])), [first]);
  assert.equal(receivedIn(updated, first).spans, 2);
  assert.equal(receivedIn(updated, second).spans, 1);
  assert.equal(updated.livesOn.length, before.livesOn.length - 1);
});

test('the README has the spans and log records that were lost', () => {
  const row = (official: string, ours: string) =>
    `| spans and log records lost of 200 when the process calls \`process.exit()\` | ${official} | ${ours} |`;
  const lossy = results(({ setUp }) => (setUp.name === 'official code' ? { spans: 40 } : {}));
  assert.equal(withReadmeRow(row('  100', ' 7'), lossy), row('   60', ' 0'));
  assert.throws(() => withReadmeRow('no such row', lossy), /no row/);
});

test('a document without the marks stays as it is', () => {
  const marks = (text: string) => `a\n<!-- ends:begin -->\n${text}\n<!-- ends:end -->\nb`;
  assert.equal(withGenerated(marks('old'), 'ends', 'new $& table'), marks('\nnew $& table\n'));
  assert.equal(withGenerated('nothing', 'ends', 'new'), 'nothing');
});

test('JSON requests count as those in protobuf do', () => {
  const arrivals = new DeliveryArrivals();
  const keep = (request: object) => arrivals.keepJson(Buffer.from(JSON.stringify(request)));
  const span = (spanId: string) => ({ name: 'delivery', spanId });
  const spans = [span('a'), span('b'), { name: 'other', spanId: 'c' }];
  for (let i = 0; i < 2; i++) keep({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
  const points = (asInt: string) => ({ dataPoints: [{ asInt }] });
  const metrics = [
    { name: 'delivery.counter', sum: points('7') },
    { name: 'delivery.gauge.0', gauge: points('0') },
    { name: 'delivery.gauge.3', gauge: points('3') },
  ];
  keep({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] });
  const record = (text: string, eventName = 'delivery.event') => ({
    eventName,
    body: { stringValue: text },
  });
  const logRecords = [record('0'), record('1'), record('1'), record('2', 'other')];
  keep({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
  assert.deepEqual(arrivals.counts, { spans: 2, logRecords: 2, measurements: 7, observed: 2 });
});
