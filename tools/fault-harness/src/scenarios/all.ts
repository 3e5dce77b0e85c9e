import type { Scenario } from '../scenario.ts';
import { answers } from './answers.ts';
import { randomFaults } from './chaos.ts';
import { collectorFaults } from './collector.ts';
import { engineFaults } from './engine.ts';
import { limits } from './limits.ts';
import { moves } from './moves.ts';
import { tlsChanges } from './tls-changes.ts';
import { tlsHandshakes } from './tls-handshakes.ts';
import { tlsRefusals } from './tls-refusals.ts';

/** Made anew each time, since some note what they see. */
export function allScenarios(): Scenario[] {
  return [
    ...answers,
    ...moves,
    ...tlsRefusals,
    ...tlsHandshakes,
    ...tlsChanges(),
    ...engineFaults(),
    ...collectorFaults,
    ...limits,
    ...randomFaults,
  ];
}
