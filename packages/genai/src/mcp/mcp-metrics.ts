import { ValueType } from '@opentelemetry/api';
import type { InstrumentDefinition } from '../metrics/instrument-definitions';

/** In seconds. https://github.com/open-telemetry/semantic-conventions-genai/blob/v0.1.0/docs/gen-ai/mcp.md#metrics */
const kBoundaries = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];

const kSession = [
  'error.type',
  'mcp.protocol.version',
  'network.protocol.name',
  'network.transport',
];
const kOperation = [
  ...kSession,
  'gen_ai.operation.name',
  'gen_ai.prompt.name',
  'gen_ai.tool.name',
  'mcp.method.name',
  'rpc.response.status_code',
];
const kServer = ['server.address', 'server.port'];

/** From sending a call, or receiving it, until its response. */
export const operationDurations = {
  client: seconds(
    'mcp.client.operation.duration',
    'Duration of an MCP request or notification, from sending it until the response or acknowledgement.',
    [...kOperation, ...kServer],
  ),
  server: seconds(
    'mcp.server.operation.duration',
    'Duration of an MCP request or notification, from receiving it until its response was sent.',
    kOperation,
  ),
};

export const sessionDurations = {
  client: seconds(
    'mcp.client.session.duration',
    'Duration of an MCP session, as the client saw it.',
    [...kSession, ...kServer],
  ),
  server: seconds(
    'mcp.server.session.duration',
    'Duration of an MCP session, as the server saw it.',
    kSession,
  ),
};

function seconds(
  name: string,
  description: string,
  attributes: readonly string[],
): InstrumentDefinition {
  const advice = { explicitBucketBoundaries: kBoundaries };
  const options = { description, unit: 's', valueType: ValueType.DOUBLE, advice };
  return { name, kind: 'histogram', options, attributes };
}
