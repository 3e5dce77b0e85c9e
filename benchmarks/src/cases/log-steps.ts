import type { CpuUse } from '../harness/cpu-meter.ts';
import type { Pinning } from '../harness/pinning.ts';
import { SteppedWorker, runInLockstep } from '../harness/stepped-worker.ts';
import { startReceiver, type Receiver } from '../receiver/client.ts';

/** How much is measured in a round, and how. */
export interface LogSteps {
  readonly seed: number;
  readonly perTurn: number;
  readonly warmupTurns: number;
  readonly turnsPerStep: number;
  /** How often each variant gets its turn. */
  readonly steps: number;
}

/** What one round of one variant measured. */
export interface LogCost {
  /** Nanoseconds of CPU a record. `null` where Node cannot tell. */
  readonly mainNanos: number | null;
  readonly processNanos: number;
  readonly lost: number;
}

/** A receiver for each variant: variants take turns, and losses are counted by variant. */
export class LogReceivers<Variant extends string> {
  readonly #receivers: Readonly<Record<Variant, Receiver>>;

  private constructor(receivers: Readonly<Record<Variant, Receiver>>) {
    this.#receivers = receivers;
  }

  static async start<Variant extends string>(
    variants: readonly Variant[],
    pinning: Pinning,
  ): Promise<LogReceivers<Variant>> {
    const receivers: Partial<Record<Variant, Receiver>> = {};
    for (const variant of variants) receivers[variant] = await startReceiver(pinning);
    return new LogReceivers(receivers as Record<Variant, Receiver>);
  }

  endpointOf(variant: Variant): string {
    return this.#receivers[variant].endpoint;
  }

  async arrivedAt(variant: Variant): Promise<number> {
    return (await this.#receivers[variant].counts()).logRecords;
  }

  async stop(): Promise<void> {
    for (const receiver of Object.values<Receiver>(this.#receivers)) await receiver.stop();
  }
}

const spareTimeoutMs = 300_000;

/** Runs the variants of one workload against each other in lockstep. `file` is the worker; `task` is what the variants share. */
export async function compareInLockstep<Variant extends string>(
  file: string,
  variants: readonly Variant[],
  task: object,
  { steps, ...settings }: LogSteps,
  receivers: LogReceivers<Variant>,
  pinning: Pinning,
): Promise<Record<Variant, LogCost>> {
  const before: Partial<Record<Variant, number>> = {};
  const workers: Partial<Record<Variant, SteppedWorker<CpuUse, number>>> = {};
  for (const variant of variants) {
    before[variant] = await receivers.arrivedAt(variant);
    const endpoint = receivers.endpointOf(variant);
    const own = { ...task, ...settings, variant, endpoint };
    workers[variant] = new SteppedWorker(file, own, pinning, spareTimeoutMs);
  }
  const measured = await runInLockstep(
    workers as Record<Variant, SteppedWorker<CpuUse, number>>,
    steps,
  );
  const costs: Partial<Record<Variant, LogCost>> = {};
  for (const variant of variants) {
    const { steps: used, end: sent } = measured[variant];
    const arrived = (await receivers.arrivedAt(variant)) - before[variant]!;
    const records = steps * settings.turnsPerStep * settings.perTurn;
    const nanos = (microseconds: number) => (microseconds * 1_000) / records;
    const mainUs = used.every((cpu) => cpu.mainUs !== null)
      ? used.reduce((sum, cpu) => sum + cpu.mainUs!, 0)
      : null;
    costs[variant] = {
      mainNanos: mainUs === null ? null : nanos(mainUs),
      processNanos: nanos(used.reduce((sum, cpu) => sum + cpu.processUs, 0)),
      lost: sent - arrived,
    };
  }
  return costs as Record<Variant, LogCost>;
}
