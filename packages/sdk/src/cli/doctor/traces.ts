import * as nativeCore from '@otel-native/native-core';
import { otlpProtocolFromEnvironment } from '../../otlp/otlp-protocol-from-environment';
import { traceExportersFromEnvironment } from '../../traces/environment/trace-exporters';
import { optionalPackages } from '../../packages/optional-packages';
import { destinationsOf, type Destinations } from '../../traces/destinations';
import type { NativeTarget } from '../../traces/native-target';
import { otlpDestination } from './destinations.ts';
import { textOf } from './diagnostics.ts';
import { isCompressed, targetFromEnvironment } from './otlp-from-environment.ts';
import { probeZipkin } from './probe/zipkin.ts';
import type { Destination } from './report.ts';

/** The findings about binaries explain why none loads. */
const kNoSender = `no binary loads here; for the official SDK: npm install ${[
  optionalPackages.sdkTrace.name,
  optionalPackages.traceOtlpProto.name,
].join(' ')}`;

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
      sentBy: 'the official SDK, on the JavaScript thread',
      ...(answer && answer),
      ...(problem !== undefined && { problem }),
    };
  } catch (error) {
    return { exporter: name, problem: textOf(error) };
  }
}

function otlp({ native }: Destinations, problem: string | undefined): Promise<Destination> {
  const protocol = otlpProtocolFromEnvironment();
  const target = targetFromEnvironment('TRACES', protocol);
  const { sentBy, unusable } = senderOf(native, target.url);
  return otlpDestination('TRACES', {
    exporter: 'otlp',
    protocol,
    sentBy,
    target,
    isCompressed: isCompressed('TRACES'),
    problem: problem ?? unusable,
  });
}

/** What sends spans, or why nothing does. */
export function senderOf(
  native: NativeTarget | undefined,
  url: string,
): { sentBy: string; unusable?: string } {
  if (native === undefined) return { sentBy: 'the official SDK, on the JavaScript thread' };
  const loadError = nativeCore.loadError() ?? native.loadError();
  if (loadError === undefined) {
    return {
      sentBy: url.startsWith('https:') ? "native threads and Node's TLS" : 'native threads',
    };
  }
  if (hasOfficial(native)) return { sentBy: 'the official SDK, as no binary loads' };
  return { sentBy: 'nobody', unusable: kNoSender };
}

function hasOfficial(native: NativeTarget): boolean {
  try {
    return (native.official() as unknown) !== undefined;
  } catch {
    return false;
  }
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
