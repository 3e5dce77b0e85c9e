import { SpanKind } from '@opentelemetry/api';
import type { CallOptions, CallResult } from '../calls/gen-ai-call';
import type { Operation } from '../calls/operation';
import { toolDuration } from '../metrics/instrument-definitions';
import { fields } from '../values/fields';
import { text } from '../values/readers';
import { optionOf } from './request';

/** The execution of a tool. */
export interface ToolOptions extends CallOptions {
  name: string;
  /** `function` runs in the application, `extension` at the agent's side, `datastore` searches. */
  type?: 'function' | 'extension' | 'datastore' | (string & {}) | undefined;
  /** The id that the model gave the call. */
  callId?: string | undefined;
  description?: string | undefined;
  /** The agent that runs it. Default: the agent around it. */
  agentName?: string | undefined;
  /** An object, a text of JSON, or a function that returns one. Recorded only if content is captured. */
  arguments?: unknown;
}

/** What a tool returned. */
export interface ToolResult extends CallResult {
  /** Any value, or a function that returns it. Recorded only if content is captured. */
  result?: unknown;
}

export const tool: Operation = {
  kind: 'tool',
  name: () => 'execute_tool',
  target: (options) => optionOf(options, 'name'),
  spanKind: () => SpanKind.INTERNAL,
  optionFields: fields({
    name: ['gen_ai.tool.name', text],
    type: ['gen_ai.tool.type', text],
    callId: ['gen_ai.tool.call.id', text],
    description: ['gen_ai.tool.description', text],
    agentName: ['gen_ai.agent.name', text],
  }),
  resultFields: [],
  optionContent: [{ option: 'arguments', attribute: 'gen_ai.tool.call.arguments', isJson: true }],
  resultContent: [{ option: 'result', attribute: 'gen_ai.tool.call.result', isJson: true }],
  duration: toolDuration,
  exceptionEvent: 'gen_ai.execute_tool.exception',
  measures: 'tool',
  namesAgent: true,
};
