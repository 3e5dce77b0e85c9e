import { checkEach, server } from './cases';

checkEach({
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
      'server.address': 'api.example.test',
      'server.port': 8443,
      'gen_ai.operation.name': 'upsert_memory',
      'gen_ai.provider.name': 'mem',
      'gen_ai.memory.record.id': 'm1',
      'gen_ai.memory.records': [{ content: 'May' }],
    },
    metrics: ['gen_ai.client.operation.duration 1'],
  },
});
