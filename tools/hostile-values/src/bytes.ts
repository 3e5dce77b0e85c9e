import type { Recipe } from './recipes.ts';

type BytesRecipe = Extract<Recipe, { kind: 'bytes' }>;
type Memory = ArrayBuffer | SharedArrayBuffer;

/** Bytes whose memory changes: before they are recorded, between two reads of them, or right after. */
export function makeBytes({ view, size, change, when }: BytesRecipe): unknown {
  const memory = makeMemory(view, size);
  const bytes = viewOf(view, memory);
  const changeNow = () => changeMemory(memory, change);
  if (when === 'before') changeNow();
  if (when === 'after') queueMicrotask(changeNow);
  return when === 'reading' ? aroundChange(bytes, changeNow) : bytes;
}

/** The bytes twice, and between them an element that changes their memory when it is read. */
function aroundChange(bytes: unknown, change: () => void): unknown[] {
  const get = () => {
    change();
    return 'changed';
  };
  return Object.defineProperty([bytes, 'changed', bytes], 1, { get, enumerable: true });
}

function makeMemory(view: BytesRecipe['view'], size: number): Memory {
  // Whole elements of eight bytes, for all views alike.
  const byteLength = Math.ceil(size / 8) * 8;
  const options = { maxByteLength: 2 * byteLength + 8 };
  return view === 'SharedArrayBuffer'
    ? new SharedArrayBuffer(byteLength, options)
    : new ArrayBuffer(byteLength, options);
}

function viewOf(view: BytesRecipe['view'], memory: Memory): unknown {
  switch (view) {
    case 'Uint8Array':
      return new Uint8Array(memory);
    case 'Buffer':
      return Buffer.from(memory as ArrayBuffer);
    case 'Float64Array':
      return new Float64Array(memory);
    case 'BigInt64Array':
      return new BigInt64Array(memory);
    case 'DataView':
      return new DataView(memory);
    case 'ArrayBuffer':
    case 'SharedArrayBuffer':
      return memory;
  }
}

/** A change that the memory does not take, such as shrinking what is shared, leaves it as it is. */
function changeMemory(memory: Memory, change: BytesRecipe['change']): void {
  if (memory instanceof SharedArrayBuffer) {
    if (change !== 'none') memory.grow(memory.maxByteLength);
  } else if (!memory.detached) {
    if (change === 'shrink') memory.resize(0);
    if (change === 'grow') memory.resize(memory.maxByteLength);
    if (change === 'detach') memory.transfer();
  }
}
