import type { Scenario } from './scenario.ts';
import { kTransports, type Transport } from './transport.ts';

/** A fault over a transport. */
export interface Case {
  readonly scenario: Scenario;
  readonly transport: Transport;
  /** Of the fault, in the list of all. */
  readonly index: number;
}

/**
 * Every fault over each of the transports that may carry it. A sample has each fault over the first of them and over one of the
 * others, in turn: the seed says where the turn begins.
 * @param makeScenarios makes the list: each case has a scenario of its own, which may note what it sees
 */
export function casesOf(
  makeScenarios: () => readonly Scenario[],
  transports: readonly Transport[],
  { isSample = false, seed = 0 } = {},
): Case[] {
  const lists = transports.map((transport) =>
    makeScenarios().map((scenario, index) => ({ scenario, transport, index })),
  );
  return makeScenarios().flatMap(({ transports: possible = kTransports }, index) => {
    const all = lists.flatMap((list) => list[index] ?? []);
    const [first, ...others] = all.filter(({ transport }) => possible.includes(transport));
    if (first === undefined) return [];
    const second = others[(seed + index) % Math.max(1, others.length)];
    return isSample && second !== undefined ? [first, second] : [first, ...others];
  });
}
