import * as nativeCore from '@otel-native/native-core';
import { resolveProtocol } from 'otlp-settings';
import { traceExportersFromEnvironment } from '../../traces/environment/trace-exporters';
import { destinationsOf, type Destinations } from '../../traces/destinations';
import { kOfficialSender, otlpDestination } from './destinations.ts';
import { textOf } from './diagnostics.ts';
import { targetFromEnvironment } from './otlp-from-environment.ts';
import { probeZipkin } from './probe/zipkin.ts';
import type { Destination } from './report.ts';
import { senderOf } from './sender.ts';

/** The destinations of spans that the environment names, each with the answer to an empty request. */
export function traceDestinations(): Promise<Destination[]> {
  return Promise.all(traceExportersFromEnvironment().map(destinationNamed));
}

async function destinationNamed(name: string): Promise<Destination> {
  try {
    const made = destinationsOf({}, () => [name]);
    const problem = await problemOf(made);
    if (name === 'otlp') return await otlp(made, problem);
    const answer = name === 'zipkin' ? await probeZipkin() : undefined;
    return {
      exporter: name,
      sentBy: kOfficialSender,
      ...(answer && answer),
      ...(problem !== undefined && { problem }),
    };
  } catch (error) {
    return { exporter: name, problem: textOf(error) };
  }
}

function otlp({ native }: Destinations, problem: string | undefined): Promise<Destination> {
  const { protocol } = resolveProtocol('traces');
  const { problem: ignored, ...target } = targetFromEnvironment('traces', protocol);
  const { sentBy, unusable } = senderOf(native, target.target.url);
  return otlpDestination('traces', {
    exporter: 'otlp',
    protocol,
    sentBy,
    ...target,
    problem: ignored ?? problem ?? unusable,
  });
}

/** Creates the exporter and shuts it down again. Returns why it cannot be created. */
async function problemOf({ native, spanProcessors }: Destinations): Promise<string | undefined> {
  await Promise.all(spanProcessors.map((processor) => processor.shutdown()));
  if (native === undefined) {
    return spanProcessors.length === 0 ? 'the package that it needs is not installed' : undefined;
  }
  if ((nativeCore.loadError() ?? native.loadError()) !== undefined) return undefined;
  try {
    await native.make().shutdown?.();
    return undefined;
  } catch (error) {
    return textOf(error);
  }
}
