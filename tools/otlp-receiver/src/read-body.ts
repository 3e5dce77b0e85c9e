import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** Larger than any sender here makes; keeps a mistake in a test from filling the memory. */
const maxBodyBytes = 256 * 1024 * 1024;

const unzip = promisify(gunzip);

export function readBody(request: IncomingMessage): Promise<Buffer> {
  return buffer(request);
}

/** Undoes `Content-Encoding`. Throws on an encoding that OTLP does not have, and on broken or too large data. */
export async function decompress(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity') return body;
  if (encoding === 'gzip') return unzip(body, { maxOutputLength: maxBodyBytes });
  throw new Error(`unsupported content encoding: ${encoding}`);
}
