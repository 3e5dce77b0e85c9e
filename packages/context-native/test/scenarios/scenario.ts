import type { ContextManager } from '@opentelemetry/api';
import type { Recorder } from '../recorder';

/** Something done with a context manager, and what it must see. */
export interface Scenario {
  run(manager: ContextManager, note: Recorder['note']): void | Promise<void>;
  expected: string[];
}
