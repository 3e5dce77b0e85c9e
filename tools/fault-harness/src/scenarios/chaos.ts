import type { Random } from '../random.ts';
import type { Scenario } from '../scenario.ts';
import { usualEnvironment } from '../environments.ts';
import * as faults from '../server/faults.ts';

/** After each of these the spans have to come again, and do. */
const kPassing = [
  faults.resetAtOnce,
  faults.resetInBody,
  faults.resetAfterBody,
  faults.closeUnanswered,
  faults.closeInHead,
  faults.garbage,
  faults.truncatedBody,
  faults.garbageBody,
  faults.dripAnswer,
  faults.acceptAndClose,
  faults.refuseEarly,
  faults.halfClose,
  faults.status(503),
];

/** Faults as the seed has them, most requests being accepted so that the waits between attempts stay short. */
function randomScript(random: Random): faults.Fault[] {
  return Array.from({ length: 40 }, () =>
    random.next() < 0.25 ? random.pick(kPassing) : faults.accept,
  );
}

function chaos(index: number, rest: Partial<Scenario> = {}): Scenario {
  return {
    name: `any of them at random, ${index}`,
    mayDuplicate: true,
    application: { spans: 4_000, perSecond: 4_000 },
    prepare: (server, random) => void server.script.push(...randomScript(random)),
    ...rest,
  };
}

export const randomFaults: readonly Scenario[] = [
  chaos(1),
  chaos(2),
  chaos(3, {
    name: 'any of them at random, compressed',
    environment: (server) => ({
      ...usualEnvironment(server),
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    }),
  }),
];
