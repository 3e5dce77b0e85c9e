import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Reading {
  status: number;
  traceId: Buffer;
  spanId: Buffer;
  traceFlags: number;
}

/** The addon under native/test, which has the header and nothing else of ours. */
export interface ReaderClient {
  read(address: bigint): Reading | undefined;
  readOnOtherThread(address: bigint): Reading | undefined;
  readShort(address: bigint): Reading | undefined;
  retain(address: bigint): void;
  release(address: bigint): void;
}

const folder = join(__dirname, '../native/test');
const buildTool = join(__dirname, '../../../tools/build-native.mjs');
export const clientPath = join(folder, 'build/Release/context_reader_client.node');

export function buildClient(): ReaderClient {
  execFileSync(process.execPath, [buildTool], { cwd: folder, stdio: 'pipe' });
  return createRequire(__filename)(clientPath) as ReaderClient;
}

const statuses = ['span', 'none', 'unavailable', 'wrong thread'];

/** As a traceparent without its version, or why there is none. */
export function shown(reading: Reading | undefined): string {
  if (reading === undefined) return 'no reader';
  const { status, traceId, spanId, traceFlags } = reading;
  const ids = `${traceId.toString('hex')}-${spanId.toString('hex')}-${traceFlags.toString(16).padStart(2, '0')}`;
  if (status === 0) return ids;
  const nothing = `${'0'.repeat(32)}-${'0'.repeat(16)}-00`;
  return ids === nothing ? statuses[status]! : `${statuses[status]}, but with ids: ${ids}`;
}
