import { sdkNames, startTelemetry, useContexts } from '../support/telemetry';
import { connectPair, versions } from './peers';

/** In seconds, as the conventions say. */
const bounds = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];

const cases = versions.flatMap((version) => sdkNames.map((sdk) => [version, sdk] as const));

test.each(cases)(
  'durations of operations and sessions (version %s, %s SDK)',
  async (version, sdk) => {
    useContexts();
    const { tracerProvider, meterProvider, collect, shutdown } = startTelemetry(sdk);
    const pair = await connectPair(version, { tracerProvider, meterProvider });
    await pair.client.callTool({ name: 'broken', arguments: { city: 'Rome' } });
    await pair.client.close();
    const { points } = await collect();
    await shutdown();

    const ofTool = points.filter(
      ({ name, attributes }) =>
        name.endsWith('session.duration') || attributes['gen_ai.tool.name'] === 'broken',
    );
    const session = { 'mcp.protocol.version': expect.stringMatching(/^20\d\d-/) };
    const operation = {
      ...session,
      'mcp.method.name': 'tools/call',
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'broken',
      'error.type': 'tool_error',
    };
    const point = (name: string, attributes: object) => ({
      name,
      attributes,
      unit: 's',
      kind: 'histogram',
      isMonotonic: undefined,
      bounds,
      count: 1,
      value: expect.any(Number),
    });
    expect(ofTool).toEqual([
      point('mcp.client.operation.duration', operation),
      point('mcp.client.session.duration', session),
      point('mcp.server.operation.duration', operation),
      point('mcp.server.session.duration', session),
    ]);
    // The tool call is a part of the session, which the client sees first and last.
    const seconds = (name: string) => ofTool.find((one) => one.name === name)!.value;
    expect(seconds('mcp.client.session.duration')).toBeGreaterThan(
      seconds('mcp.client.operation.duration'),
    );
  },
);
