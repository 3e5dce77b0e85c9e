import { checkEach, message, server, text } from './cases';

checkEach({
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
      'server.address': 'api.example.test',
      'server.port': 8443,
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
      'server.address': 'api.example.test',
      'server.port': 8443,
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
});
