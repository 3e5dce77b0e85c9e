import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  functionOf,
  microsecondsBy,
  packageOf,
  type CallFrame,
  type CpuProfile,
} from '../harness/cpu-profile.ts';
import { formatTable } from '../harness/table.ts';
import type { ServiceRoundResult } from './service-round.ts';

const listedPackages = 40;
const listedFunctions = 60;

type Totals = Map<string, number>;

/** Profiles of the saturated phase of all rounds, added up by variant. */
export class ServiceProfile {
  readonly #packages = new Map<string, Totals[]>();
  readonly #functions = new Map<string, Totals[]>();

  /**
   * Adds a round. Samples are of wall time, in which other threads of the process may have had the core; they are scaled so
   * that their sum is the round's CPU of the main thread per request.
   */
  add(variant: string, profile: CpuProfile, mainCpuUs: number): void {
    append(this.#packages, variant, scaled(profile, packageOf, mainCpuUs));
    append(this.#functions, variant, scaled(profile, functionOf, mainCpuUs));
  }

  /** Microseconds of the main thread per request: means of the rounds, by package and by function, without what they call. */
  table(): string {
    const rows = (title: string, of: Map<string, Totals[]>, listed: number) =>
      formatTable([
        [title, ...of.keys()],
        ...meansByName(of)
          .slice(0, listed)
          .map(({ name, means }) => [name, ...means.map((mean) => mean.toFixed(1))]),
      ]);
    return [
      'main thread, us per request, by package',
      rows('', this.#packages, listedPackages),
      '',
      'by function',
      rows('', this.#functions, listedFunctions),
    ].join('\n');
  }
}

function scaled(
  profile: CpuProfile,
  nameOf: (frame: CallFrame) => string | undefined,
  sumUs: number,
): Totals {
  const totals = microsecondsBy(profile, nameOf);
  const sum = [...totals.values()].reduce((a, b) => a + b, 0);
  return new Map([...totals].map(([name, us]) => [name, (us * sumUs) / sum]));
}

function append(to: Map<string, Totals[]>, variant: string, totals: Totals): void {
  to.set(variant, [...(to.get(variant) ?? []), totals]);
}

/** What differs most between the variants comes first. */
function meansByName(of: Map<string, Totals[]>): { name: string; means: number[] }[] {
  const rounds = [...of.values()];
  const names = new Set(rounds.flatMap((list) => list.flatMap((totals) => [...totals.keys()])));
  const spread = (means: number[]) =>
    Math.max(...means) - (rounds.length > 1 ? Math.min(...means) : 0);
  return [...names]
    .map((name) => ({ name, means: rounds.map((list) => mean(list, name)) }))
    .toSorted((a, b) => spread(b.means) - spread(a.means));
}

function mean(list: readonly Totals[], name: string): number {
  return list.reduce((sum, totals) => sum + (totals.get(name) ?? 0), 0) / list.length;
}

/** Keeps each round's profile as a file that browsers' developer tools open, and the sum of all as a table. */
export class ProfileFolder {
  readonly #folder: string;
  readonly #profile = new ServiceProfile();

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
  }

  keep(variant: string, round: number, { profile, figures }: ServiceRoundResult): void {
    if (profile === undefined) return;
    writeFileSync(
      join(this.#folder, `service-${variant}-${round}.cpuprofile`),
      JSON.stringify(profile),
    );
    // Where Node cannot tell that of a thread (before 23.9), the process's: the table then compares, and no more.
    this.#profile.add(variant, profile, figures.mainCpuUs ?? figures.processCpuUs ?? NaN);
  }

  /** Gives the table. */
  finish(): string {
    const table = this.#profile.table();
    writeFileSync(join(this.#folder, 'service.txt'), `${table}\n`);
    return table;
  }
}
