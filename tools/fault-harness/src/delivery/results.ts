import { readFileSync, writeFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import type { ItemCounts } from './items.ts';
import type { Delivery } from './run-delivery.ts';
import { kEnds, kSetUps, kTransports, type End, type SetUp, type Transport } from './set-ups.ts';

const kFile = new URL('../../delivery.json', import.meta.url);

/** Spans, log records, measurements and observed values that arrived. */
type Cell = readonly [spans: number, logRecords: number, measurements: number, observed: number];

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
    const { spans, logRecords, measurements, observed } = delivery.received;
    const byEnd = (received[transport.name] ??= {});
    (byEnd[end.name] ??= {})[setUp.name] = [spans, logRecords, measurements, observed];
  }
  const livesOn = [...deliveries].filter(([, one]) => one.livesOn).map(([run]) => runName(run));
  return { versions: versions(), received, livesOn };
}

/** The results with what these runs found. */
export function updatedResults(
  results: DeliveryResults,
  found: DeliveryResults,
  runs: readonly Run[],
): DeliveryResults {
  const received = structuredClone(results.received) as Record<string, Record<string, object>>;
  for (const [transport, byEnd] of Object.entries(found.received))
    for (const [end, bySetUp] of Object.entries(byEnd))
      Object.assign(received[transport]![end]!, bySetUp);
  const names = new Set(runs.map(runName));
  const livesOn = [...results.livesOn.filter((name) => !names.has(name)), ...found.livesOn];
  return { ...found, received: received as DeliveryResults['received'], livesOn };
}

/** @throws when the results lack the run */
export function receivedIn(results: DeliveryResults, run: Run): ItemCounts {
  const cell = results.received[run.transport.name]?.[run.end.name]?.[run.setUp.name];
  if (cell === undefined) throw new Error(`no result for ${runName(run)}`);
  const [spans, logRecords, measurements, observed] = cell;
  return { spans, logRecords, measurements, observed };
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
    /\[\s+(\d+),\s+(\d+),\s+(\d+),\s+(\d+)\s+\]/g,
    '[$1, $2, $3, $4]',
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
