export const request = { provider: 'openai', model: 'gpt-5' };

export type Attributes = Record<string, unknown>;

/** Returns an object with a member that cannot be read. */
export function throwing(member: string): object {
  return Object.defineProperty({ role: 'user' }, member, {
    enumerable: true,
    get() {
      throw new Error('unreadable');
    },
  });
}
