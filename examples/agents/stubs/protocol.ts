import type { ServerResponse } from 'node:http';

/** The body of a request, or a part of it. */
export type Body = Record<string, unknown>;

/** Answers the requests of one protocol. */
export type Protocol = (body: Body, response: ServerResponse) => void | Promise<void>;
