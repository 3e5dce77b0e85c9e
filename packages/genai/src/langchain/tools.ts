import { listOf, membersOf, textOf, type Members } from '../clients/members';
import type { RetrievedDocument } from '../operations/retrieval';
import type { ToolOptions, ToolResult } from '../operations/tool';

export function toolOptions(
  tool: Members,
  runName: unknown,
  callId: unknown,
  input: unknown,
): ToolOptions {
  const id = Array.isArray(tool['id']) ? (tool['id'] as unknown[]).at(-1) : undefined;
  return {
    name: textOf(runName) ?? textOf(id) ?? '_OTHER',
    type: 'function',
    callId: textOf(callId),
    arguments: () => input,
  };
}

export function toolResult(output: unknown): ToolResult {
  const message = membersOf(output);
  const callId = textOf(message['tool_call_id']);
  return {
    result: () => (callId === undefined ? output : (message['artifact'] ?? message['content'])),
    // Older versions name the call with its answer, and not before.
    ...(callId !== undefined && { attributes: { 'gen_ai.tool.call.id': callId } }),
  };
}

/** A tool may answer with a message that says that it failed. The text of the message is the result of the tool, which is content. */
export function toolFailure(message: Members): Error | undefined {
  if (message['status'] !== 'error' || message['tool_call_id'] === undefined) return undefined;
  const error = new Error();
  error.name = 'tool_error';
  // The place where it was made is ours.
  delete error.stack;
  return error;
}

export function documentsOf(documents: unknown): RetrievedDocument[] {
  return listOf(documents).map(({ id, pageContent, metadata }) => ({
    id: textOf(id),
    content: pageContent,
    metadata,
  }));
}
