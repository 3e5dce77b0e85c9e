import type { Span } from '@opentelemetry/api';
import { Channels, type ChannelListener } from './channels';
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

/**
 * Records the calls of a tracing channel: a span from `start` to `asyncStart` or `error`, whichever comes first.
 * https://nodejs.org/api/diagnostics_channel.html#class-tracingchannel
 */
export function tracedCalls<Message extends object, Call extends TracedCall>(
  scope: Scope,
  channel: string,
  recorder: CallRecorder<Message, Call>,
): Channels {
  type Marked = Message & { [kRecorded]?: Recorded<Call> };
  const begin: ChannelListener = (message) => {
    const marked = message as Marked;
    if (marked[kRecorded] !== undefined || scope.telemetry.isIdle) return;
    const call = recorder.begin(marked);
    if (call !== undefined) marked[kRecorded] = { owner: recorder, call, isEnded: false };
  };
  const openCall = (message: unknown): Recorded<Call> | undefined => {
    const recorded = (message as Marked)[kRecorded];
    return recorded?.owner === recorder && !recorded.isEnded ? recorded : undefined;
  };
  const finish: ChannelListener = (message) => {
    const recorded = openCall(message);
    if (recorded === undefined) return;
    recorded.isEnded = true;
    try {
      recorder.finish(recorded.call, message as Message & Outcome);
    } finally {
      recorded.call.span.end();
    }
  };
  const listeners: Record<string, ChannelListener> = {
    [`tracing:${channel}:start`]: begin,
    [`tracing:${channel}:asyncStart`]: finish,
    [`tracing:${channel}:error`]: finish,
  };
  if (recorder.returned !== undefined) {
    listeners[`tracing:${channel}:end`] = (message) => {
      const recorded = (message as Marked)[kRecorded];
      if (recorded?.owner === recorder) recorder.returned?.(recorded.call);
    };
  }
  return new Channels(scope, listeners);
}
