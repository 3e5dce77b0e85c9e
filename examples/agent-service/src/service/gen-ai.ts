import { createGenAi } from '@otel-native/genai';

/**
 * Records what the agent, its model and its tools do. Nobody's data is in these conversations, so they are recorded: leave `captureContent`
 * out to keep them out.
 */
export const { agent, inference, tool } = createGenAi({
  name: 'agent-service',
  version: '1.0.0',
  captureContent: 'SPAN_ONLY',
});
