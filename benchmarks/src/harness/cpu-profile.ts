/** A CPU profile in V8's format, as far as it is read here. */
export interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  /** Ids of nodes, one a sample. */
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

export interface CallFrame {
  readonly functionName: string;
  /** Empty for what is not JavaScript. */
  readonly url: string;
  /** From 0. */
  readonly lineNumber: number;
}

/** Microseconds by a name that is given to each frame, without those of the frames it gives none. */
export function microsecondsBy(
  profile: CpuProfile,
  nameOf: (frame: CallFrame) => string | undefined,
): Map<string, number> {
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const totals = new Map<string, number>();
  profile.samples.forEach((id, sample) => {
    const name = names.get(id);
    if (name === undefined) return;
    totals.set(name, (totals.get(name) ?? 0) + (profile.timeDeltas[sample] ?? 0));
  });
  return totals;
}

/**
 * The package that a frame's code belongs to; `node` for Node's own JavaScript, the function's name for what is none (V8
 * names native functions wrongly at times). Undefined for frames that are no work of the program.
 */
export function packageOf({ functionName, url }: CallFrame): string | undefined {
  if (functionName === '(idle)' || url === 'node:inspector') return undefined;
  if (url === '') return functionName === '' ? '(anonymous native)' : functionName;
  if (url.startsWith('node:')) return 'node';
  const installed = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  const ours = /\/packages\/([^/]+)\/dist\//.exec(url)?.[1];
  return installed ?? (ours === undefined ? url.replace(/.*\//, '') : `@otel-native/${ours}`);
}

/** The same with the function and its line. */
export function functionOf(frame: CallFrame): string | undefined {
  const inPackage = packageOf(frame);
  if (inPackage === undefined || frame.url === '') return inPackage;
  return `${inPackage} ${frame.functionName || '(anonymous)'}:${frame.lineNumber + 1}`;
}
