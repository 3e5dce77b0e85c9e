import type { LogRecordLimits } from '@otel-native/native-core/logs';

/** Limits that each cut something of {@link limitedFields}. */
export const smallLimits: LogRecordLimits = {
  attributeCountLimit: 2,
  attributeValueLengthLimit: 3,
  attributeValueDepthLimit: 1,
};

export const limitedFields = { a: 'long', b: [[1]], c: 1, d: 1, msg: 'message' };

/** What {@link smallLimits} leave of the fields, as decoded. */
export const cutRecord = {
  body: { string: 'message' },
  attributes: [
    ['a', { string: 'lon' }],
    ['b', { array: ['empty'] }],
  ],
  droppedAttributesCount: 2,
};
/** Values that are cut in the fields. */
export const kCutValues = 1;
