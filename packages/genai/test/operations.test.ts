import type { GenAi } from '@otel-native/genai';
import { withEachSdk } from './support/genai';

interface Case {
  readonly call: (genAi: GenAi) => void;
  readonly name: string;
  /** 1 is INTERNAL, 3 CLIENT. */
  readonly kind: 1 | 3;
  readonly attributes: Record<string, unknown>;
  /** The metrics of the call. */
  readonly metrics: string[];
}

const server = { serverAddress: 'api.example.test', serverPort: 8443 };
const serverAttributes = { 'server.address': 'api.example.test', 'server.port': 8443 };
const text = (content: string) => [{ type: 'text', content }];
const message = (role: string, content: string) => [{ role, parts: text(content) }];

const cases: Record<string, Case> = {
  'every attribute of an inference': {
    call: (genAi) =>
      genAi.inference(
        {
          ...server,
          operation: 'text_completion',
          provider: 'local',
          model: 'llama',
          isInProcess: true,
          conversationId: 'conv',
          previousResponseId: 'resp_0',
          promptName: 'greeting',
          promptVersion: '2',
          promptVariables: { name: 'Ada' },
          outputType: 'json',
          choiceCount: 1,
          seed: -3,
          stream: true,
          topK: 5,
          topP: 0.9,
          temperature: 0,
          frequencyPenalty: -0.5,
          presencePenalty: 0.5,
          maxTokens: 10,
          stopSequences: ['a', 'b'],
          reasoningLevel: 'high',
          attributes: { 'openai.api.type': 'responses' },
        },
        (call) =>
          call.end({
            responseId: 'resp_1',
            responseModel: 'llama-3',
            finishReasons: ['stop'],
            isCompacted: true,
            timeToFirstChunk: 0.25,
            attributes: { 'openai.response.service_tier': 'flex' },
            usage: {
              inputTokens: 100,
              outputTokens: 50,
              cacheReadInputTokens: 20,
              cacheWriteInputTokens: 10,
              reasoningOutputTokens: 5,
              textInputTokens: 60,
              imageInputTokens: 30,
              audioInputTokens: 10,
              textOutputTokens: 25,
              imageOutputTokens: 15,
              audioOutputTokens: 10,
              textCacheReadInputTokens: 10,
              imageCacheReadInputTokens: 6,
              audioCacheReadInputTokens: 4,
            },
          }),
      ),
    name: 'text_completion llama',
    kind: 1,
    attributes: {
      ...serverAttributes,
      'gen_ai.operation.name': 'text_completion',
      'gen_ai.provider.name': 'local',
      'gen_ai.request.model': 'llama',
      'gen_ai.conversation.id': 'conv',
      'gen_ai.conversation.compacted': true,
      'gen_ai.request.previous_response.id': 'resp_0',
      'gen_ai.prompt.name': 'greeting',
      'gen_ai.prompt.version': '2',
      'gen_ai.prompt.variable.name': 'Ada',
      'gen_ai.output.type': 'json',
      'gen_ai.request.seed': -3,
      'gen_ai.request.stream': true,
      'gen_ai.request.top_k': 5,
      'gen_ai.request.top_p': 0.9,
      'gen_ai.request.temperature': 0,
      'gen_ai.request.frequency_penalty': -0.5,
      'gen_ai.request.presence_penalty': 0.5,
      'gen_ai.request.max_tokens': 10,
      'gen_ai.request.stop_sequences': ['a', 'b'],
      'gen_ai.request.reasoning.level': 'high',
      'gen_ai.response.id': 'resp_1',
      'gen_ai.response.model': 'llama-3',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.response.time_to_first_chunk': 0.25,
      'gen_ai.usage.input_tokens': 100,
      'gen_ai.usage.output_tokens': 50,
      'gen_ai.usage.cache_read.input_tokens': 20,
      'gen_ai.usage.cache_write.input_tokens': 10,
      'gen_ai.usage.reasoning.output_tokens': 5,
      'gen_ai.usage.text.input_tokens': 60,
      'gen_ai.usage.image.input_tokens': 30,
      'gen_ai.usage.audio.input_tokens': 10,
      'gen_ai.usage.text.output_tokens': 25,
      'gen_ai.usage.image.output_tokens': 15,
      'gen_ai.usage.audio.output_tokens': 10,
      'gen_ai.usage.text.cache_read.input_tokens': 10,
      'gen_ai.usage.image.cache_read.input_tokens': 6,
      'gen_ai.usage.audio.cache_read.input_tokens': 4,
      'openai.api.type': 'responses',
      'openai.response.service_tier': 'flex',
    },
    metrics: [
      'gen_ai.client.inference.duration 1',
      'gen_ai.client.inference.operation.input_tokens 1',
      'gen_ai.client.inference.operation.output_tokens 1',
      'gen_ai.client.inference.time_to_first_chunk 1',
      'gen_ai.client.inference.usage.cache_read.input_tokens audio 4',
      'gen_ai.client.inference.usage.cache_read.input_tokens image 6',
      'gen_ai.client.inference.usage.cache_read.input_tokens text 10',
      'gen_ai.client.inference.usage.cache_write.input_tokens unknown 10',
      'gen_ai.client.inference.usage.input_tokens audio 10',
      'gen_ai.client.inference.usage.input_tokens image 30',
      'gen_ai.client.inference.usage.input_tokens text 60',
      'gen_ai.client.inference.usage.output_tokens audio 10',
      'gen_ai.client.inference.usage.output_tokens image 15',
      'gen_ai.client.inference.usage.output_tokens text 25',
      'gen_ai.client.inference.usage.reasoning.output_tokens unknown 5',
    ],
  },
  'a call of embeddings': {
    call: (genAi) =>
      genAi.embeddings(
        { ...server, provider: 'openai', model: 'embed-3', encodingFormats: ['float'] },
        (call) =>
          call.set({
            responseModel: 'embed-3-large',
            dimensionCount: 3,
            usage: { inputTokens: 9 },
          }),
      ),
    name: 'embeddings embed-3',
    kind: 3,
    attributes: {
      ...serverAttributes,
      'gen_ai.operation.name': 'embeddings',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'embed-3',
      'gen_ai.request.encoding_formats': ['float'],
      'gen_ai.embeddings.dimension.count': 3,
      'gen_ai.response.model': 'embed-3-large',
      'gen_ai.usage.input_tokens': 9,
    },
    metrics: [
      'gen_ai.client.embeddings.duration 1',
      'gen_ai.client.embeddings.operation.input_tokens 1',
    ],
  },
  'a retrieval': {
    call: (genAi) =>
      genAi.retrieval(
        { dataSourceId: 'H7STPQYOND', provider: 'openai', model: 'm', topK: 2, query: 'why?' },
        (call) => call.set({ documents: () => [{ id: 'd1', score: 0.5 }] }),
      ),
    name: 'retrieval H7STPQYOND',
    kind: 3,
    attributes: {
      'gen_ai.operation.name': 'retrieval',
      'gen_ai.data_source.id': 'H7STPQYOND',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'm',
      'gen_ai.retrieval.top_k': 2,
      'gen_ai.retrieval.query.text': 'why?',
      'gen_ai.retrieval.documents': [{ id: 'd1', score: 0.5 }],
    },
    metrics: ['gen_ai.client.operation.duration 1'],
  },
  'fetch response': {
    call: (genAi) =>
      genAi.fetchResponse({ provider: 'openai', responseId: 'r1', streamCursor: '7' }, (call) =>
        call.set({
          responseStatus: 'completed',
          responseModel: 'gpt-5',
          finishReasons: ['stop'],
          outputMessages: message('assistant', 'hi'),
        }),
      ),
    name: 'fetch_response',
    kind: 3,
    attributes: {
      'gen_ai.operation.name': 'fetch_response',
      'gen_ai.provider.name': 'openai',
      'gen_ai.response.id': 'r1',
      'gen_ai.request.stream_cursor': '7',
      'gen_ai.response.status': 'completed',
      'gen_ai.response.model': 'gpt-5',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.output.messages': message('assistant', 'hi'),
    },
    metrics: ['gen_ai.client.operation.duration 1'],
  },
  'memory in this process': {
    call: (genAi) =>
      genAi.memory({ operation: 'search_memory', storeId: 's1', query: 'birthday' }, (call) =>
        call.set({ recordCount: 1, records: [{ id: 'm1', content: 'May' }] }),
      ),
    name: 'search_memory',
    kind: 1,
    attributes: {
      'gen_ai.operation.name': 'search_memory',
      'gen_ai.memory.store.id': 's1',
      'gen_ai.memory.query.text': 'birthday',
      'gen_ai.memory.record.count': 1,
      'gen_ai.memory.records': [{ id: 'm1', content: 'May' }],
    },
    metrics: ['gen_ai.client.operation.duration 1'],
  },
  'memory at a service': {
    call: (genAi) =>
      genAi.memory(
        {
          ...server,
          operation: 'upsert_memory',
          provider: 'mem',
          recordId: 'm1',
          records: [{ content: 'May' }],
        },
        () => {},
      ),
    name: 'upsert_memory',
    kind: 3,
    attributes: {
      ...serverAttributes,
      'gen_ai.operation.name': 'upsert_memory',
      'gen_ai.provider.name': 'mem',
      'gen_ai.memory.record.id': 'm1',
      'gen_ai.memory.records': [{ content: 'May' }],
    },
    metrics: ['gen_ai.client.operation.duration 1'],
  },
  'create agent': {
    call: (genAi) =>
      genAi.createAgent(
        {
          ...server,
          provider: 'openai',
          model: 'gpt-5',
          name: 'Tutor',
          description: 'Teaches',
          systemInstructions: text('Teach.'),
        },
        (call) => call.set({ id: 'asst_1', version: '2' }),
      ),
    name: 'create_agent Tutor',
    kind: 3,
    attributes: {
      ...serverAttributes,
      'gen_ai.operation.name': 'create_agent',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-5',
      'gen_ai.agent.name': 'Tutor',
      'gen_ai.agent.description': 'Teaches',
      'gen_ai.agent.id': 'asst_1',
      'gen_ai.agent.version': '2',
      'gen_ai.system_instructions': text('Teach.'),
    },
    metrics: ['gen_ai.client.operation.duration 1'],
  },
  'an agent in this process': {
    call: (genAi) =>
      genAi.agent(
        {
          name: 'Tutor',
          description: 'Teaches',
          // What is of services is left out.
          id: 'asst_1',
          version: '2',
          provider: 'openai',
          ...server,
          model: 'gpt-5',
          conversationId: 'conv',
          dataSourceId: 'ds',
          temperature: 0.5,
          inputMessages: message('user', 'Hi'),
        },
        (call) =>
          call.set({
            finishReasons: ['stop'],
            outputMessages: message('assistant', 'Hello'),
            usage: { inputTokens: 1, outputTokens: 2, cacheReadInputTokens: 1 },
          }),
      ),
    name: 'invoke_agent Tutor',
    kind: 1,
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'Tutor',
      'gen_ai.agent.description': 'Teaches',
      'gen_ai.request.model': 'gpt-5',
      'gen_ai.conversation.id': 'conv',
      'gen_ai.data_source.id': 'ds',
      'gen_ai.request.temperature': 0.5,
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 1,
      'gen_ai.usage.output_tokens': 2,
      'gen_ai.input.messages': message('user', 'Hi'),
      'gen_ai.output.messages': message('assistant', 'Hello'),
    },
    metrics: [
      'gen_ai.invoke_agent.duration 1',
      'gen_ai.invoke_agent.inference_calls 1',
      'gen_ai.invoke_agent.tool_calls 1',
    ],
  },
  'an agent at a service': {
    call: (genAi) =>
      genAi.agent(
        {
          ...server,
          isRemote: true,
          provider: 'openai',
          name: 'Tutor',
          id: 'asst_1',
          version: '2',
        },
        (call) =>
          call.set({
            responseId: 'r',
            responseModel: 'm',
            usage: { inputTokens: 5, cacheReadInputTokens: 1 },
          }),
      ),
    name: 'invoke_agent Tutor',
    kind: 3,
    attributes: {
      ...serverAttributes,
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.provider.name': 'openai',
      'gen_ai.agent.name': 'Tutor',
      'gen_ai.agent.id': 'asst_1',
      'gen_ai.agent.version': '2',
      'gen_ai.response.id': 'r',
      'gen_ai.response.model': 'm',
      'gen_ai.usage.input_tokens': 5,
      'gen_ai.usage.cache_read.input_tokens': 1,
    },
    metrics: [
      'gen_ai.invoke_agent.duration 1',
      'gen_ai.invoke_agent.inference_calls 1',
      'gen_ai.invoke_agent.tool_calls 1',
    ],
  },
  'an agent without a name': {
    call: (genAi) => genAi.agent({}, () => {}),
    name: 'invoke_agent',
    kind: 1,
    attributes: { 'gen_ai.operation.name': 'invoke_agent' },
    metrics: [
      'gen_ai.invoke_agent.duration 1',
      'gen_ai.invoke_agent.inference_calls 1',
      'gen_ai.invoke_agent.tool_calls 1',
    ],
  },
  'a workflow': {
    call: (genAi) => genAi.workflow({ name: 'research' }, () => {}),
    name: 'invoke_workflow research',
    kind: 1,
    attributes: { 'gen_ai.operation.name': 'invoke_workflow', 'gen_ai.agent.name': 'research' },
    metrics: ['gen_ai.invoke_agent.duration 1'],
  },
  'a plan': {
    call: (genAi) => genAi.plan({ name: 'Tutor' }, () => {}),
    name: 'plan Tutor',
    kind: 1,
    attributes: { 'gen_ai.operation.name': 'plan', 'gen_ai.agent.name': 'Tutor' },
    metrics: [],
  },
  'a tool': {
    call: (genAi) =>
      genAi.tool(
        {
          name: 'weather',
          type: 'function',
          callId: 'call_1',
          description: 'Asks the sky',
          agentName: 'Tutor',
          arguments: { city: 'Paris' },
        },
        (call) => call.set({ result: 'sunny' }),
      ),
    name: 'execute_tool weather',
    kind: 1,
    attributes: {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'weather',
      'gen_ai.tool.type': 'function',
      'gen_ai.tool.call.id': 'call_1',
      'gen_ai.tool.description': 'Asks the sky',
      'gen_ai.agent.name': 'Tutor',
      'gen_ai.tool.call.arguments': { city: 'Paris' },
      'gen_ai.tool.call.result': 'sunny',
    },
    metrics: ['gen_ai.execute_tool.duration 1'],
  },
};

