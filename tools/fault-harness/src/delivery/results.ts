import { readFileSync, writeFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import type { ItemCounts } from './items.ts';
import type { Delivery } from './run-delivery.ts';
import { kEnds, kSetUps, kTransports, type End, type SetUp, type Transport } from './set-ups.ts';

const kFile = new URL('../../delivery.json', import.meta.url);

/** Spans, measurements and observed values that arrived. */
type Cell = readonly [spans: number, measurements: number, observed: number];

/** What a run of everything found: figures and documents come from it. */
export interface DeliveryResults {
  readonly versions: Readonly<Record<string, string>>;
  /** By transport, end and set-up. */
  readonly received: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, Cell>>>>>
  >;
  /** Runs whose process did not end and was killed, as `runName` names them. */
  readonly livesOn: readonly string[];
}

/** One combination. */
export interface Run {
  readonly setUp: SetUp;
  readonly end: End;
  readonly transport: Transport;
}

export function allRuns(): Run[] {
  return kTransports.flatMap((transport) =>
    kEnds.flatMap((end) => kSetUps.map((setUp) => ({ setUp, end, transport }))),
  );
}

export function runName({ setUp, end, transport }: Run): string {
  return `${transport.name}, ${end.name}, ${setUp.name}`;
}

export function resultsOf(deliveries: ReadonlyMap<Run, Delivery>): DeliveryResults {
  const received: Record<string, Record<string, Record<string, Cell>>> = {};
  for (const [{ setUp, end, transport }, delivery] of deliveries) {
    const { spans, measurements, observed } = delivery.received;
    const byEnd = (received[transport.name] ??= {});
    (byEnd[end.name] ??= {})[setUp.name] = [spans, measurements, observed];
  }
  const livesOn = [...deliveries].filter(([, one]) => one.livesOn).map(([run]) => runName(run));
  return { versions: versions(), received, livesOn };
}

/** @throws when the results lack the run */
export function receivedIn(results: DeliveryResults, run: Run): ItemCounts {
  const cell = results.received[run.transport.name]?.[run.end.name]?.[run.setUp.name];
  if (cell === undefined) throw new Error(`no result for ${runName(run)}`);
  const [spans, measurements, observed] = cell;
  return { spans, measurements, observed };
}

export function readResults(): DeliveryResults {
  return JSON.parse(readFileSync(kFile, 'utf8')) as DeliveryResults;
}

export function writeResults(results: DeliveryResults): void {
  writeFileSync(kFile, resultsText(results));
}

/** A line for each end, as Prettier leaves it. */
function resultsText({ versions, received, livesOn }: DeliveryResults): string {
  return `${JSON.stringify({ versions, received, livesOn }, undefined, 2).replace(
    /\[\s+(\d+),\s+(\d+),\s+(\d+)\s+\]/g,
    '[$1, $2, $3]',
  )}\n`;
}

function versions(): Record<string, string> {
  return {
    node: process.versions.node.split('.')[0] ?? '',
    '@opentelemetry/sdk-node': versionOf('@opentelemetry/sdk-node'),
    '@opentelemetry/auto-instrumentations-node': versionOf('all-instrumentations'),
  };
}

function versionOf(name: string): string {
  const file = findPackageJSON(name, import.meta.url);
  if (file === undefined) throw new Error(`${name} is not installed`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
