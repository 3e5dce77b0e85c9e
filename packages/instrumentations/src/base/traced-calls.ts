import type { Span } from '@opentelemetry/api';
import { CallChannels } from './call-channels';
import type { ChannelListener } from './channels';
import type { Scope } from './scope';

/** Property of a message: who records the call. Shared by all copies of this package, so that two of them record once. */
const kRecorded = Symbol.for('@otel-native/instrumentations call');

/** A call with its span. */
export interface TracedCall {
  readonly span: Span;
}

/** How a call ended, as `TracingChannel` adds it to the message of the call. */
export interface Outcome {
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Knows the messages of one tracing channel. */
export interface CallRecorder<Message extends object, Call extends TracedCall> {
  /** Called in the context of the caller. Returns undefined for a call without a span. */
  begin(message: Message): Call | undefined;
  /** Called when the function has returned, before what it promised is there. */
  returned?(call: Call): void;
  /** Called before the span ends. */
  finish(call: Call, message: Message & Outcome): void;
}

interface Recorded<Call> {
  readonly owner: object;
  readonly call: Call;
  isEnded: boolean;
}

/** Property of a message with the call that it carries, if any. */
type Marked<Message, Call> = Message & { [kRecorded]?: Recorded<Call> };

/**
 * Records the calls of a tracing channel: a span from `start` to `asyncStart` or `error`, whichever comes first.
 * https://nodejs.org/api/diagnostics_channel.html#class-tracingchannel
 */
export class TracedCalls<Message extends object, Call extends TracedCall> {
  readonly #scope: Scope;
  readonly #recorder: CallRecorder<Message, Call>;
  readonly #channels: CallChannels;

  constructor(scope: Scope, channel: string, recorder: CallRecorder<Message, Call>) {
    this.#scope = scope;
    this.#recorder = recorder;
    this.#channels = new CallChannels(
      scope,
      { [`tracing:${channel}:start`]: this.#begin },
      {
        [`tracing:${channel}:asyncStart`]: this.#finish,
        [`tracing:${channel}:error`]: this.#finish,
        ...(recorder.returned && { [`tracing:${channel}:end`]: this.#returned }),
      },
    );
  }

  subscribe(): void {
    this.#channels.subscribe();
  }

  /** Begins no call any more. Those that are open still end. */
  unsubscribe(): void {
    this.#channels.unsubscribe();
  }

  readonly #begin: ChannelListener = (message) => {
    const marked = message as Marked<Message, Call>;
    if (marked[kRecorded] !== undefined || this.#scope.telemetry.isIdle) return;
    const call = this.#recorder.begin(marked);
    if (call === undefined) return;
    marked[kRecorded] = { owner: this, call, isEnded: false };
    this.#channels.opened();
  };

  readonly #returned: ChannelListener = (message) => {
    const recorded = this.#recordedIn(message);
    if (recorded !== undefined) this.#recorder.returned?.(recorded.call);
  };

  readonly #finish: ChannelListener = (message) => {
    const recorded = this.#recordedIn(message);
    if (recorded === undefined || recorded.isEnded) return;
    recorded.isEnded = true;
    this.#channels.closed();
    try {
      this.#recorder.finish(recorded.call, message as Message & Outcome);
    } finally {
      recorded.call.span.end();
    }
  };

  #recordedIn(message: unknown): Recorded<Call> | undefined {
    const recorded = (message as Marked<Message, Call>)[kRecorded];
    return recorded?.owner === this ? recorded : undefined;
  }
}
