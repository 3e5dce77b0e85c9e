import type { Attributes } from '@opentelemetry/api';
import type { InstrumentationScope } from '@opentelemetry/core';
import * as format from './format.gen';
import { RecordMemory, alignedBytes, maxStringBytes } from './record-memory';
import type { ValueReader } from './value-reader';
import { checkedList } from './checked-attributes';
import { writeInlineAttribute } from './value-encoder';

/** A record that is written once: its size at most, and the function that writes it and gives its end. */
export interface Definition {
  readonly maxBytes: number;
  write(memory: RecordMemory): number;
}

export function scopeDefinition(id: number, scope: InstrumentationScope): Definition {
  const texts = [scope.name, scope.version, scope.schemaUrl].map((text) => text ?? '');
  return {
    maxBytes: texts.reduce(
      (bytes, text) => bytes + maxStringBytes(text),
      format.kScopeHeaderBytes + format.kRecordAlignment,
    ),
    write(memory) {
      memory.words[format.kScopeRecordTypeWord] = format.kRecordTypeScope;
      memory.words[format.kScopeScopeIdWord] = id;
      let at = format.kScopeHeaderBytes / format.kWordBytes;
      for (const text of texts) at = memory.inlineString(at, text);
      return memory.finishRecord(0, at);
    },
  };
}

export function resourceDefinition(
  attributes: Attributes,
  values: ValueReader,
  schemaUrl = '',
): Definition {
  const { entries, length, maxBytes } = checkedList(attributes, values);
  return {
    maxBytes:
      format.kResourceHeaderBytes + format.kRecordAlignment + maxStringBytes(schemaUrl) + maxBytes,
    write(memory) {
      memory.words[format.kResourceRecordTypeWord] = format.kRecordTypeResource;
      memory.words[format.kResourceAttributeCountWord] = length / 2;
      let at = format.kResourceHeaderBytes / format.kWordBytes;
      at = memory.inlineString(at, schemaUrl);
      for (let i = 0; i < length; i += 2) {
        at = writeInlineAttribute(memory, at, entries[i] as string, entries[i + 1]);
      }
      return memory.finishRecord(0, at);
    },
  };
}

/** Most definitions find room in it, and it serves one after the other. */
const kScratchBytes = 4096;
let scratch: Scratch | undefined;

interface Scratch {
  readonly bytes: Uint8Array;
  readonly memory: RecordMemory;
}

/** A definition in memory that is valid until the next one is written. */
export function recordOf(definition: Definition): { bytes: Uint8Array; size: number } {
  const taken = memoryFor(definition.maxBytes);
  // Values may be read while it is written, and reading one may make another definition.
  scratch = undefined;
  const size = definition.write(taken.memory) * format.kWordBytes;
  if (taken.bytes.length === kScratchBytes) scratch = taken;
  return { bytes: taken.bytes, size };
}

function memoryFor(maxBytes: number): Scratch {
  if (scratch !== undefined && maxBytes <= kScratchBytes) return scratch;
  const bytes = Buffer.allocUnsafeSlow(Math.max(kScratchBytes, alignedBytes(maxBytes)));
  return { bytes, memory: new RecordMemory(bytes) };
}
