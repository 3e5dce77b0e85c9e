import type { Attributes, Context } from '@opentelemetry/api';
import { conversationIdOf } from '../telemetry/conversation';
import type { EnclosingAgent } from '../telemetry/enclosing-call';
import { quietly } from '../telemetry/quietly';
import { addFields, addOwn } from '../values/fields';
import type { CallOptions } from './gen-ai-call';
import type { Operation } from './operation';

/** Returns the attributes that a span starts with, so that samplers see them. */
export function startAttributes(
  operation: Operation,
  options: CallOptions,
  context: Context,
  agent: EnclosingAgent | undefined,
): Attributes {
  const attributes: Attributes = { 'gen_ai.operation.name': operation.name(options) };
  addFields(attributes, operation.optionFields, options);
  if (operation.isInConversation === true) {
    const conversationId = attributes['gen_ai.conversation.id'] ?? conversationIdOf(context);
    if (conversationId !== undefined) attributes['gen_ai.conversation.id'] = conversationId;
  }
  if (operation.namesAgent === true && agent?.agentName !== undefined) {
    attributes['gen_ai.agent.name'] ??= agent.agentName;
  }
  addPromptVariables(attributes, options);
  addOwn(
    attributes,
    quietly(() => options.attributes),
  );
  return attributes;
}

/** `gen_ai.prompt.variable.<key>`: an opt-in of the conventions, which whoever passes them takes. */
function addPromptVariables(attributes: Attributes, options: object): void {
  const variables = quietly(() => (options as { promptVariables?: unknown }).promptVariables);
  if (typeof variables !== 'object' || variables === null) return;
  quietly(() => {
    for (const [key, value] of Object.entries(variables)) {
      if (typeof value === 'string') attributes[`gen_ai.prompt.variable.${key}`] = value;
    }
  });
}