for (const [title, { call, name, kind, attributes, metrics }] of Object.entries(cases)) {
  withEachSdk(
    title,
    async ({ genAi, sent }) => {
      call(genAi);
      const { spans, points } = await sent();
      expect(spans).toHaveLength(1);
      expect([spans[0]!.name, spans[0]!.kind]).toEqual([name, kind]);
      expect(spans[0]!.attributes).toEqual(attributes);
      const found = points.map(({ name: metric, attributes: of, value, count }) =>
        count === undefined
          ? `${metric} ${of['gen_ai.token.modality']} ${value}`
          : `${metric} ${count}`,
      );
      expect(found).toEqual(metrics);
    },
    { captureContent: 'SPAN_ONLY' },
  );
}

const exceptionEvents: [string, (genAi: GenAi, fail: () => never) => void, string | undefined][] = [
  [
    'embeddings',
    (g, f) => g.embeddings({ provider: 'p' }, f),
    'gen_ai.client.embeddings.exception',
  ],
  ['retrieval', (g, f) => g.retrieval({}, f), 'gen_ai.client.operation.exception'],
  [
    'fetch_response',
    (g, f) => g.fetchResponse({ provider: 'p' }, f),
    'gen_ai.client.operation.exception',
  ],
  [
    'memory',
    (g, f) => g.memory({ operation: 'delete_memory' }, f),
    'gen_ai.client.operation.exception',
  ],
  [
    'create_agent',
    (g, f) => g.createAgent({ provider: 'p' }, f),
    'gen_ai.client.operation.exception',
  ],
  ['remote agent', (g, f) => g.agent({ isRemote: true }, f), 'gen_ai.client.operation.exception'],
  ['execute_tool', (g, f) => g.tool({ name: 't' }, f), 'gen_ai.execute_tool.exception'],
  ['agent', (g, f) => g.agent({}, f), undefined],
  ['workflow', (g, f) => g.workflow({}, f), undefined],
  ['plan', (g, f) => g.plan({}, f), undefined],
];

