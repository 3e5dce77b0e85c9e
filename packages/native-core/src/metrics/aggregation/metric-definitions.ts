import type { Descriptor } from './descriptor';
import { AttributeList } from '../../record/attribute-list';
import { writeInlineAttributes, type Definition } from '../../record/definition-encoder';
import * as format from '../../record/format.gen';
import { maxStringBytes } from '../../record/record-memory';
import type { AttributeSet } from './attribute-set';
import type { Cell } from './metric-memory';
import type { StreamShape } from './stream-shape';

const kDoubleBytes = 8;

export function streamDefinition(
  id: number,
  scopeId: number,
  descriptor: Descriptor,
  shape: StreamShape,
  exemplarCount: number,
): Definition {
  const texts = [descriptor.name, descriptor.description, descriptor.unit];
  const maxBytes =
    format.kStreamHeaderBytes +
    format.kRecordAlignment +
    texts.reduce((bytes, text) => bytes + maxStringBytes(text), 0) +
    shape.boundaries.length * kDoubleBytes;
  return {
    maxBytes,
    write(memory) {
      const { words } = memory;
      words[format.kStreamRecordTypeWord] =
        (format.kRecordTypeStream << format.kStreamRecordTypeShift) |
        (shape.aggregation << format.kStreamAggregationShift) |
        (shape.flags << format.kStreamFlagsShift);
      words[format.kStreamStreamIdWord] = id;
      words[format.kStreamScopeIdWord] = scopeId;
      words[format.kStreamBoundaryCountWord] = shape.boundaries.length;
      words[format.kStreamPositiveCountWord] = shape.positiveCount;
      words[format.kStreamNegativeCountWord] = shape.negativeCount;
      words[format.kStreamExemplarCountWord] = exemplarCount;
      let at = format.kStreamHeaderBytes / format.kWordBytes;
      for (const text of texts) at = memory.inlineString(at, text);
      for (const boundary of shape.boundaries) at = memory.double(at, boundary);
      return memory.finishRecord(0, at);
    },
  };
}

export function seriesDefinition(
  streamId: number,
  id: number,
  cell: Cell,
  set: Pick<AttributeSet, 'keys' | 'copies'>,
): Definition {
  const attributes = AttributeList.ofCopies(set.keys, set.copies);
  return {
    maxBytes: format.kSeriesHeaderBytes + format.kRecordAlignment + attributes.maxBytes,
    write(memory) {
      const { words } = memory;
      words[format.kSeriesRecordTypeWord] = format.kRecordTypeSeries;
      words[format.kSeriesStreamIdWord] = streamId;
      words[format.kSeriesSeriesIdWord] = id;
      words[format.kSeriesChunkWord] = cell.chunk;
      words[format.kSeriesPlaceWord] = cell.at;
      words[format.kSeriesAttributeCountWord] = set.keys.length;
      const at = format.kSeriesHeaderBytes / format.kWordBytes;
      return memory.finishRecord(0, writeInlineAttributes(memory, at, attributes));
    },
  };
}

export function exemplarsDefinition(streamId: number, seriesId: number, cell: Cell): Definition {
  return {
    maxBytes: format.kExemplarsHeaderBytes + format.kRecordAlignment,
    write(memory) {
      const { words } = memory;
      words[format.kExemplarsRecordTypeWord] = format.kRecordTypeExemplars;
      words[format.kExemplarsStreamIdWord] = streamId;
      words[format.kExemplarsSeriesIdWord] = seriesId;
      words[format.kExemplarsChunkWord] = cell.chunk;
      words[format.kExemplarsPlaceWord] = cell.at;
      return memory.finishRecord(0, format.kExemplarsHeaderBytes / format.kWordBytes);
    },
  };
}

export function filteredDefinition(
  id: number,
  epoch: number,
  set: Pick<AttributeSet, 'keys' | 'copies'>,
): Definition {
  const attributes = AttributeList.ofCopies(set.keys, set.copies);
  return {
    maxBytes: format.kFilteredHeaderBytes + format.kRecordAlignment + attributes.maxBytes,
    write(memory) {
      const { words } = memory;
      words[format.kFilteredRecordTypeWord] = format.kRecordTypeFiltered;
      words[format.kFilteredFilteredIdWord] = id;
      words[format.kFilteredEpochWord] = epoch;
      words[format.kFilteredAttributeCountWord] = set.keys.length;
      const at = format.kFilteredHeaderBytes / format.kWordBytes;
      return memory.finishRecord(0, writeInlineAttributes(memory, at, attributes));
    },
  };
}
