import { join } from 'node:path';
import { identities } from './server/certificates.ts';
import type { Address, FaultServerOptions } from './server/fault-server.ts';
import { TlsFront, type TlsFrontOptions } from './server/tls-front.ts';

/** What carries the requests. */
export type Transport = 'tcp' | 'unix' | 'tls';

export const kTransports: readonly Transport[] = ['tcp', 'unix', 'tls'];

/** @param list as the command line has it, with commas */
export function transportsOf(list: string): Transport[] {
  return list.split(',').map((name) => {
    const known = kTransports.find((transport) => transport === name);
    if (known === undefined) throw new TypeError(`--transport ${name}: it is tcp, unix or tls`);
    return known;
  });
}

/** @param matrix as the command line has it */
export function isSample(matrix: string): boolean {
  if (matrix === 'all' || matrix === 'sample') return matrix === 'sample';
  throw new TypeError(`--matrix ${matrix}: it is all or sample`);
}

/** What a receiver may have of its own. */
export interface ReceiverOptions {
  /** Where it listens; a free port of 127.0.0.1 unless told. */
  readonly address?: Address | undefined;
  readonly tls?: Partial<TlsFrontOptions> | undefined;
}

/** @param folder where a Unix socket may lie */
export function serverOptions(
  transport: Transport,
  folder: string,
  { address, tls }: ReceiverOptions = {},
): FaultServerOptions {
  if (transport === 'unix') return { address: { path: join(folder, 'otlp.sock') } };
  if (transport === 'tcp') return { address };
  return { address, tls: new TlsFront({ identity: identities.server, ...tls }) };
}
