import { ROOT_CONTEXT, context, logs, trace } from '@opentelemetry/api';

import { LogRecords } from '../fixtures/log-records.ts';
import { loadLogVariant, type LogVariant } from '../variants/logs/index.ts';

/** `emit`: five attributes, body and severity, in an active span; `emitBare`: a body, outside of one. */
export type LogWorkload = 'emit' | 'emitBare';

export interface LogTask {
  readonly variant: LogVariant;
  readonly workload: LogWorkload;
  /** Base URL of the receiver. */
  readonly endpoint: string;
  readonly seed: number;
  /** Log records in a turn of the event loop. */
  readonly perTurn: number;
  readonly warmupTurns: number;
}

export interface RunningLogWorkload {
  /** Resolves when the receiver has answered for every record. */
  run(turns: number): Promise<void>;
  /** Returns how many records should have arrived. */
  end(): Promise<number>;
}

/** Starts the SDK of a variant, and warms it up. */
export async function startLogWorkload(task: LogTask): Promise<RunningLogWorkload> {
  const { variant, workload, endpoint, seed, perTurn, warmupTurns } = task;
  const startDriver = await loadLogVariant(variant);
  const driver = startDriver({
    endpoint,
    resourceAttributes: { 'service.name': 'agent-service', 'service.version': '1.4.2' },
  });
  const records = new LogRecords(seed);
  const logger = logs.getLogger('http', '1.0.0');
  const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
  const span = trace.setSpanContext(ROOT_CONTEXT, { ...ids, traceFlags: 1 });
  let index = 0;
  const turn =
    workload === 'emit'
      ? () => {
          for (let i = 0; i < perTurn; i++) logger.emit(records.full(index++));
        }
      : () => {
          for (let i = 0; i < perTurn; i++) logger.emit(records.bare(index++));
        };
  const run = async (turns: number) => {
    for (let done = 0; done < turns; done++) {
      context.with(workload === 'emit' ? span : ROOT_CONTEXT, turn);
      await driver.afterTurn();
    }
    await driver.flush();
  };
  await run(warmupTurns);
  return {
    run,
    end: async () => {
      await driver.shutdown();
      return driver.records ? index : 0;
    },
  };
}