withEachSdk('exceptions have the events of their calls', async ({ genAi, sent }) => {
  const fail = () => {
    throw new TypeError('no');
  };
  for (const [, call] of exceptionEvents) expect(() => call(genAi, fail)).toThrow('no');
  const { spans, logs } = await sent();
  expect(spans.map(({ attributes }) => attributes['error.type'])).toEqual(
    exceptionEvents.map(() => 'TypeError'),
  );
  expect(logs.map(({ eventName }) => eventName)).toEqual(
    exceptionEvents.flatMap(([, , name]) => name ?? []),
  );
});

withEachSdk('an evaluation is an event in the span that it is about', async ({ genAi, sent }) => {
  const call = genAi.inference.start({ provider: 'openai' });
  const { context } = call;
  call.end();
  await genAi.evaluation({ name: 'relevance', responseId: 'r1', context }, async (evaluation) =>
    evaluation.set({ scoreValue: 0.75, scoreLabel: 'pass', explanation: 'to the point' }),
  );
  genAi.evaluation.start({ name: 'tone' }).fail(new RangeError('no judge'));
  const { spans, logs } = await sent();
  expect(logs.map(({ eventName }) => eventName)).toEqual(Array(2).fill('gen_ai.evaluation.result'));
  expect(logs[0]!.spanId).toBe(spans[0]!.spanId);
  expect(logs[0]!.attributes).toEqual({
    'gen_ai.evaluation.name': 'relevance',
    'gen_ai.evaluation.score.value': 0.75,
    'gen_ai.evaluation.score.label': 'pass',
    'gen_ai.evaluation.explanation': 'to the point',
    'gen_ai.response.id': 'r1',
  });
  expect(logs[1]!.attributes).toEqual({
    'gen_ai.evaluation.name': 'tone',
    'error.type': 'RangeError',
  });
});
