import {
  SpanKind,
  SpanStatusCode,
  context,
  trace,
  type Context,
  type Tracer,
} from '@opentelemetry/api';

import { makeAgentTurns, type AgentTurn } from '../fixtures/agent-turns.ts';
import type { MakeWorkload } from './workload.ts';

/** Case `span`. A turn is three spans: server, LLM client, tool. */
export const makeAgentWorkload: MakeWorkload = (turns, seed) => {
  const fixtures = makeAgentTurns(turns, seed);
  return {
    spansPerTurn: 3,
    runTurn: (tracer, turn) => traceAgentTurn(tracer, fixtures[turn % turns] as AgentTurn),
  };
};

/**
 * One turn of an agent as instrumentation reports it: a request comes in, a model is asked, the tool it chose
 * is run. There is no work between the calls, so that what is measured is telemetry. The parent is handed on in an
 * explicit context: what carrying a context through calls costs is the case `context`, not this one.
 */
function traceAgentTurn(tracer: Tracer, turn: AgentTurn): void {
  const root = context.active();
  const attributes = {
    'http.request.method': turn.method,
    'url.scheme': 'https',
    'url.path': turn.path,
    'server.address': 'agents.example.com',
    'server.port': 443,
    'user_agent.original': turn.userAgent,
  };
  const span = tracer.startSpan(
    `${turn.method} ${turn.route}`,
    { kind: SpanKind.SERVER, attributes },
    root,
  );
  const inside = trace.setSpan(root, span);
  traceModelCall(tracer, turn, inside);
  traceToolCall(tracer, turn, inside);
  span.setAttribute('http.route', turn.route);
  span.setAttribute('http.response.status_code', turn.statusCode);
  span.end();
}

function traceModelCall(tracer: Tracer, turn: AgentTurn, parent: Context): void {
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': turn.provider,
    'gen_ai.request.model': turn.requestModel,
    'gen_ai.request.temperature': turn.temperature,
    'gen_ai.conversation.id': turn.conversationId,
  };
  const span = tracer.startSpan(
    `chat ${turn.requestModel}`,
    { kind: SpanKind.CLIENT, attributes },
    parent,
  );
  span.addEvent('first_token', { 'first_token.delay_ms': turn.firstTokenMs });
  span.setAttributes({
    'gen_ai.response.model': turn.responseModel,
    'gen_ai.response.id': turn.responseId,
    'gen_ai.response.finish_reasons': turn.finishReasons,
    'gen_ai.usage.input_tokens': turn.inputTokens,
    'gen_ai.usage.output_tokens': turn.outputTokens,
  });
  span.end();
}

function traceToolCall(tracer: Tracer, turn: AgentTurn, parent: Context): void {
  const attributes = {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': turn.toolName,
    'gen_ai.tool.call.id': turn.toolCallId,
    'gen_ai.tool.type': 'function',
    'gen_ai.conversation.id': turn.conversationId,
  };
  const span = tracer.startSpan(`execute_tool ${turn.toolName}`, { attributes }, parent);
  span.setAttribute('tool.result.size_bytes', turn.toolResultBytes);
  if (turn.toolError !== undefined) {
    span.setAttribute('error.type', turn.toolError);
    span.setStatus({ code: SpanStatusCode.ERROR, message: `tool failed: ${turn.toolError}` });
  }
  span.end();
}
