/**
 * The rooms of a package's `src`, from the top floor down: folders, and files that lie in `src` itself by their pattern. A room
 * imports only its own floor and those below it. Rooms that are `apart` import nothing of each other.
 */
export const floorPlans = {
  'native-core': {
    floors: [
      ['(index|metrics|logs|option-kinds)[.]ts'],
      ['traces', 'metrics', 'logs'],
      ['pipeline'],
      ['binding', 'ring'],
      ['record'],
      ['values'],
    ],
    apart: ['traces', 'metrics', 'logs'],
  },
  sdk: {
    floors: [
      ['cli', '(index|register)[.]ts'],
      ['(node-sdk|start-node-sdk)[.]ts'],
      ['config-file'],
      ['(running-sdk|running-mark|sdk-parts|start-line|check-configuration|stats)[.]ts'],
      ['traces', 'metrics', 'logs', 'resource', 'propagation', 'end'],
      ['(configuration|start-options)[.]ts'],
      ['instrumentation', 'otlp'],
      ['packages', 'diagnostics', 'environment'],
      ['(errors|sdk-stats)[.]ts', 'lazy-parts[.](cjs|d[.]cts)'],
    ],
    apart: ['traces', 'metrics', 'logs'],
  },
  'exporter-otlp-local': {
    floors: [
      ['index[.]ts'],
      ['(exporter|trace-.+)[.]ts'],
      ['headers', 'settings'],
      ['tls'],
      ['binding', '(errors|options)[.]ts'],
    ],
  },
  instrumentations: {
    floors: [['[^/]+[.]ts'], ['express', 'fastify', 'http', 'undici'], ['base']],
    apart: ['express', 'fastify', 'http', 'undici'],
  },
  genai: {
    floors: [
      ['[^/]+[.]ts'],
      ['openai-agents'],
      ['ai', 'anthropic', 'langchain', 'mcp', 'openai'],
      ['clients'],
      ['operations'],
      ['calls'],
      ['streams', 'metrics', 'events'],
      ['settings'],
      ['content'],
      ['values'],
      ['telemetry'],
    ],
    apart: ['ai', 'anthropic', 'langchain', 'mcp', 'openai'],
  },
  'logs-bridges': {
    floors: [['[^/]+[.]ts'], ['pino', 'winston', 'bunyan', 'console'], ['bridge']],
    apart: ['pino', 'winston', 'bunyan', 'console'],
  },
  'metrics-system': {
    floors: [
      ['index[.]ts'],
      ['(?!index|part|errors)[^/]+[.]ts'],
      ['runtime'],
      ['part[.]ts', 'errors[.]ts'],
      ['catalog', 'binding'],
    ],
  },
};
