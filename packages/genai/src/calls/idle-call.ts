import { context, type Context } from '@opentelemetry/api';
import type { GenAiCall } from './gen-ai-call';

/** A call while no SDK is registered: it holds nothing, and all such calls are this one. */
class IdleCall implements GenAiCall<unknown> {
  readonly capturesContent = false;
  readonly isRecording = false;

  get context(): Context {
    return context.active();
  }

  run<T>(fn: () => T): T {
    return fn();
  }

  set(): void {}

  chunk(): void {}

  stream<Source>(source: Source): Source {
    return source;
  }

  end(): void {}

  abandon(): void {}

  fail(): void {}
}

export const idleCall: GenAiCall<unknown> = Object.freeze(new IdleCall());
