import type { Attributes } from '@opentelemetry/api';
import { isRequestId, memberOf, textOf, type Call } from './messages';

/** What a call is about. */
export interface CallDescription {
  readonly spanName: string;
  readonly attributes: Attributes;
}

const kMethodsOfResources: readonly string[] = [
  'resources/read',
  'resources/subscribe',
  'resources/unsubscribe',
  'notifications/resources/updated',
];

/** https://github.com/open-telemetry/semantic-conventions-genai/blob/v0.1.0/docs/gen-ai/mcp.md#client */
export function describeCall(call: Call, isResourceInName: boolean): CallDescription {
  const { method, params } = call;
  const attributes: Attributes = { 'mcp.method.name': method };
  let target: string | undefined;
  if (method === 'tools/call') {
    attributes['gen_ai.operation.name'] = 'execute_tool';
    target = textOf(params, 'name');
    if (target !== undefined) attributes['gen_ai.tool.name'] = target;
  } else if (method === 'prompts/get') {
    target = textOf(params, 'name');
    if (target !== undefined) attributes['gen_ai.prompt.name'] = target;
  } else if (kMethodsOfResources.includes(method)) {
    const uri = textOf(params, 'uri');
    if (uri !== undefined) attributes['mcp.resource.uri'] = uri;
    if (isResourceInName) target = uri;
  }
  if (isRequestId(call.id)) attributes['jsonrpc.request.id'] = String(call.id);
  const version = memberOf(call, 'jsonrpc');
  if (typeof version === 'string' && version !== '2.0')
    attributes['jsonrpc.protocol.version'] = version;
  return { spanName: target === undefined ? method : `${method} ${target}`, attributes };
}
