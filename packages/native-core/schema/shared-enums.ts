import type { Enumeration } from './types.ts';

/** What native code reports to JavaScript. Not a part of the record format. */
export const lossCause: Enumeration = {
  name: 'LossCause',
  doc: 'The events that native code reports while telemetry is sent.',
  members: [
    { name: 'QueueFull', value: 0, doc: '' },
    { name: 'Rejected', value: 1, doc: 'by the receiver, in a partial success' },
    { name: 'ExportFailed', value: 2, doc: 'refused for good' },
    { name: 'Nothing', value: 3, doc: 'the receiver took everything, with a message' },
    {
      name: 'TooLarge',
      value: 4,
      doc: 'one item, which the message names unless JavaScript reports it',
    },
    { name: 'Outage', value: 5, doc: 'nothing is lost yet: items wait for the receiver' },
    { name: 'Recovered', value: 6, doc: 'the end of an outage; the number counts its seconds' },
    { name: 'Paused', value: 7, doc: 'the receiver asked for a long pause of that many seconds' },
    {
      name: 'Spool',
      value: 8,
      doc: 'the spool lost its file or has it again; JavaScript is to move it',
    },
    {
      name: 'Poisonous',
      value: 9,
      doc: 'one item, which the message names: each connection that carried it broke without an answer',
    },
  ],
};

/** What a JavaScript sink answers for a batch. The numbers are those of `otel_native/exporter.h`. */
export const sinkStatus: Enumeration = {
  name: 'SinkStatus',
  doc: 'What became of a batch that a JavaScript sink got.',
  members: [
    { name: 'Ok', value: 0, doc: 'the number counts rejected items' },
    { name: 'Retry', value: 1, doc: 'the number is a wait in milliseconds' },
    { name: 'Failed', value: 2, doc: '' },
    { name: 'TooLarge', value: 3, doc: 'the same bytes must not be sent again' },
  ],
};

export const sharedEnums = [lossCause, sinkStatus] as const;
