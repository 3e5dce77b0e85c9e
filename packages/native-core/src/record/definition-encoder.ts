import type { Attributes } from '@opentelemetry/api';
import type { InstrumentationScope } from '@opentelemetry/core';
import * as format from './format.gen';
import { maxStringBytes, type RecordWriter } from './record-writer';
import { finishRecord } from './span-encoder';
import { maxValueBytes, writeValue } from './value-encoder';

/** A record that is written once: its size at most, and the function that writes it. */
export interface Definition {
  readonly maxBytes: number;
  write(writer: RecordWriter): void;
}

export function scopeDefinition(id: number, scope: InstrumentationScope): Definition {
  const texts = [scope.name, scope.version, scope.schemaUrl].map((text) => String(text ?? ''));
  return {
    maxBytes: texts.reduce(
      (bytes, text) => bytes + maxStringBytes(text),
      format.kScopeHeaderBytes + format.kRecordAlignment,
    ),
    write(writer) {
      const start = writer.position;
      writer.setU8(start + format.kScopeRecordTypeOffset, format.kRecordTypeScope);
      writer.setU32(start + format.kScopeScopeIdOffset, id);
      writer.position = start + format.kScopeHeaderBytes;
      for (const text of texts) writer.inlineString(text);
      finishRecord(writer, start);
    },
  };
}

export function resourceDefinition(attributes: Attributes, schemaUrl = ''): Definition {
  const entries = Object.entries(attributes);
  return {
    maxBytes: entries.reduce(
      (bytes, [key, value]) => bytes + maxStringBytes(key) + maxValueBytes(value),
      format.kResourceHeaderBytes + format.kRecordAlignment + maxStringBytes(schemaUrl),
    ),
    write(writer) {
      const start = writer.position;
      writer.setU8(start + format.kResourceRecordTypeOffset, format.kRecordTypeResource);
      writer.setU32(start + format.kResourceAttributeCountOffset, entries.length);
      writer.position = start + format.kResourceHeaderBytes;
      writer.inlineString(schemaUrl);
      for (const [key, value] of entries) {
        writer.inlineString(key);
        writeValue(writer, value);
      }
      finishRecord(writer, start);
    },
  };
}
