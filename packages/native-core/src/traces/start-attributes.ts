import { diag, type Attributes } from '@opentelemetry/api';
import { isPlainValue } from '../record/attribute-list';
import { hasOwnProperty } from '../values/own-property';
import type { RecordingSpan } from './span/recording-span';

/**
 * Adds the attributes that a span starts with; those in front of the one that throws when it is read.
 * @param checkAll whether to warn of invalid values beyond the limit too, as upstream does for the start options
 */
export function addStartAttributes(
  span: RecordingSpan,
  attributes: Attributes,
  checkAll: boolean,
): void {
  if (typeof attributes !== 'object') return;
  const { limits, values } = span.owner;
  const maxEntries = 2 * limits.attributeCountLimit;
  const { plainLength } = values;
  const list = span.attributeList!;
  try {
    for (const key in attributes) {
      if (!hasOwnProperty.call(attributes, key)) continue;
      const value = attributes[key];
      if (list.length < maxEntries && key !== '' && isPlainValue(value, plainLength)) {
        list.push(key, value);
      } else {
        addChecked(span, key, value, checkAll);
      }
    }
  } catch (error) {
    diag.warn('Attributes could not be read', error);
  }
}

/** Adds an attribute that needs a look: its value must be checked, its key is empty, or the list is full. */
function addChecked(span: RecordingSpan, key: string, value: unknown, checkAll: boolean): void {
  if (value === undefined) return;
  const { limits, values } = span.owner;
  const list = span.attributeList!;
  const isFull = list.length >= 2 * limits.attributeCountLimit;
  if (isFull && !checkAll) {
    span.droppedAttributesCount++;
    return;
  }
  if (key === '') {
    diag.warn('Invalid attribute key: it is empty');
    span.droppedAttributesCount++;
    return;
  }
  const clean = isPlainValue(value, values.plainLength) ? value : values.readFlat(key, value);
  if (isFull || clean === undefined) span.droppedAttributesCount++;
  else list.push(key, clean);
}
