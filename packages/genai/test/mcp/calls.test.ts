import { propagation, context } from '@opentelemetry/api';
import { z } from 'zod';
import { clientAndServer, Recorder, until } from '../recorder';
import { connectPair, isFirst, versions, type Pair } from './peers';

const recorder = new Recorder();
afterAll(() => recorder.unregister());

describe.each(versions)('with version %s of the SDK', (version) => {
  let pair: Pair;
  beforeEach(async () => {
    pair = await connectPair(version);
    recorder.takeSpans();
    await recorder.takePoints();
  });
  afterEach(() => pair.client.close());

  test('connecting is a request and a notification', async () => {
    await connectPair(version);
    const tree = recorder.takeTree();
    expect(tree.slice(0, 2)).toEqual(['initialize CLIENT', '  initialize SERVER']);
    expect(tree).toContain('notifications/initialized CLIENT');
  });

  test('a tool call: the handler runs in the span of the server', async () => {
    const result = await pair.client.callTool({ name: 'weather', arguments: { city: 'Rome' } });
    expect(result.content).toEqual([{ type: 'text', text: 'cold in Rome' }]);
    const [client, server] = clientAndServer(recorder.spans, 'tools/call weather');
    const common = {
      'mcp.method.name': 'tools/call',
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'weather',
      'mcp.protocol.version': expect.stringMatching(/^20\d\d-/),
      'jsonrpc.request.id': expect.stringMatching(/^\d+$/),
    };
    expect(client!.attributes).toEqual(common);
    expect(server!.attributes).toEqual(common);
    expect(recorder.takeTree().slice(0, 3)).toEqual([
      'tools/call weather CLIENT',
      '  tools/call weather SERVER',
      '    look up INTERNAL',
    ]);
  });

  test('prompts and resources', async () => {
    await pair.client.getPrompt({ name: 'greeting' });
    await pair.client.readResource({ uri: 'map://town' });
    for (const { name, attributes } of recorder.spans) {
      expect(attributes).toMatchObject(
        name === 'resources/read'
          ? { 'mcp.resource.uri': 'map://town' }
          : { 'gen_ai.prompt.name': 'greeting' },
      );
      expect(attributes).not.toHaveProperty(['gen_ai.operation.name']);
    }
    expect(recorder.takeTree()).toEqual([
      'prompts/get greeting CLIENT',
      '  prompts/get greeting SERVER',
      'resources/read CLIENT',
      '  resources/read SERVER',
    ]);
  });

  test('a tool that reports an error', async () => {
    const result = await pair.client.callTool({ name: 'broken', arguments: { city: 'Rome' } });
    expect(result.isError).toBe(true);
    for (const { status } of recorder.spans) expect(status).toEqual({ code: 2 });
    expect(recorder.takeTree()).toEqual([
      'tools/call broken CLIENT ERROR tool_error',
      '  tools/call broken SERVER ERROR tool_error',
    ]);
  });

  test('an error of the protocol: its code and its message', async () => {
    const outcome = pair.client.getPrompt({ name: 'missing' });
    await expect(outcome).rejects.toMatchObject({ code: -32602 });
    const { message } = (await outcome.catch((error: unknown) => error)) as Error;
    for (const { status, attributes } of recorder.spans) {
      expect(attributes).toMatchObject({ 'rpc.response.status_code': '-32602' });
      expect(message).toContain(status.message);
    }
    expect(recorder.takeTree()).toEqual([
      'prompts/get missing CLIENT ERROR -32602',
      '  prompts/get missing SERVER ERROR -32602',
    ]);
  });

  test('a request that times out, and one that is aborted', async () => {
    const slow = { name: 'slow', arguments: { city: 'Rome' } };
    const rest = (options: object) => (isFirst(version) ? [undefined, options] : [options]);
    await expect(pair.client.callTool(slow, ...rest({ timeout: 20 }))).rejects.toThrow(
      /timed out/i,
    );
    const controller = new AbortController();
    const aborted = pair.client.callTool(slow, ...rest({ signal: controller.signal }));
    setImmediate(() => controller.abort('enough'));
    await expect(aborted).rejects.toBeDefined();
    const toolCalls = () => recorder.spans.filter(({ name }) => name === 'tools/call slow');
    await until(() => toolCalls().length === 4);
    const calls = recorder.takeTree().filter((line) => line.includes('tools/call'));
    expect(calls).toEqual([
      'tools/call slow CLIENT ERROR timeout',
      '  tools/call slow SERVER ERROR timeout',
      'tools/call slow CLIENT ERROR cancelled',
      '  tools/call slow SERVER ERROR cancelled',
    ]);
  });

  test('a request of the server in the middle of a tool call', async () => {
    await pair.client.callTool({ name: 'asking', arguments: { city: 'Rome' } });
    expect(recorder.takeTree()).toEqual([
      'tools/call asking CLIENT',
      '  tools/call asking SERVER',
      '    sampling/createMessage CLIENT',
      '      sampling/createMessage SERVER',
    ]);
  });

  test('a connection that closes before the answer', async () => {
    const outcome = pair.client.callTool({ name: 'slow', arguments: { city: 'Rome' } });
    outcome.catch(() => {});
    await new Promise((resolve) => setImmediate(resolve));
    await pair.client.close();
    await expect(outcome).rejects.toBeDefined();
    expect(recorder.takeTree()).toEqual([
      'tools/call slow CLIENT ERROR connection_closed',
      '  tools/call slow SERVER ERROR connection_closed',
    ]);
  });

  test('durations of calls and sessions', async () => {
    await pair.client.callTool({ name: 'broken', arguments: { city: 'Rome' } });
    const [call] = recorder.spans;
    await pair.client.close();
    const points = await recorder.takePoints();
    const version = { 'mcp.protocol.version': expect.any(String) };
    const attributes = {
      ...version,
      'mcp.method.name': 'tools/call',
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'broken',
      'error.type': 'tool_error',
    };
    const point = (name: string, of: object) => ({
      name,
      attributes: of,
      count: 1,
      sum: expect.any(Number),
    });
    expect(points.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      point('mcp.client.operation.duration', attributes),
      point('mcp.client.session.duration', version),
      point('mcp.server.operation.duration', attributes),
      point('mcp.server.session.duration', version),
    ]);
    const seconds = call!.duration[0] + call!.duration[1] / 1e9;
    expect(Math.abs(points[0]!.sum - seconds)).toBeLessThan(0.05);
  });

  test('baggage travels too', async () => {
    const baggage = propagation.createBaggage({ user: { value: 'ada' } });
    const seen = await context.with(propagation.setBaggage(context.active(), baggage), async () => {
      const seen: unknown[] = [];
      const { client, server } = await connectPair(version);
      const { server: protocol } = server as unknown as {
        server: { fallbackNotificationHandler: unknown; fallbackRequestHandler: unknown };
      };
      protocol.fallbackRequestHandler = async () => {
        seen.push(propagation.getActiveBaggage()?.getEntry('user')?.value);
        return {};
      };
      const request = { method: 'custom/ask', params: {} };
      await (client as unknown as { request(...args: unknown[]): Promise<unknown> }).request(
        request,
        z.looseObject({}),
      );
      return seen;
    });
    expect(seen).toEqual(['ada']);
    expect(recorder.takeTree()).toContain('custom/ask CLIENT');
  });

  test('the options of names and notifications', async () => {
    const options = { notifications: false, resourceInSpanName: true };
    const { client } = await connectPair(version, options);
    await client.readResource({ uri: 'map://town' });
    const tree = recorder.takeTree();
    expect(tree.filter((line) => line.includes('notifications/'))).toEqual([]);
    expect(tree).toContain('resources/read map://town CLIENT');
  });

  test.each([
    ['client', 'CLIENT'],
    ['server', 'SERVER'],
  ])('only the %s is observed', async (side, kind) => {
    const { client } = await connectPair(version, {}, { [side]: true });
    await client.ping();
    const kinds = recorder.takeSpans().filter(({ name }) => name === 'ping');
    expect(kinds).toMatchObject([{ kind: kind === 'CLIENT' ? 2 : 1 }]);
  });
});

describe('content', () => {
  const call = { name: 'weather', arguments: { city: 'Rome' } };

  test('is recorded only if that is asked for, as values', async () => {
    const { client } = await connectPair('1.32', { captureContent: 'SPAN_ONLY' });
    await client.callTool(call);
    for (const { attributes } of recorder
      .takeSpans()
      .filter(({ name }) => name.startsWith('tools/'))) {
      expect(attributes).toMatchObject({
        'gen_ai.tool.call.arguments': { city: 'Rome' },
        'gen_ai.tool.call.result': { content: [{ type: 'text', text: 'cold in Rome' }] },
      });
    }
    const quiet = await connectPair('1.32');
    await quiet.client.callTool(call);
    expect(JSON.stringify(recorder.takeSpans().map(({ attributes }) => attributes))).not.toContain(
      'Rome',
    );
  });

  test('a wrong option is refused', async () => {
    const options = { notifications: 'no' as unknown as boolean };
    await expect(connectPair('1.32', options)).rejects.toMatchObject({
      code: 'ERR_OTEL_NATIVE_INVALID_OPTION',
    });
  });
});
