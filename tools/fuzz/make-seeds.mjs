/**
 * Makes the seeds of the fuzz targets from real data: the spool of a process that was killed, what meter providers send,
 * requests, texts, and what Node's HTTP server answers. The built packages have to be there.
 *
 *     node tools/fuzz/make-seeds.mjs
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requests } from './requests.mjs';

// Replaces the class of the native pipeline. `requests.mjs` awaits what that pipeline sends, and a second `import` statement
// would run meanwhile.
const { metricSteps } = await import('./metric-steps.mjs');

const root = join(import.meta.dirname, '../..');
// As in packages/native-core/native/spool/spool-layout.hpp and schema/ring.ts.
const kPage = 4096;
const kControl = 512;
const kRingHeader = 128;
const kRing = 4096;
const kDefinitions = 4 << 20;
const kJournalHead = 32;

function write(pkg, target, name, bytes) {
  const folder = join(root, 'packages', pkg, 'native/fuzz/corpus', target);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), bytes);
}

function u32(...values) {
  return Buffer.from(new Uint32Array(values).buffer);
}

/** @param name a program of this folder */
function spoolOfKilledProcess(name) {
  const spool = mkdtempSync(join(tmpdir(), 'otel-native-seeds-'));
  try {
    const program = join(import.meta.dirname, name);
    spawnSync(process.execPath, [program], {
      env: { ...process.env, SPOOL: spool },
      stdio: 'inherit',
    });
    return readFileSync(join(spool, readdirSync(spool)[0]));
  } finally {
    rmSync(spool, { recursive: true });
  }
}

/** The parts of a spool file. */
function partsOf(file) {
  const control = file.subarray(kControl, kControl + 32);
  const end = Number(control.readBigUInt64LE(16));
  const definitionsEnd = Number(control.readBigUInt64LE(24));
  const definitionsAt = kPage + Math.ceil((kRingHeader + kRing) / kPage) * kPage;
  const definitions = file.subarray(definitionsAt, definitionsAt + definitionsEnd);
  const journal = file.subarray(definitionsAt + kDefinitions, definitionsAt + kDefinitions + end);
  // Records begin with the scopes and the resource that the others name.
  const records = [...entries(definitions, 16), ...entries(journal, kJournalHead)];
  return { control, definitions, journal, records };
}

function seedsOfSpool(file) {
  const { control, definitions, journal, records } = partsOf(file);
  const write32 = file.readUInt32LE(kPage);
  const read32 = file.readUInt32LE(kPage + 64);
  const ringAt = kPage + kRingHeader;
  const ring = file.subarray(ringAt, ringAt + kRing);

  write('native-core', 'ring-reader-fuzz', 'killed', Buffer.concat([u32(write32, read32), ring]));
  write('native-core', 'ring-reader-fuzz', 'empty', u32(0, 0));
  const sizes = u32(write32, read32, ring.length, definitions.length, journal.length);
  write(
    'native-core',
    'spool-fuzz',
    'killed',
    Buffer.concat([control, sizes, ring, definitions, journal]),
  );
  write('native-core', 'record-decoder-fuzz', 'definitions', Buffer.concat(records.slice(0, 3)));
  write('native-core', 'record-decoder-fuzz', 'spans', Buffer.concat(records));
}

/** The contents of all entries that hold records. */
function* entries(area, headBytes) {
  for (let at = 0; at + headBytes <= area.length;) {
    const kind = area.readUInt32LE(at);
    const size = area.readUInt32LE(at + 4);
    if (kind === 1) yield area.subarray(at + headBytes, at + headBytes + size);
    at += headBytes + Math.ceil(size / headBytes) * headBytes;
  }
}

/** Of all ranges; halves of surrogate pairs at the start, at the end, and beside whole pairs. */
const texts = {
  ascii: 'all of it is ASCII, longer than a step of the copying loop',
  latin1: 'grüße, \x7f\x80\xff',
  wide: 'a → b, 漢字, \u07ff\u0800\uffff',
  pairs: '🎉 in the middle 🎉',
  halves: '\udf89 \ud83d\ud83d\udf89\udf89 x\ud83d',
};

const answers = {
  empty: (response) => response.writeHead(200).end(),
  chunked: (response) => response.write('one', () => response.end('two')),
  'partial-success': (response) => response.end(Buffer.from('0a0808051204736f7272', 'hex')),
  busy: (response) => response.writeHead(503, { 'retry-after': '3' }).end('come again'),
  'busy-until': (response) =>
    response.writeHead(429, { 'retry-after': 'Fri, 15 Jan 2027 08:00:09 GMT' }).end(),
  status: (response) => {
    response.writeHead(400, { 'content-type': 'application/x-protobuf' });
    response.end(Buffer.from('0803120762616420646179', 'hex'));
  },
  continue: (response) => {
    response.writeContinue();
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.end('later');
  },
  trailers: (response) => {
    response.writeHead(200, { trailer: 'x-sum' });
    response.write('body');
    response.addTrailers({ 'x-sum': '7' });
    response.end();
  },
};

async function seedsOfAnswers() {
  for (const [name, answer] of Object.entries(answers)) {
    const server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect(server.address().port, '127.0.0.1');
    socket.end(
      'POST /v1/traces HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    );
    const answered = Buffer.concat(await socket.toArray());
    server.close();
    write(
      'exporter-otlp-local',
      'response-parser-fuzz',
      name,
      Buffer.concat([Buffer.of(4), answered]),
    );
  }
}

seedsOfSpool(spoolOfKilledProcess('spans.mjs'));
const { records: logRecords } = partsOf(spoolOfKilledProcess('logs.mjs'));
write('native-core', 'log-record-fuzz', 'logs', Buffer.concat(logRecords));
for (const [name, text] of Object.entries(texts))
  write('native-core', 'transcode-fuzz', name, Buffer.from(text, 'utf16le'));
for (const [name, steps] of Object.entries(metricSteps))
  write('native-core', 'metric-definitions-fuzz', name, steps);
Object.entries(requests).forEach(([name, request], index) =>
  write(
    'native-core',
    'split-request-fuzz',
    name,
    Buffer.concat([Buffer.of(index + 1, 0), request]),
  ),
);
await seedsOfAnswers();
