import wabt from 'wabt';
import { metricConstants } from '../../packages/native-core/schema/metrics.ts';

/** Returns the TypeScript of a module that holds `begin` and `end` of a recording as WebAssembly (ADR 0022). */
export async function recordingModule(): Promise<string> {
  const { parseWat } = await wabt();
  const features = { threads: true };
  const module = parseWat('recording.wat', kText, features);
  const { buffer } = module.toBinary({});
  return `// Generated from packages/native-core/schema by tools/recordgen. Do not edit.
/**
 * WebAssembly. \`begin(at)\` says that a recording is under way in the control block at the byte \`at\`, and then returns the
 * epoch; \`end(at)\` says that it has ended.
 */
export const kRecordingModule = '${Buffer.from(buffer).toString('base64')}';
`;
}

function offsetOf(name: string): number {
  const constant = metricConstants.find((one) => one.name === name);
  if (constant === undefined) throw new Error(`no constant ${name}`);
  return constant.value;
}

const kText = `(module
  (import "host" "memory" (memory 1 1 shared))
  (func (export "begin") (param $at i32) (result i32)
    (i32.atomic.store offset=${offsetOf('RecordingOffset')} (local.get $at) (i32.const 1))
    (i32.atomic.load offset=${offsetOf('EpochOffset')} (local.get $at)))
  (func (export "end") (param $at i32)
    (i32.atomic.store offset=${offsetOf('RecordingOffset')} (local.get $at) (i32.const 0))))
`;
