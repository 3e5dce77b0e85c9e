import type { Attributes } from '@opentelemetry/api';
import type { InstrumentationScope } from '@opentelemetry/core';
import { AttributeList } from './attribute-list';
import { AttributeWriter } from './attribute-writer';
import * as format from './format.gen';
import { RecordMemory, alignedBytes, maxStringBytes } from './record-memory';
import type { ValueReader } from './value-reader';
import { checkedList } from './checked-attributes';
import { StringTable } from './string-table';

/** A record to write once: the upper bound of its size, and the function that writes it and returns its end. */
export interface Definition {
  readonly maxBytes: number;
  write(memory: RecordMemory): number;
}

/** A scope whose attributes, if it has some, were checked and copied. */
export interface DefinedScope extends InstrumentationScope {
  readonly attributes?: Attributes;
  readonly droppedAttributesCount?: number;
}

export function scopeDefinition(id: number, scope: DefinedScope): Definition {
  const texts = [scope.name, scope.version, scope.schemaUrl].map((text) => text ?? '');
  const attributes = AttributeList.of(scope.attributes ?? {});
  return {
    maxBytes: texts.reduce(
      (bytes, text) => bytes + maxStringBytes(text),
      format.kScopeHeaderBytes + format.kRecordAlignment + attributes.maxBytes,
    ),
    write(memory) {
      memory.words[format.kScopeRecordTypeWord] = format.kRecordTypeScope;
      memory.words[format.kScopeScopeIdWord] = id;
      memory.words[format.kScopeAttributeCountWord] = attributes.length / 2;
      memory.words[format.kScopeDroppedAttributesWord] = scope.droppedAttributesCount ?? 0;
      let at = format.kScopeHeaderBytes / format.kWordBytes;
      for (const text of texts) at = memory.inlineString(at, text);
      return memory.finishRecord(0, writeInlineAttributes(memory, at, attributes));
    },
  };
}

export function resourceDefinition(
  attributes: Attributes,
  values: ValueReader,
  schemaUrl = '',
): Definition {
  const list = checkedList(attributes, values);
  return {
    maxBytes:
      format.kResourceHeaderBytes +
      format.kRecordAlignment +
      maxStringBytes(schemaUrl) +
      list.maxBytes,
    write(memory) {
      memory.words[format.kResourceRecordTypeWord] = format.kRecordTypeResource;
      memory.words[format.kResourceAttributeCountWord] = list.length / 2;
      let at = format.kResourceHeaderBytes / format.kWordBytes;
      at = memory.inlineString(at, schemaUrl);
      return memory.finishRecord(0, writeInlineAttributes(memory, at, list));
    },
  };
}

/** Writes attributes whose keys stand with them. Definitions must be readable without the strings of other records. */
export function writeInlineAttributes(
  memory: RecordMemory,
  at: number,
  attributes: AttributeList,
): number {
  return inlineWriter.writeList(memory, at, attributes, StringTable.place());
}

const inlineWriter = new AttributeWriter(StringTable.frozen());

/** Bytes of a buffer that all definitions share, one after the other; most fit in. */
const kScratchBytes = 4096;
let scratch: Scratch | undefined;

interface Scratch {
  readonly bytes: Uint8Array;
  readonly memory: RecordMemory;
}

/** Writes a definition into memory that is valid until the next definition is written. */
export function recordOf(definition: Definition): { bytes: Uint8Array; size: number } {
  const taken = memoryFor(definition.maxBytes);
  // Taken while in use: writing reads values, and a getter may cause another definition.
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
