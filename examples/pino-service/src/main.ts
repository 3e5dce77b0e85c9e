import assert from 'node:assert/strict';
import { runService } from './run-service.ts';

const paths = ['/orders?item=apple&count=3', '/orders?item=pear&count=2'];
const { lines, receiver } = await runService(paths);

for (const span of receiver.spans) {
  console.log(span.name);
  for (const log of receiver.logs.filter(({ spanId }) => spanId === span.spanId))
    console.log(`  ${log.severityText}: ${String(log.body)}`);
}
console.log(`${lines.length} lines printed, ${receiver.logs.length} log records received`);
assert.equal(receiver.logs.length, lines.length);
