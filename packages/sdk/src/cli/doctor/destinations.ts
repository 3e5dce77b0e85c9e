import type { Signal } from '@otel-native/api-bridge';
import type { OtlpProtocol } from 'otlp-settings';
import { withoutHeaderValues } from '../../diagnostics/secrets';
import { maskedUrl } from '../../environment/secrets.ts';
import type { ProbeTarget } from './probe/answer.ts';
import { probeOtlp } from './probe/otlp.ts';
import type { Destination } from './report.ts';

/** Where and how OTLP is sent: the part that a probe needs. */
export interface OtlpWay {
  readonly exporter: string;
  readonly protocol: OtlpProtocol;
  readonly sentBy: string;
  readonly target: ProbeTarget;
  readonly isCompressed: boolean;
  /** Why nothing can be sent, whatever the receiver answers. */
  readonly problem?: string | undefined;
}

/** What sends where the native threads do not. */
export const kOfficialSender = 'the official SDK, on the JavaScript thread';

const kProtocols = ['http:', 'https:', 'unix:'];

/** What sends from native threads to this URL. */
export function nativeSenderTo(url: string): string {
  return url.startsWith('https:') ? "native threads and Node's TLS" : 'native threads';
}

/** Returns the destination with the answer to an empty request. Probes the receiver even if nothing can be sent. */
export async function otlpDestination(signal: Signal, way: OtlpWay): Promise<Destination> {
  const { exporter, protocol, sentBy, target, isCompressed, problem } = way;
  const endpoint = maskedUrl(target.url);
  const described = { exporter, protocol, endpoint, sentBy };
  const malformed = URL.canParse(target.url) ? schemeProblem(target.url) : 'it is not a URL';
  if (malformed !== undefined) {
    return {
      ...described,
      problem: problem ?? `the endpoint ${endpoint} cannot be used: ${malformed}`,
    };
  }
  const received = await probeOtlp(signal, protocol, target, isCompressed);
  const text = withoutHeaderValues(received.text, Object.values(target.headers));
  const answer = { ...received, text };
  return { ...described, answer, ...(problem !== undefined && { problem }) };
}

function schemeProblem(url: string): string | undefined {
  const { protocol } = new URL(url);
  if (kProtocols.includes(protocol)) return undefined;
  return `its scheme is ${protocol}; write it as http://localhost:4318`;
}

/** Whether telemetry that is sent there would arrive. */
export function isArriving({ problem, answer }: Destination): boolean {
  return problem === undefined && answer?.isOk !== false;
}

/** The problem with a destination, or undefined if it works. */
export function destinationProblem(destination: Destination): string | undefined {
  const { problem, answer, endpoint = destination.exporter } = destination;
  if (problem !== undefined) return problem;
  return answer?.isOk === false ? `${endpoint} does not take them: ${answer.text}` : undefined;
}
