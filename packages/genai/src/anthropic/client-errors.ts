import { membersOf } from '../clients/members';

/** The stream ended, and the message in it did not. The application sees no error. */
export class IncompleteMessageError extends Error {
  override readonly name = 'IncompleteMessageError';

  constructor() {
    super('The stream ended before message_stop.');
  }
}

/** Names the errors of a client as its own spans do. Its class has those of its errors as static members. */
export class ClientErrors {
  readonly #classes: object;

  constructor(client: object) {
    this.#classes = client.constructor;
  }

  /** Returns `error.type`. An answer with an error has the type that the provider gave it, else its status. */
  typeOf(error: unknown): string {
    if (error instanceof IncompleteMessageError) return 'api_error';
    if (this.#is(error, 'APIConnectionTimeoutError')) return 'client_timeout_error';
    if (this.#is(error, 'APIConnectionError')) return 'connection_error';
    if (!this.#is(error, 'APIError')) return 'client_error';
    const { type, status, error: body } = membersOf(error);
    const given = type ?? membersOf(membersOf(body)['error'])['type'];
    if (typeof given === 'string' && given !== '') return given;
    return status === undefined ? 'client_error' : String(status);
  }

  /** Whether the application aborted the call, which its span does not count as a failure. */
  isAbort(error: unknown): boolean {
    const { name } = membersOf(error);
    if (name === 'AbortError' || name === 'APIUserAbortError') return true;
    return this.#is(error, 'APIUserAbortError');
  }

  #is(error: unknown, name: string): boolean {
    const known: unknown = Reflect.get(this.#classes, name);
    return typeof known === 'function' && error instanceof known;
  }
}
